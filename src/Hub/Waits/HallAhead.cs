using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;
using TidalHall.Hub.Halls;

namespace TidalHall.Hub.Waits;

/// <summary>Looks ahead for one hall: learns from its journal as that grows, has a picture taken while somebody waits, draws its next hours, and gives the hall what was found.</summary>
internal sealed class HallAhead(HallWriter hall, HallClock clock, TimeProvider time, ILogger log)
{
    /// <summary>By the hall's clock.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(20);
    /// <summary>By the machine's: a day that is played fast does not take the whole of it.</summary>
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(250);
    private const int Page = 1_000;

    private readonly HallLearning _learning = new();
    private bool _hasTold;

    /// <summary>As last found.</summary>
    public WaitScore[] Scores { get; private set; } = [];

    public async Task RunAsync(CancellationToken stop)
    {
        // On a thread of the pool: the journal of years is read beside the hall's start, not before it.
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await LookAsync(stop);
            }
            catch (SqliteException e)
            {
                Log.NotAhead(log, e, hall.Id);
            }
            await NextAsync(stop);
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        while (_learning.Sequence < hall.View.Sequence && await hall.ReadJournalAsync(_learning.Sequence, Page, stop) is { Count: > 0 } events)
            foreach (var recorded in events) _learning.Learn(recorded);
        Scores = _learning.Scores;
        // While nobody waits nothing changes, but what was learnt is told once.
        if (_hasTold && !hall.View.Tickets.Any(t => t.State is VisitState.Waiting)) return;
        if (await hall.PictureAsync(stop) is not { } picture) return;
        hall.TellBy(picture.Draw(_learning, (ulong)picture.Tick, stop));
        _hasTold = true;
    }

    /// <summary>Until it is time again, or the hall has another plan.</summary>
    private async Task NextAsync(CancellationToken stop)
    {
        using var first = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var pause = Task.WhenAll(Task.Delay(Every, clock.Time, first.Token), Task.Delay(AtMostEvery, time, first.Token));
        var either = await Task.WhenAny(pause, ConfiguredAsync(hall.View.Plan, first.Token));
        await first.CancelAsync();
        try
        {
            await either;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The other one was first.
        }
    }

    private async Task ConfiguredAsync(HallPlan plan, CancellationToken cancel)
    {
        await foreach (var view in hall.WatchNewestAsync(cancel))
            if (!ReferenceEquals(view.Plan, plan)) return;
    }
}
