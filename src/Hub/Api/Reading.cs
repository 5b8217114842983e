using System.Runtime.CompilerServices;
using System.Text.Json;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Search;

namespace TidalHall.Hub.Api;

/// <summary>What integrators read: windows, queue, items, and the journal as pages or as a stream that resumes.</summary>
internal static class Reading
{
    private sealed record EventReply(long Sequence, DateTimeOffset At, string Kind, JsonElement Data);

    public static void MapReading(this RouteGroupBuilder group)
    {
        group.MapGet("/windows", (string? hall, IHalls halls, HttpRequest http) => With(hall, halls, http, view => new
        {
            windows = view.Plan.Windows.Select(w => new
            {
                id = w.Id.Value, number = w.Number, category = (view.Windows[w.Id].Assigned ?? w.Category).Value,
                state = ApiWords.Word(view.Windows[w.Id].Session.GetType().Name), clerk = view.Windows[w.Id].Clerk?.Value,
                current = view.CurrentAt(w.Id) is { } current ? TicketReply.Of(view, current) : null,
            }),
        }));
        group.MapGet("/queue", (string? hall, IHalls halls, HttpRequest http) => With(hall, halls, http, view => new
        {
            queue = view.Plan.Categories.Select(c => new { id = c.Id.Value, waiting = view.Waiting(c.Id).Count(), tickets = view.Waiting(c.Id).Select(t => TicketReply.Of(view, t)) }),
        }));
        group.MapGet("/items", (string? hall, string? search, IHalls halls, HttpRequest http) => With(hall, halls, http, view => new
        {
            items = (string.IsNullOrWhiteSpace(search) ? view.Plan.Items : ItemSearch.Of(view.Plan).Find(search, 50))
                .Select(i => new { id = i.Id.Value, name = i.Name, department = i.Department, theme = i.Theme.Value, category = i.Category.Value }),
        }));
        group.MapGet("/journal", async (string? hall, long? after, int? limit, IHalls halls, HttpRequest http, CancellationToken cancel) =>
        {
            if (Find(hall, halls) is not { } found) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownHall), http);
            if (limit is < 1 or > 1000) return ApiProblem.Form("limit: 1 to 1,000.");
            if (http.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase))
                return TypedResults.ServerSentEvents(StreamAsync(found, long.TryParse(http.Headers["Last-Event-ID"], out var last) ? last : after ?? 0, cancel));
            var events = await found.ReadJournalAsync(after ?? 0, limit ?? 100, cancel);
            return Results.Ok(new { events = events.Select(Reply) });
        });
    }

    /// <summary>Every event after a sequence and then as they come, each once: its sequence is its id.</summary>
    private static async IAsyncEnumerable<System.Net.ServerSentEvents.SseItem<EventReply>> StreamAsync(IHall hall, long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        await foreach (var view in hall.WatchNewestAsync(cancel))
            while (after < view.Sequence)
                foreach (var recorded in await hall.ReadJournalAsync(after, 500, cancel))
                {
                    after = recorded.Sequence;
                    yield return new(Reply(recorded)) { EventId = recorded.Sequence.ToString(System.Globalization.CultureInfo.InvariantCulture) };
                }
    }

    private static EventReply Reply(Recorded r) =>
        new(r.Sequence, r.At, HallEventJson.KindOf(r.Event), JsonSerializer.Deserialize<JsonElement>(HallEventJson.Write(r.Event)));

    private static IHall? Find(string? hall, IHalls halls) => hall is null ? halls.Default : TextId.TryParse<HallId>(hall, out var id) ? halls.Find(id) : null;

    private static IResult With(string? hall, IHalls halls, HttpRequest http, Func<HallView, object> reply) =>
        Find(hall, halls) is { } found ? Results.Ok(reply(found.View)) : ApiProblem.Of(Refusal.Because(RefusalCode.UnknownHall), http);
}
