using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Queueing;

/// <summary>Everybody who waits, on the floor of the hall's plan.</summary>
internal sealed class WaitingLines
{
    private readonly Dictionary<TicketId, int> _places = [];
    private TicketId[] _tickets = new TicketId[64];
    private FloorMap? _map;
    private Floor? _floor;

    /// <summary>What the lines stand on; null before the first plan.</summary>
    public Floor? Floor => _floor;
    public FloorMap? Map => _map;

    public int Count => _places.Count;

    public int CountOf(CategoryId category) => _map is { } map && map.Has(category) ? _floor!.WaitingFor(map[category]) : 0;

    /// <summary>An empty floor for a plan.</summary>
    /// <param name="known">Whoever waits by then may be of a category, or for a window, that the plan has no more.</param>
    public void Begin(HallMap map, IEnumerable<Ticket> known)
    {
        _map = new(map, known.Select(t => t.State is VisitState.Waiting w ? (t.Visit.Category, w.Only) : default).Where(o => o != default));
        _floor = new(_map.Plan);
        _places.Clear();
    }

    /// <summary>A plan takes the place of another: everybody keeps place and wait.</summary>
    public void Configure(HallMap map, IEnumerable<Ticket> tickets, IEnumerable<WindowState> windows)
    {
        var all = tickets.ToList();
        Begin(map, all);
        foreach (var window in windows) Turn(window);
        foreach (var ticket in all) if (ticket.State is VisitState.Waiting waiting) Add(ticket, waiting);
    }

    /// <summary>A tidal window calls what it is turned to.</summary>
    public void Turn(WindowState window)
    {
        if (_map![window.Id] is var w && w != Lines.None) _floor!.Turn(w, _map.SkillsOf(window.Id, window.Assigned));
    }

    public void Add(Ticket ticket, VisitState.Waiting waiting)
    {
        var (category, @class, placed) = (_map![ticket.Visit.Category], (int)ticket.Class, waiting.Placed > 0);
        var line = waiting.Only is { } only
            ? placed ? _floor!.PlacedAt(_map[only]) : _floor!.LineAt(_map[only], @class)
            : placed ? _floor!.PlacedOf(category) : _floor!.LineOf(category, @class, _map.LengthOf(ticket.Visit));
        var place = _floor.Join(line, category, @class, placed ? waiting.Placed : waiting.Ref, waiting.Order);
        while (place >= _tickets.Length) Array.Resize(ref _tickets, _tickets.Length * 2);
        _tickets[place] = ticket.Id;
        _places[ticket.Id] = place;
    }

    public void Remove(Ticket ticket)
    {
        if (_places.Remove(ticket.Id, out var place)) _floor!.Leave(place);
    }

    /// <summary>Whom a window calls now, and against whom.</summary>
    public FloorChoice Choose(WindowState window, long now)
    {
        var w = _map![window.Id];
        if (w == Lines.None) return default;
        _floor!.Choose(w, now, PriorityCredit.Suffices(window.Credit), out var choice);
        return choice;
    }

    /// <summary>Where everybody stands, for another thread; null before there is a plan.</summary>
    public (Floor Floor, FloorMap Map, TicketId[] Tickets)? Copy() => _map is { } map ? (_floor!.Copy(), map, [.. _tickets]) : null;

    public TicketId TicketAt(int place) => _tickets[place];

    /// <summary>The n-th of those of a category and class whom any window of theirs may call, from 1; null when fewer wait.</summary>
    public TicketId? Nth(CategoryId category, TicketClass @class, int n)
    {
        var lines = _floor!.Lines;
        var places = _floor.LinesOf(_map![category], (int)@class).SelectMany(Places).OrderBy(lines.RefOf).ThenBy(lines.OrderOf).Skip(n - 1).Take(1).ToList();
        return places.Count == 0 ? null : _tickets[places[0]];
    }

    /// <summary>Whether somebody of the same category and class has waited longer, and stays behind for a longer visit.</summary>
    public bool IsOvertaking(Ticket ticket)
    {
        if (_map!.Plan.ShorterFirst == 0 || ticket.State is not VisitState.Waiting { Placed: 0, Only: null } waiting) return false;
        var lines = _floor!.Lines;
        return _floor.LinesOf(_map[ticket.Visit.Category], (int)ticket.Class).Select(lines.Head).Any(head => head != Lines.None && lines.RefOf(head) < waiting.Ref);
    }

    /// <summary>Those who wait for one window alone, in the order they were taken.</summary>
    public IReadOnlyList<TicketId> OnlyFor(WindowId window)
    {
        if (_map is null || _map[window] is var w && w == Lines.None) return [];
        var floor = _floor!;
        return [.. Enumerable.Range(0, FloorMap.Classes).Select(k => floor.LineAt(w, k)).Append(floor.PlacedAt(w)).SelectMany(In).Order()];
    }

    /// <summary>Those who go before a newcomer of the green channel: placed first, green, or booked with the slot begun.</summary>
    public int PriorityOf(CategoryId category, long tick)
    {
        if (_map is null || !_map.Has(category)) return 0;
        var (c, floor, count) = (_map[category], _floor!, 0);
        Count(floor.PlacedOf(c), long.MaxValue);
        for (var k = 1; k < FloorMap.Classes; k++)
            foreach (var line in floor.LinesOf(c, k)) Count(line, tick);
        for (var w = 0; w < _map.WindowIds.Length; w++)
        {
            Count(floor.PlacedAt(w), long.MaxValue);
            for (var k = 1; k < FloorMap.Classes; k++) Count(floor.LineAt(w, k), tick);
        }
        return count;

        void Count(int line, long until)
        {
            for (var place = floor.Lines.Head(line); place != Lines.None && floor.Lines.RefOf(place) <= until; place = floor.Lines.After(place))
                if (floor.CategoryOf(place) == c) count++;
        }
    }

    /// <summary>Every line in which somebody stands, first to last.</summary>
    public IEnumerable<TicketId[]> All => Enumerable.Range(0, _floor?.Lines.Number ?? 0).Select(line => In(line).ToArray()).Where(line => line.Length > 0);

    private IEnumerable<TicketId> In(int line) => Places(line).Select(TicketAt);

    private IEnumerable<int> Places(int line)
    {
        for (var place = _floor!.Lines.Head(line); place != Lines.None; place = _floor.Lines.After(place)) yield return place;
    }
}
