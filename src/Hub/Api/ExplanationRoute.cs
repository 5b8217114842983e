using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Explaining;

namespace TidalHall.Hub.Api;

/// <summary>Why a ticket was called when it was, who was called before it, and what going first cost whom.</summary>
internal static class ExplanationRoute
{
    public static void MapExplanation(this RouteGroupBuilder group) =>
        group.MapGet("/tickets/{code}/explanation", async (string code, int? visit, HttpRequest http, IHalls halls, HallStories stories, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            if (request is null) return problem!;
            if (request.Find(code) is not { } ticket) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, code), http);
            return await Reading.OrUnreadableAsync(async () => Results.Ok(ExplanationReply.Of(ticket, await stories.OfAsync(request.Hall, ticket, cancel), visit ?? ticket.Visit.Ordinal)), http);
        }).WithSummary("Who was called before a ticket and why, on what grounds it was called itself, and what going first cost whom: of its newest visit, or of the one asked for. costMinutes is the most: as long as the window then had who went first; null while it has.").Produces<ExplanationReply>().ProducesProblem(503);
}

/// <param name="Passed">Who had waited longer and waited on, each at most <paramref name="CostMinutes"/> more.</param>
internal sealed record ExplanationReply(string Number, string? Why, string? Level, double? Key, int? Compared, double? WaitedMinutes, IEnumerable<ComparedReply> Against, IEnumerable<PassedReply> Passed, double? CostMinutes, int OvertakenBy, IEnumerable<CalledBeforeReply> Before)
{
    public static ExplanationReply Of(Ticket ticket, CallStory story, int visit)
    {
        var (own, before) = (story.Own.LastOrDefault(o => o.Call.Visit == visit), story.Before.Where(b => b.Visit == visit).ToList());
        var grounds = own?.Call.Grounds;
        return new(ticket.Number.ToString(), own is null ? null : ApiWords.Word(own.Call.Why), grounds is null ? null : ApiWords.Word(grounds.Level), grounds?.Key, grounds?.Compared,
            Minutes(own?.Call.Waited), own?.Against.Select(a => new ComparedReply(a.Number?.ToString(), ApiWords.Word(a.Level), a.Key)) ?? [],
            own?.Passed.Select(p => new PassedReply(p.Number.ToString(), ApiWords.Word(p.Class), Minutes(p.Waited)!.Value)) ?? [], own is { Passed.Length: > 0 } ? Minutes(own.Took) : null,
            before.Count(b => b.CameLater),
            before.Select(b => new CalledBeforeReply(b.Number.ToString(), ApiWords.Word(b.Class), b.Window.Value, b.At, ApiWords.Word(b.Why), Minutes(b.Waited)!.Value, b.CameLater, b.CameLater ? Minutes(b.Took) : null)));
    }

    private static double? Minutes(long? milliseconds) => milliseconds is { } known ? Math.Round(known / 60_000.0, 1) : null;
}

internal sealed record ComparedReply(string? Number, string Level, double Key);
internal sealed record PassedReply(string Number, string Class, double WaitedMinutes);
internal sealed record CalledBeforeReply(string Number, string Class, string Window, DateTimeOffset At, string Why, double WaitedMinutes, bool CameLater, double? CostMinutes);
