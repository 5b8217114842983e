using TidalHall.Core.Dispatch;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Api;

/// <summary>How high each queue stands, where tidal windows are and who moves them.</summary>
internal static class TideRoutes
{
    public static void MapTide(this RouteGroupBuilder group)
    {
        group.MapGet("/tide", async (HttpRequest http, IHalls halls, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            return request is null ? problem! : Results.Ok(ReplyOf(request.Hall.View));
        }).WithSummary("How high each queue stands, where tidal windows are, what is proposed, and who moves them.").Produces<TideReply>();
        group.MapPost("/tide/mode", async (HttpRequest http, IHalls halls, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            if (request is null || !request.TryBody<TideModeRequest>(out var body, out problem)) return problem!;
            if (!ApiWords.TryRead<TideMode>(body.Mode, out var mode)) return ApiProblem.NotAllowed("mode", body.Mode, ApiWords.Allowed<TideMode>());
            var answer = await request.SendAsync(new SetTideMode(mode), cancel);
            return answer.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : Results.Ok(ReplyOf(await request.Hall.ViewAtAsync(answer.Sequence, cancel)));
        }).WithSummary("Who moves tidal windows until the day ends.").WithMetadata(new ApiBody(["mode"], ["mode"])).Produces<TideReply>().ChangesTheHall();
    }

    private static TideReply ReplyOf(HallView view)
    {
        var board = TideBoard.Of(view);
        return new(ApiWords.Word(board.Mode),
            board.Lines.Select(l => new TideLineReply(l.Category.Id.Value, l.Waiting, l.Windows, l.Pressure is { } p ? Math.Round(p, 2) : null, Math.Round(l.Longest / 60_000.0, 1), l.PassesLimitIn)),
            board.Windows.Select(d => new TideWindowReply(d.Window.Id.Value, d.State.Assigned?.Value, TurnOf(d.State.Tide.Ordered), TurnOf(d.State.Tide.Proposed), TurnOf(d.State.Tide.Summoned), d.State.Tide.AcknowledgedBy?.Value, d.State.Tide.LockedBy?.Value)));
    }

    private static TideTurnReply? TurnOf(TideTurn? turn) => turn is null ? null : new(turn.To?.Value, turn.Grounds is { } g ? new(ApiWords.Word(g.Cause), g.Gain, SideOf(g.From), SideOf(g.To)) : null);
    private static TideSideReply? SideOf(TideSide? side) => side is null ? null : new(side.Category.Value, side.Waiting, side.Windows, side.Pressure, Math.Round(side.Longest / 60_000.0, 1));
}

internal sealed record TideModeRequest(string? Mode);

/// <param name="Pressure">Service targets' worth of work before each open window; left out while people wait and none is open.</param>
/// <param name="PassesLimitIn">Minutes until the wait passes the hall's limit, within an hour; left out where it will not.</param>
internal sealed record TideLineReply(string Category, int Waiting, int OpenWindows, double? Pressure, double LongestMinutes, int? PassesLimitIn);
internal sealed record TideTurnReply(string? To, TideGroundsReply? Grounds);
/// <param name="Gain">By how much the pressure differs, in service targets; by plain limits, by how many people waiting.</param>
internal sealed record TideGroundsReply(string Cause, double Gain, TideSideReply? From, TideSideReply? To);
internal sealed record TideSideReply(string Category, int Waiting, int OpenWindows, double? Pressure, double LongestMinutes);
internal sealed record TideWindowReply(string Id, string? TurnedTo, TideTurnReply? Ordered, TideTurnReply? Proposed, TideTurnReply? Summoned, string? ComingBy, string? LockedBy);
internal sealed record TideReply(string Mode, IEnumerable<TideLineReply> Queues, IEnumerable<TideWindowReply> Windows);
