using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>How a ticket came to its calls: who was called before it, on what grounds it was called itself, and who had waited longer and had to wait on. Lives the journal again, so it knows who waited at each call.</summary>
/// <param name="isIt">Which ticket is meant; of several the newest.</param>
/// <param name="from">The hall as it stood before that ticket was taken, and from then on the story's own; null: the journal is told from its first event.</param>
public sealed class CallStory(Func<TicketTaken, bool> isIt, HallState? from = null)
{
    private readonly HallState _hall = from ?? new();
    private readonly List<StoryCall> _before = [];
    private readonly List<OwnCall> _own = [];
    private readonly List<(WindowId Window, TicketId Ticket, long Since, Action<long> Over)> _running = [];
    private TicketId? _me;

    /// <summary>The ticket as it stands now; null: nobody took it.</summary>
    public Ticket? Ticket => _me is { } me ? _hall.Find(me) : null;
    /// <summary>Whoever was called to a window that might have called it, while it waited.</summary>
    public IReadOnlyList<StoryCall> Before => _before;
    /// <summary>Its own calls, one for each time it was called.</summary>
    public IReadOnlyList<OwnCall> Own => _own;

    /// <summary>The next event; none is left out.</summary>
    public void Take(in Recorded recorded)
    {
        if (recorded.Event is TicketTaken taken && isIt(taken))
        {
            _me = taken.Ticket;
            _before.Clear();
            _own.Clear();
            _running.Clear();
        }
        if (recorded.Event is TicketCalled call && _me is { } me && _hall.Find(me) is { } mine && _hall.Find(call.Ticket) is { } called) Hear(call, called, mine, recorded);
        Hall.Apply(_hall, recorded);
        for (var i = _running.Count - 1; i >= 0; i--)
            if (_hall.Find(_running[i].Window)?.Current != _running[i].Ticket)
            {
                _running[i].Over(recorded.Tick - _running[i].Since);
                _running.RemoveAt(i);
            }
    }

    private void Hear(TicketCalled call, Ticket called, Ticket mine, in Recorded r)
    {
        if (call.Ticket == mine.Id)
        {
            var (at, reference) = (r.Tick, r.Tick - call.Waited);
            StoryWait[] passed = [.. _hall.Tickets.Where(t => t.Id != mine.Id && RefOf(t) < reference && Might(call.Window, t)).OrderBy(RefOf).Select(t => new StoryWait(t.Number, t.Class, at - RefOf(t)!.Value))];
            StoryHead[] against = [.. (call.Grounds?.Against ?? []).Select(a => new StoryHead(_hall.Find(a.Ticket)?.Number, a.Level, a.Key))];
            var n = _own.Count;
            _own.Add(new(call, r.At, against, passed, null));
            _running.Add((call.Window, mine.Id, r.Tick, took => _own[n] = _own[n] with { Took = took }));
        }
        else if (RefOf(mine) is { } reference && Might(call.Window, mine))
        {
            var n = _before.Count;
            _before.Add(new(mine.Visit.Ordinal, called.Number, called.Class, call.Window, r.At, call.Why, call.Waited, r.Tick - call.Waited > reference, null));
            _running.Add((call.Window, called.Id, r.Tick, took => _before[n] = _before[n] with { Took = took }));
        }
    }

    private static long? RefOf(Ticket ticket) => (ticket.State as VisitState.Waiting)?.Ref;

    /// <summary>Whether a window might have called one who waits, as it is turned now.</summary>
    private bool Might(WindowId window, Ticket waits) => ((VisitState.Waiting)waits.State).Only is { } only ? only == window
        : _hall.Map!.Windows.GetValueOrDefault(window) is { } known && _hall.Map.MayCall(known, _hall.Find(window)?.Assigned, waits.Visit.Category, waits.Class);
}

/// <summary>A call while the ticket waited.</summary>
/// <param name="Visit">For which of its visits it did.</param>
/// <param name="Waited">Milliseconds.</param>
/// <param name="CameLater">Its wait counts from later: it went before by priority, by its matter, or by a person.</param>
/// <param name="Took">Milliseconds that the window then had it, by so much at most the ticket waited longer there; null: it has it still.</param>
public sealed record StoryCall(int Visit, TicketNumber Number, TicketClass Class, WindowId Window, DateTimeOffset At, CallReason Why, long Waited, bool CameLater, long? Took);

/// <summary>A call of the ticket itself.</summary>
/// <param name="Passed">Who had waited longer for a window that might have called them, the longest first.</param>
/// <param name="Took">Milliseconds that the window then had it, by so much at most they waited longer; null: it has it still.</param>
public sealed record OwnCall(TicketCalled Call, DateTimeOffset At, StoryHead[] Against, StoryWait[] Passed, long? Took);

/// <summary>One it was compared with.</summary>
public readonly record struct StoryHead(TicketNumber? Number, DispatchLevel Level, double Key);

/// <param name="Waited">Milliseconds until the call.</param>
public readonly record struct StoryWait(TicketNumber Number, TicketClass Class, long Waited);
