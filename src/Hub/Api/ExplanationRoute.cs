using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Api;

/// <summary>Why a ticket was called when it was, and who was called before it.</summary>
internal static class ExplanationRoute
{
    private const int Page = 1_000;

    public static void MapExplanation(this RouteGroupBuilder group) =>
        group.MapGet("/tickets/{code}/explanation", async (string code, int? visit, HttpRequest http, IHalls halls, CancellationToken cancel) =>
        {
            var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
            if (request is null) return problem!;
            if (request.Find(code) is not { } ticket) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownTicket, code), http);
            var view = request.Hall.View;
            return await Reading.OrUnreadableAsync(async () => Results.Ok(ExplanationReply.Of(view, ticket, Explanation.Of(view, ticket, await SinceAsync(request.Hall, ticket, cancel), visit))), http);
        }).WithSummary("Who was called before a ticket and why, and on what grounds it was called itself: of its newest visit, or of the one asked for.").Produces<ExplanationReply>().ProducesProblem(503);

    private static async Task<List<Recorded>> SinceAsync(IHall hall, Ticket ticket, CancellationToken cancel)
    {
        var all = new List<Recorded>();
        for (var after = await BeforeAsync(hall, ticket.TakenTick, cancel); await hall.ReadJournalAsync(after, Page, cancel) is { Count: > 0 } page; after = page[^1].Sequence) all.AddRange(page);
        return all;
    }

    /// <summary>The last sequence before a tick, by halving: ticks never fall.</summary>
    private static async Task<long> BeforeAsync(IHall hall, long tick, CancellationToken cancel)
    {
        var (low, high) = (0L, hall.View.Sequence);
        while (low < high)
        {
            var middle = low + (high - low) / 2;
            if (await hall.ReadJournalAsync(middle, 1, cancel) is [var next] && next.Tick < tick) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}

internal sealed record ExplanationReply(string Number, string? Why, string? Level, double? Key, int? Compared, double? WaitedMinutes, IEnumerable<ComparedReply> Against, int OvertakenBy, IEnumerable<CalledBeforeReply> Before)
{
    public static ExplanationReply Of(HallView view, Ticket ticket, Explanation e) => new(ticket.Number.ToString(),
        e.Called is { } c ? ApiWords.Word(c.Why) : null, e.Called?.Grounds is { } g ? ApiWords.Word(g.Level) : null, e.Called?.Grounds?.Key, e.Called?.Grounds?.Compared,
        e.Called is { } called ? Math.Round(called.Waited / 60_000.0, 1) : null,
        e.Called?.Grounds?.Against.Select(a => new ComparedReply(view.Find(a.Ticket)?.Number.ToString(), ApiWords.Word(a.Level), a.Key)) ?? [],
        e.Before.Count(b => b.CameLater),
        e.Before.Select(b => new CalledBeforeReply(b.Ticket.Number.ToString(), ApiWords.Word(b.Ticket.Class), b.Window.Value, b.At, ApiWords.Word(b.Why), b.CameLater)));
}

internal sealed record ComparedReply(string? Number, string Level, double Key);
internal sealed record CalledBeforeReply(string Number, string Class, string Window, DateTimeOffset At, string Why, bool CameLater);
