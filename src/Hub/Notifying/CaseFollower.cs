using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Notifying;

/// <summary>Follows the journal and puts into the outbox what people are to be told of their cases.</summary>
internal sealed partial class CaseFollower(IHalls halls, MessageOutbox outbox, IEnumerable<IChannel> channels, PublicAddress address, ILogger<CaseFollower> log) : BackgroundService
{
    private const int Page = 1_000;
    private static readonly TimeSpan AfterTrouble = TimeSpan.FromSeconds(10);

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
                catch (Exception e) when (e is IOException or System.Data.Common.DbException)
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
            outbox.Keep(page.SelectMany(r => Of(hall.View, r)), last.Sequence);
            after = last.Sequence;
        }
        return after;
    }

    private IEnumerable<OutMessage> Of(HallView view, Recorded r)
    {
        if (MessageTemplates.Of(r.Event) is not { } template || r.Event is not CaseEvent { Case: var id } || view.Cases.Find(id) is not { } c) yield break;
        var fields = MessageTemplates.Fields(view.Map, c, address.Root);
        var person = c.Agent ?? c.Applicant switch { Applicant.Organisation o => o.Representative, Applicant.Minor m => m.Guardian, Applicant.NaturalPerson p => p.Person, _ => default };
        foreach (var channel in channels) yield return new(Guid.CreateVersion7(), r.Sequence, r.At, channel.Name, template, fields, person);
    }

    [LoggerMessage(1501, LogLevel.Error, "Messages could not be kept; tried again. Make room, or look after the disk.")]
    private static partial void LogNotFollowed(ILogger log, Exception e);
}
