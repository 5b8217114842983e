using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Waiting;

/// <summary>A hall at one moment as far as its next hours depend on it. Taken on the thread that owns the hall; anybody draws from it.</summary>
public sealed class HallPicture
{
    /// <summary>When a paused clerk is expected back, and a rostered one whom nobody stands in for: minutes from now.</summary>
    public const int BackAfterMinutes = 10, OpensAfterMinutes = 5;
    private const double Minute = 60_000;

    private readonly HallMap _plan;
    private readonly Floor _floor;
    private readonly FloorMap _map;
    private readonly TicketId[] _tickets;
    private readonly ItemId?[] _items;
    private readonly ITide? _tide;
    private readonly int[] _movesTo;
    private readonly (WindowDoing Doing, long Tick, ItemId? Item, double Credit)[] _windows;

    private HallPicture(HallState hall, long tick, DateTimeOffset at, (Floor Floor, FloorMap Map, TicketId[] Tickets) lines)
    {
        (_plan, Tick, At) = (hall.Map!, tick, at);
        (_floor, _map, _tickets) = lines;
        _items = new ItemId?[_tickets.Length];
        foreach (var place in _floor.Places()) _items[place] = hall.Find(_tickets[place])?.Visit.Item;
        _tide = Tides.Moving(hall, tick);
        _movesTo = [.. _map.WindowIds.Select(id => hall.Find(id)?.Tide.Ordered is { To: { } to } && _map.Has(to) ? _map[to] : Lines.None)];
        _windows = [.. _map.WindowIds.Select(id => Of(hall, id))];
    }

    public long Tick { get; }
    public DateTimeOffset At { get; }
    public int WaitingCount => _floor.Lines.Count;

    /// <summary>Null before the hall has a plan.</summary>
    public static HallPicture? Of(HallState hall, long tick, DateTimeOffset at) => hall.Map is not null && hall.Lines.Copy() is { } lines ? new(hall, tick, at, lines) : null;

    /// <summary>Draws the hall's next hours.</summary>
    /// <param name="seed">The same seed draws the same.</param>
    public WaitOutlook Draw(HallLearning learning, ulong seed, CancellationToken cancel = default)
    {
        var memory = learning.Memory(Tick);
        var arrivals = learning.Arrivals(_map, Tick, At);
        if (WaitingCount == 0) return new(memory, map: _map) { Arrivals = arrivals };
        double Expected(ItemId? item) => item is { } id && _plan.Items.TryGetValue(id, out var known) ? learning.ServiceOf(known) * Minute : 0;
        var picture = new FloorPicture(_floor, _tide, Tick, [.. _windows.Select((w, n) => new PicturedWindow(w.Doing, w.Tick, Math.Max(1, Expected(w.Item)), w.Credit, _movesTo[n]))])
        {
            TurnedTo = _plan.Plan.Windows.FirstOrDefault(_plan.IsTidal) is { } tidal ? [.. _map.CategoryIds.Select(c => _map.SkillsOf(tidal.Id, c))] : [], Setup = _plan.Plan.Tide.SetupMinutes * (long)Minute,
            Expected = [.. _items.Select(Expected)], Share = _plan.Plan.Dispatch.PrioritySharePercent / 100.0, Arrivals = arrivals,
        };
        return new(memory, DrawnWaits.From(picture, seed, cancel: cancel), _map, _tickets) { Arrivals = arrivals };
    }

    private (WindowDoing, long, ItemId?, double) Of(HallState hall, WindowId id)
    {
        if (hall.Find(id) is not { } state) return (WindowDoing.Away, 0, null, PriorityCredit.Most);
        var current = state.Current is { } ticket ? hall.Find(ticket) : null;
        if (current is not null) return (WindowDoing.Serving, SinceOf(current), current.Visit.Item, state.Credit);
        // It went over and has not called there yet: a clerk who is ready sooner just calls.
        if (state.IsOpen && state.Tide.SettingUpSince is { } since && since + _plan.Plan.Tide.SetupMinutes * (long)Minute is var ready && ready > Tick) return (WindowDoing.Out, ready, null, state.Credit);
        if (state.IsOpen) return (WindowDoing.Free, 0, null, state.Credit);
        if (state.Session is WindowSession.Paused) return (WindowDoing.Out, Tick + (long)(BackAfterMinutes * Minute), null, state.Credit);
        // As the told desks count it: who is rostered counts until somebody of the category is there.
        return _plan.Windows.TryGetValue(id, out var window) && Issuing.IsManned(_plan, window, state, At) && Desks.Of(_plan, hall.Windows, window.Category, At).Open == 0
            ? (WindowDoing.Out, Tick + (long)(OpensAfterMinutes * Minute), null, state.Credit)
            : (WindowDoing.Away, 0, null, state.Credit);
    }

    private static long SinceOf(Ticket ticket) => ticket.State switch
    {
        VisitState.Called s => s.Since,
        VisitState.Serving s => s.CalledAt,
        _ => 0,
    };
}
