using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Explaining;

/// <summary>Tells the story of a ticket of a running hall, from its journal.</summary>
/// <remarks>A story needs the hall as it stood when the ticket was taken. The first one reads the journal through (some 7 µs an event) and keeps how the hall stood as its last two days opened; later ones go on from there.</remarks>
internal sealed class HallStories : IDisposable
{
    private const int Page = 1_000;
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<HallId, Opening[]> _openings = [];

    /// <summary>A hall just after its day opened.</summary>
    private sealed record Opening(HallSnapshot Stood, HallPlan Plan);

    /// <exception cref="Microsoft.Data.Sqlite.SqliteException">The disk does not give the journal.</exception>
    public async Task<CallStory> OfAsync(IHall hall, Ticket ticket, CancellationToken cancel)
    {
        // One at a time: the second finds what the first has kept.
        await _one.WaitAsync(cancel);
        try
        {
            return await TellAsync(hall, ticket, cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<CallStory> TellAsync(IHall hall, Ticket ticket, CancellationToken cancel)
    {
        var lastTwo = (hall.View.Day?.Date ?? ticket.Day).AddDays(-1);
        var kept = _openings.GetValueOrDefault(hall.Id, []);
        var begins = kept.LastOrDefault(o => o.Stood.Tick < ticket.TakenTick);
        var state = begins?.Stood.Restore(begins.Plan) ?? new();
        CallStory? story = null;
        for (var after = state.Sequence; await hall.ReadJournalAsync(after, Page, cancel) is { Count: > 0 } page; after = page[^1].Sequence)
            foreach (var recorded in page)
            {
                if (recorded.Event is TicketTaken taken && taken.Ticket == ticket.Id) story = new(e => e.Ticket == ticket.Id, state);
                if (story is not null) story.Take(recorded);
                else Hall.Apply(state, recorded);
                if (recorded.Event is DayOpened { Day: var day } && day >= lastTwo)
                    _openings[hall.Id] = kept = [.. kept.Where(o => o.Stood.Day!.Date >= lastTwo && o.Stood.Day.Date != day).Append(new(HallSnapshot.Of(state), state.Map!.Plan)).OrderBy(o => o.Stood.Sequence)];
            }
        return story ?? new(e => e.Ticket == ticket.Id, state);
    }

    public void Dispose() => _one.Dispose();
}
