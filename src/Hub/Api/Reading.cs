using System.Globalization;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Search;

namespace TidalHall.Hub.Api;

/// <summary>What integrators read: windows, queue, items, and the journal as pages or as a stream that resumes.</summary>
internal static class Reading
{
    private const int PageMax = 1000;
    private const int FoundMax = 50;

    public static void MapReading(this RouteGroupBuilder group)
    {
        group.MapGet("/windows", (HttpRequest http, IHalls halls) => WithAsync(http, halls, view => new WindowsReply(view.Plan.Windows.Select(w => WindowOf(view, w)))))
            .WithSummary("Every window: who sits there, whom it serves.").Produces<WindowsReply>();
        group.MapGet("/queue", (HttpRequest http, IHalls halls) => WithAsync(http, halls, view => new QueueReply(view.Plan.Categories
                .Select(c => new LineReply(c.Id.Value, c.Prefix, view.Waiting(c.Id).Count(), view.Waiting(c.Id).Select(t => TicketReply.Of(view, t)))))))
            .WithSummary("Who waits, by category, in the order they would be called.").Produces<QueueReply>();
        group.MapGet("/items", (string? search, HttpRequest http, IHalls halls) => WithAsync(http, halls, view => new ItemsReply(FindItems(view, search).Select(i =>
                new ItemReply(i.Id.Value, i.Name, i.Department, i.Theme.Value, i.Category.Value, i.Minutes, ApiWords.Word(i.Mode))))))
            .WithSummary("All service items, or those a search finds.").Produces<ItemsReply>();
        group.MapGet("/notes/{id}", ReadNoteAsync)
            .WithSummary("What somebody typed as a reason, by the reference an event holds. Each look is written down; after 30 days the note is gone.").Produces<NoteReply>().ProducesProblem(503);
        group.MapGet("/journal", ReadJournalAsync)
            .WithSummary("Events after a sequence. With Accept: text/event-stream as a stream that goes on as they come and resumes by Last-Event-ID.")
            .Produces<EventsReply>().ProducesProblem(503);
    }

    private static WindowReply WindowOf(HallView view, ServiceWindow w) => new(w.Id.Value, w.Number, (view.Windows[w.Id].Assigned ?? w.Category).Value,
        ApiWords.Word(view.Windows[w.Id].Session.GetType().Name), view.Windows[w.Id].Clerk?.Value, view.CurrentAt(w.Id) is { } current ? TicketReply.Of(view, current) : null);

    private static IEnumerable<ServiceItem> FindItems(HallView view, string? search) => string.IsNullOrWhiteSpace(search)
        ? view.Plan.Items
        : ItemSearch.Of(view.Plan).Find(search, FoundMax);

    private static async Task<IResult> ReadNoteAsync(string id, HttpRequest http, IHalls halls, INotes notes, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null) return problem!;
        if (!Guid.TryParse(id, out var note)) return ApiProblem.Of(Refusal.Because(RefusalCode.UnknownNote), http);
        var look = await notes.ReadAsync(new(note), ApiKey.Name, cancel);
        return look.Refusal is { } refusal ? ApiProblem.Of(refusal, http) : Results.Ok(new NoteReply(note, look.Text!));
    }

    private static async Task<IResult> ReadJournalAsync(string? after, string? limit, HttpRequest http, IHalls halls, IHostApplicationLifetime hub, CancellationToken cancel)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, cancel);
        if (request is null) return problem!;
        var stream = http.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.OrdinalIgnoreCase);
        var resumed = stream && http.Headers.TryGetValue("Last-Event-ID", out var id) ? id.ToString() : null;
        if (!TryCount(resumed ?? after, 0, long.MaxValue, 0, out var from)) return ApiProblem.Form("Sequence", resumed is null ? "after" : "Last-Event-ID");
        if (!TryCount(limit, 1, PageMax, 100, out var most)) return ApiProblem.Form("Between", "limit", 1, PageMax);
        // A reader that never leaves must not keep the hub from stopping.
        if (stream) return new JournalStream(request.Hall, from, hub.ApplicationStopping);
        return await OrUnreadableAsync(async () => Results.Ok(new EventsReply((await request.Hall.ReadJournalAsync(from, (int)most, cancel)).Select(EventReply.Of))), http);
    }

    /// <summary>What is read from the journal, or 503 while its disk does not give it.</summary>
    internal static async Task<IResult> OrUnreadableAsync(Func<Task<IResult>> read, HttpRequest http)
    {
        try
        {
            return await read();
        }
        catch (SqliteException)
        {
            return ApiProblem.Of(Refusal.Because(RefusalCode.NotReadable), http);
        }
    }

    private static bool TryCount(string? text, long least, long most, long otherwise, out long count)
    {
        count = otherwise;
        return text is null || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count) && count >= least && count <= most);
    }

    private static async Task<IResult> WithAsync(HttpRequest http, IHalls halls, Func<HallView, object> reply)
    {
        var (request, problem) = await ApiRequest.ReadAsync(http, halls, http.HttpContext.RequestAborted);
        return request is null ? problem! : Results.Ok(reply(request.Hall.View));
    }
}
