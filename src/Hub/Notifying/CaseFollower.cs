using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Notifying;

/// <summary>Follows the journal and puts into the outbox what people are to be told of their cases: to the page of the hall, by the way the applicant chose, and a copy to the family.</summary>
internal sealed partial class CaseFollower(IHalls halls, MessageOutbox outbox, IContacts contacts, IEnumerable<IChannel> channels, PublicAddress address, ILogger<CaseFollower> log) : BackgroundService
{
    private const int Page = 1_000;
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);
    private readonly HashSet<string> _channels = [.. channels.Select(c => c.Name)];

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        var hall = halls.Default;
        var after = outbox.CursorOr(hall.View.Sequence);
        try
        {
            await foreach (var _ in hall.WatchNewestAsync(stopping))
            {
                try
                {
                    after = await FollowAsync(hall, after, stopping);
                }
                catch (Exception e) when (e is IOException or System.Data.Common.DbException or DbUpdateException)
                {
                    // What was not kept is read again at the next event.
                    LogNotFollowed(log, e);
                    await Task.Delay(AfterTrouble, stopping);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task<long> FollowAsync(IHall hall, long after, CancellationToken cancel)
    {
        while (await hall.ReadJournalAsync(after, Page, cancel) is [.., var last] page)
        {
            var messages = new List<OutMessage>();
            // The journal is a step ahead of what is shown.
            var view = await hall.ViewAtAsync(last.Sequence, cancel);
            foreach (var r in page)
                if (MessageTemplates.Of(r.Event) is { } template && About(view, r.Event) is (var id, var more) && await NewsAsync(hall, id, cancel) is { } news)
                    messages.AddRange(Of(r, template, new(MessageTemplates.Fields(view.Map, news, address.Root).Concat(more)), news.Person, await contacts.FindAsync(news.Person, "messages", cancel)));
            outbox.Keep(messages, last.Sequence);
            after = last.Sequence;
        }
        return after;
    }

    /// <summary>The case an event is about, with what a message says beyond that; null: it is over meanwhile.</summary>
    private static (CaseId Case, Dictionary<string, string> More)? About(HallView view, HallEvent happened) => happened switch
    {
        CaseEvent e => (e.Case, []),
        MissingClosed { Case: { } of } => (of, []),
        ThingRecovered { Case: { } of } => (of, []),
        CodeIssued e when view.Cabinets.Find(e.Cabinet, e.Number) is { Inside: { Case: { } of, Secret: { } secret } } at && secret == e.Secret => (of, MessageTemplates.Fields(view.Map, at, secret)),
        _ => null,
    };

    private IEnumerable<OutMessage> Of(Recorded r, string template, Dictionary<string, string> fields, PersonRef person, Contact? contact)
    {
        OutMessage By(string channel, params string[] next) => new(Guid.CreateVersion7(), r.Sequence, r.At, channel, template, fields, person, next);
        if (_channels.Contains(LocalChannel.Of)) yield return By(LocalChannel.Of);
        if (WaysOf(contact?.Way) is [var first, .. var next]) yield return By(first, [.. next]);
        if (contact?.FamilyPhone is not null && _channels.Contains(SmsChannel.Family)) yield return By(SmsChannel.Family);
    }

    /// <summary>The hall's channels, the one that was chosen first.</summary>
    private List<string> WaysOf(ContactWay? chosen) =>
        [.. Enum.GetValues<ContactWay>().OrderByDescending(w => w == chosen).Select(w => w.ToString().ToLowerInvariant()).Where(_channels.Contains)];

    /// <summary>Of a case that has left memory before it was followed, the journal knows.</summary>
    private static async Task<CaseNews?> NewsAsync(IHall hall, CaseId id, CancellationToken cancel)
    {
        if (hall.View.Cases.Find(id) is { } known) return CaseNews.Of(known);
        var (after, found) = (0L, (CaseNews?)null);
        while (await hall.ReadJournalAsync(after, Page, cancel) is [.., var last] page)
        {
            found = page.Where(r => r.Event is CaseEvent e && e.Case == id).Select(r => CaseNews.Of(r.Event)).LastOrDefault(n => n is not null) ?? found;
            after = last.Sequence;
        }
        return found;
    }

    [LoggerMessage(1501, LogLevel.Error, "Messages could not be kept; tried again. Make room, or look after the disk.")]
    private static partial void LogNotFollowed(ILogger log, Exception e);
}
