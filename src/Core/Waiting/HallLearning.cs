using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>What a hall learns from its own journal: who comes when, how long items take, how waits told turned out. Owned by one thread; the same events lead to the same.</summary>
/// <remarks>May begin anywhere in a journal: what it has not seen begin it does not learn from.</remarks>
public sealed class HallLearning
{
    private const double Minute = 60_000;
    private readonly ArrivalLearning _arrivals = new();
    private readonly ServiceLearning _services = new();
    private readonly WaitScoring _scoring = new();
    private readonly Dictionary<LineId, LineLearning> _lines = [];
    private readonly Dictionary<TicketId, Seen> _tickets = [];
    private readonly PriorityQueue<TicketId, long> _late = new();
    private readonly Dictionary<WindowId, CategoryId?> _turned = [];
    private readonly HashSet<WindowId> _open = [];
    private HallMap? _map;
    private long _opened;

    /// <summary>The visit that ended last: the one that follows it comes right after.</summary>
    private (TicketId Ticket, TicketClass Class)? _ended;

    /// <summary>A visit that is there.</summary>
    /// <param name="item">Whose time at the window it takes; null: of no item, as where a matter is paid for.</param>
    /// <param name="told">Null: nothing was, for it follows another visit; or of the line of another class.</param>
    private sealed class Seen(LineId line, ItemId? item, ToldWait? told, WaitSigns signs, long from)
    {
        internal LineId Line { get; set; } = line;
        internal ItemId? Item => item;
        internal ToldWait? Told { get; set; } = told;
        internal WaitSigns Signs => signs;
        /// <summary>The tick its wait counts from.</summary>
        internal long From => from;
        internal bool WasCalled { get; set; }
        internal bool IsLate { get; set; }
        /// <summary>The tick of a call; null once its service is no more one piece.</summary>
        internal long? Called { get; set; }
    }

    /// <summary>The sequence of the last event learnt from.</summary>
    public long Sequence { get; private set; }
    public WaitScore[] Scores => _scoring.Scores;

    public void Learn(in Recorded recorded)
    {
        Sequence = recorded.Sequence;
        var tick = recorded.Tick;
        while (_late.TryPeek(out var late, out var due) && due < tick)
        {
            _late.Dequeue();
            if (_tickets.TryGetValue(late, out var ticket) && ticket is { WasCalled: false, IsLate: false, Told: { } told })
            {
                ticket.IsLate = true;
                LineOf(ticket.Line).LearnLate(told);
            }
        }
        switch (recorded.Event)
        {
            case HallConfigured e: _map = new(e.Plan); break;
            case DayOpened e: Turn(e.Day, tick); break;
            case TicketTaken e when _map is not null: Take(e, recorded); break;
            case VisitFollowed e when _ended is { } before && before.Ticket == e.Ticket: Follow(e, before.Class, recorded); break;
            case TicketEvent e when _tickets.TryGetValue(e.Ticket, out var ticket): Learn(e, ticket, tick); break;
            case WindowOpened or WindowResumed: _open.Add(((WindowEvent)recorded.Event).Window); break;
            case WindowPaused or WindowClosed or ClerkSignedOff or SessionCleared: _open.Remove(((WindowEvent)recorded.Event).Window); break;
            case WindowAssigned e: _turned[e.Window] = e.Category; break;
            case TideMoved e: _turned[e.Window] = e.To; break;
        }
    }

    /// <summary>Expected minutes of an item at the window.</summary>
    public double ServiceOf(ServiceItem item) => _services.Of(item);

    internal ExpectedArrivals Arrivals(FloorMap floor, long tick, DateTimeOffset at) => _map is { } map ? _arrivals.From(map, floor, tick, at) : ExpectedArrivals.None;

    /// <summary>As it stands, for other threads.</summary>
    public WaitMemory Memory(long tick) => new(_lines.Select(l => KeyValuePair.Create(l.Key, l.Value.Memory(tick))), _lines.Values.Sum(l => l.Waiting), (tick - _opened) / Minute);

    private void Turn(DateOnly day, long tick)
    {
        _opened = tick;
        _arrivals.Turn(day);
        _services.Turn();
    }

    private void Take(TicketTaken e, in Recorded r)
    {
        var from = Math.Max(r.Tick, e.Ref);
        Come(e.Ticket, new(e.Category, e.Class), e.Item, e.Item, e.Told, e.Ahead, e.Ref, r);
        _late.Enqueue(e.Ticket, from + (long)(e.Told.P90Minutes * Minute));
    }

    /// <summary>Whoever is sent on comes to that line as others come from the door. What such a visit takes says nothing of its item where another category does it.</summary>
    private void Follow(VisitFollowed e, TicketClass @class, in Recorded r)
    {
        var line = new LineId(e.Category, @class);
        var ahead = _lines.Where(l => l.Key.Category == e.Category && (@class is not TicketClass.GreenChannel || l.Key.Class == @class)).Sum(l => l.Value.Waiting);
        Come(e.Ticket, line, e.Item, _map!.Items.TryGetValue(e.Item, out var item) && item.Category == e.Category ? e.Item : null, null, ahead, e.Ref, r);
    }

    private void Come(TicketId id, LineId line, ItemId item, ItemId? takes, ToldWait? told, int ahead, long @ref, in Recorded r)
    {
        var from = Math.Max(r.Tick, @ref);
        _arrivals.Came(line.Category, line.Class, _map!.Local(r.At), (from - r.Tick) / Minute);
        var minutes = _map.Items.TryGetValue(item, out var known) ? known.Minutes : 10;
        var signs = LineOf(line).Signs(r.Tick, ahead, minutes, DesksOf(line.Category), _lines.Values.Sum(l => l.Waiting), (r.Tick - _opened) / Minute);
        _tickets[id] = new(line, takes, told, signs, from);
        LineOf(line).Join(id, @ref);
    }

    private void Learn(TicketEvent e, Seen ticket, long tick)
    {
        switch (e)
        {
            case TicketCalled: Call(e.Ticket, ticket, tick); break;
            case VisitCompleted:
                _ended = (e.Ticket, ticket.Line.Class);
                if (ticket is { Called: { } called, Item: { } of } && _map!.Items.TryGetValue(of, out var item)) _services.Served(item, (tick - called) / Minute);
                _tickets.Remove(e.Ticket);
                break;
            case TicketHeld: ticket.Called = null; break;
            case TicketTransferred c:
                ticket.Called = null;
                ticket.Line = ticket.Line with { Category = c.Category };
                LineOf(ticket.Line).Join(e.Ticket, c.Ref);
                break;
            case PriorityChecked c: Change(e.Ticket, ticket, c.Entitled ? TicketClass.GreenChannel : TicketClass.Ordinary); break;
            case TicketReturned: LineOf(ticket.Line).Join(e.Ticket, ticket.From); break;
            case TicketReinstated c: LineOf(ticket.Line).Join(e.Ticket, c.Ref); break;
            case TicketCancelled or TicketReleased or MissExpired: Go(e.Ticket, ticket, tick); break;
        }
    }

    /// <summary>What it was told, it was told of its first line: that teaches neither.</summary>
    private void Change(TicketId id, Seen ticket, TicketClass @class)
    {
        if (ticket.Line.Class == @class) return;
        var waits = LineOf(ticket.Line).Leave(id);
        (ticket.Line, ticket.Told) = (ticket.Line with { Class = @class }, null);
        if (waits) LineOf(ticket.Line).Join(id, ticket.From);
    }

    private void Call(TicketId id, Seen ticket, long tick)
    {
        var (line, waited) = (LineOf(ticket.Line), Math.Max(0, tick - ticket.From) / Minute);
        line.Leave(id);
        line.Called(tick, waited);
        // A second call, after a hold or a transfer, begins no whole service.
        ticket.Called = ticket.WasCalled ? null : tick;
        if (ticket.WasCalled) return;
        ticket.WasCalled = true;
        line.Learn(ticket.Told, ticket.Signs, waited, ticket.IsLate);
        if (ticket.Told is { } told) _scoring.Add(ticket.Line.Category, told, waited);
    }

    private void Go(TicketId id, Seen ticket, long tick)
    {
        var line = LineOf(ticket.Line);
        line.Leave(id);
        _tickets.Remove(id);
        if (!ticket.WasCalled) line.LearnAtLeast(ticket.Told, ticket.Signs, Math.Max(0, tick - ticket.From) / Minute, ticket.IsLate);
    }

    private LineLearning LineOf(LineId id)
    {
        if (!_lines.TryGetValue(id, out var line)) _lines[id] = line = new();
        return line;
    }

    private int DesksOf(CategoryId category) =>
        Math.Max(1, _open.Count(w => (_turned.GetValueOrDefault(w) ?? _map!.Windows.GetValueOrDefault(w)?.Category) == category));
}
