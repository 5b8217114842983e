using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>What was found of a hall's waits at one moment: drawn from its next hours, and learnt from its past. An input to the hall's rules; nobody changes it.</summary>
public sealed class WaitOutlook
{
    /// <summary>Older than a minute, what was drawn counts no more.</summary>
    public const long Fresh = 60_000;

    private readonly DrawnWaits? _drawn;
    private readonly FloorMap? _map;
    private readonly Dictionary<TicketId, int> _places = [];
    private readonly WaitMemory _memory;

    /// <param name="drawn">Null: nobody waited, or nothing could be drawn.</param>
    internal WaitOutlook(WaitMemory memory, DrawnWaits? drawn = null, FloorMap? map = null, TicketId[]? tickets = null)
    {
        (_memory, _drawn, _map) = (memory, drawn, map);
        if (drawn is null || tickets is null) return;
        for (var place = 0; place < tickets.Length; place++)
            if (drawn.DrawnOf(place) is not null) _places[tickets[place]] = place;
    }

    /// <summary>Who is still to come, as the hall has learnt it.</summary>
    internal ExpectedArrivals Arrivals { get; init; } = ExpectedArrivals.None;

    /// <summary>How many a minute of a category are expected at a time of the hall's axis; 0 too where nothing is learnt yet.</summary>
    internal double ArrivalsPerMinute(CategoryId category, long at) => _map is { } map && map.Has(category) ? Arrivals.PerMinute(map[category], at) : 0;

    /// <summary>What is known of a hall where nobody waits.</summary>
    public static WaitOutlook Of(WaitMemory memory) => new(memory);

    /// <summary>The wait to tell somebody who comes now.</summary>
    /// <param name="waits">Null: nothing was found yet, the length of the line tells.</param>
    /// <param name="category">Whose line he joins: the item's own, or where it is routed.</param>
    internal static ToldWait TellNewcomer(WaitOutlook? waits, HallMap map, HallDay? day, ServiceItem item, CategoryId category, TicketClass @class, int ahead, int desks, DateTimeOffset at, long tick)
    {
        var memory = (waits?._memory ?? WaitMemory.Nothing).Of(category, @class);
        return Marked(map, day, at, waits?.DrawnAt(category, tick) is { } drawn
            ? memory.Calibration.Tell((Drawn: drawn, Category: waits._map![category], Class: (int)@class), static (s, share) => s.Drawn.OfNewcomer(s.Category, s.Class, share))
            : Otherwise(waits, memory, item, ahead, desks));
    }

    /// <summary>The wait to tell a ticket that waits.</summary>
    internal static ToldWait TellWaiting(WaitOutlook? waits, HallMap map, HallDay? day, ServiceItem item, Ticket ticket, int ahead, int desks, DateTimeOffset at, long tick)
    {
        var (category, memory) = (ticket.Visit.Category, (waits?._memory ?? WaitMemory.Nothing).Of(ticket.Visit.Category, ticket.Class));
        if (waits?.DrawnAt(category, tick) is not { } drawn) return Marked(map, day, at, Otherwise(waits, memory, item, ahead, desks));
        // Taken since: it was told what was drawn for a newcomer.
        return Marked(map, day, at, memory.Calibration.Tell(share => waits._places.TryGetValue(ticket.Id, out var place) ? drawn.Of(place, share)!.Value : drawn.OfNewcomer(waits._map![category], (int)ticket.Class, share)));
    }

    private DrawnWaits? DrawnAt(CategoryId category, long tick) => _drawn is not null && _map!.Has(category) && tick - _drawn.Taken <= Fresh ? _drawn : null;

    private static ToldWait Otherwise(WaitOutlook? waits, LineMemory memory, ServiceItem item, int ahead, int desks) =>
        memory.Tell(ahead, item.Minutes, desks, waits?._memory.All ?? 0, waits?._memory.SinceOpening ?? 0);

    private static ToldWait Marked(HallMap map, HallDay? day, DateTimeOffset at, ToldWait told) =>
        day is { } open && Days.LastHour(map, open, open.Date) is { } last && at.AddMinutes(told.P90Minutes) > last ? told with { MayNotBeToday = true } : told;
}
