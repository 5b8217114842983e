using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>Who stands in one line with whom: a category and class, those for one window alone apart, those placed first apart.</summary>
public readonly record struct LineKey(CategoryId Category, TicketClass Class, WindowId? Only, bool Placed);

/// <summary>Everybody who waits, in lines ordered by (ref, order). Only heads are looked at to dispatch.</summary>
internal sealed class WaitingLines
{
    private readonly record struct Place(TicketId Ticket, long First, long Second);

    private readonly Dictionary<LineKey, LinkedList<Place>> _lines = [];
    private readonly Dictionary<TicketId, LinkedListNode<Place>> _places = [];
    private readonly Dictionary<CategoryId, int> _counts = [];

    public int Count => _places.Count;

    public int CountOf(CategoryId category) => _counts.GetValueOrDefault(category);

    /// <summary>Those who go before a newcomer of the green channel.</summary>
    public int PriorityOf(CategoryId category, long tick) => _lines.Where(l => l.Key.Category == category).Sum(l => l.Key switch
    {
        { Placed: true } or { Class: TicketClass.GreenChannel } => l.Value.Count,
        { Class: TicketClass.Appointment } => l.Value.TakeWhile(p => p.First <= tick).Count(),
        _ => 0,
    });

    public TicketId? Head(LineKey key) => _lines.TryGetValue(key, out var line) && line.First is { } head ? head.Value.Ticket : null;

    /// <summary>The n-th of a line from 1, or null when it is shorter.</summary>
    public TicketId? Nth(LineKey key, int n)
    {
        if (!_lines.TryGetValue(key, out var line)) return null;
        var node = line.First;
        for (var i = 1; node is not null && i < n; i++) node = node.Next;
        return node?.Value.Ticket;
    }

    /// <summary>Those who wait for one window alone, in the order they were taken.</summary>
    public IReadOnlyList<TicketId> OnlyFor(WindowId window) =>
        [.. _lines.Where(l => l.Key.Only == window).SelectMany(l => l.Value).Select(p => p.Ticket).Order()];

    public static LineKey KeyOf(Ticket ticket, VisitState.Waiting waiting) =>
        new(ticket.Visit.Category, ticket.Class, waiting.Only, waiting.Placed > 0);

    public void Add(Ticket ticket, VisitState.Waiting waiting)
    {
        var key = KeyOf(ticket, waiting);
        if (!_lines.TryGetValue(key, out var line)) _lines[key] = line = new();
        var place = new Place(ticket.Id, key.Placed ? waiting.Placed : waiting.Ref, waiting.Order);
        // From the tail: nearly everybody joins there.
        var before = line.Last;
        while (before is { Value: var other } && (other.First, other.Second).CompareTo((place.First, place.Second)) > 0) before = before.Previous;
        _places[ticket.Id] = before is null ? line.AddFirst(place) : line.AddAfter(before, place);
        _counts[ticket.Visit.Category] = CountOf(ticket.Visit.Category) + 1;
    }

    public void Remove(Ticket ticket)
    {
        if (!_places.Remove(ticket.Id, out var node)) return;
        node.List!.Remove(node);
        _counts[ticket.Visit.Category]--;
    }
}
