using TidalHall.Core.Queueing;

namespace TidalHall.Core.Halls;

/// <summary>The business day: opened by the clock or a person, ticketing stopped, closed when every holder has an outcome.</summary>
internal static class Days
{
    internal static Decision Open(HallState hall, Stamp stamp)
    {
        var today = hall.Map!.DayOf(stamp.At);
        return hall.Day switch
        {
            { Date: var date, Closed: true } when date == today => Decision.Refuse(RefusalCode.DayAlreadyClosed, date.ToString("yyyy-MM-dd")),
            // Never back: a clock set to yesterday keeps the day that is open.
            { Date: var date } when date >= today => Decision.AlreadySo,
            _ => Begin(hall, today),
        };
    }

    /// <summary>The missed of a day that nobody closed end with it; all others without an outcome stand on the list.</summary>
    private static HallEvent[] Begin(HallState hall, DateOnly today) =>
    [
        new DayOpened(today, [.. hall.Tickets.Where(t => t.IsLive && t.State is not VisitState.Missed).Select(t => t.Id).Order()]), .. Expired(hall),
    ];

    private static IEnumerable<HallEvent> Expired(HallState hall) =>
        hall.Tickets.Where(t => t.State is VisitState.Missed).OrderBy(t => t.Id).Select(t => new MissExpired(t.Id, t.Visit.Ordinal));

    internal static Decision StopTicketing(HallState hall) => hall.Day switch
    {
        null or { Closed: true } => Decision.Refuse(RefusalCode.DayNotOpen),
        { TicketingStopped: true } => Decision.AlreadySo,
        var day => new TicketingStopped(day.Date),
    };

    /// <summary>Whoever holds a ticket is served, released by name or carried; only the missed end by themselves.</summary>
    internal static Decision Close(HallState hall)
    {
        if (hall.Day is not { } day) return Decision.Refuse(RefusalCode.DayNotOpen);
        if (day.Closed) return Decision.AlreadySo;
        var holders = hall.Tickets.Where(NeedsOutcome).OrderBy(t => t.Id).Select(t => t.Number.ToString()).ToList();
        if (holders.Count > 0) return Decision.Refuse(RefusalCode.DayHasHolders, holders.Count, string.Join(", ", holders.Take(12)));
        return (HallEvent[])[.. Expired(hall), new DayClosed(day.Date)];
    }

    private static bool NeedsOutcome(Ticket ticket) =>
        ticket.State is VisitState.Waiting or VisitState.Called or VisitState.Serving or VisitState.Held { CarriedBy: null };

    internal static Decision TimeCame(HallState hall, Stamp stamp)
    {
        var turned = hall.Day is not { } open || hall.Map!.DayOf(stamp.At) > open.Date;
        if (turned && OpensNow(hall, stamp)) return Open(hall, stamp);
        return hall.Day is { TicketingStopped: false } day && LastHour(hall.Map!, day.Date) is { } last && stamp.At >= last
            ? new TicketingStopped(day.Date)
            : Decision.AlreadySo;
    }

    private static bool OpensNow(HallState hall, Stamp stamp) => FirstHour(hall, hall.Map!.DayOf(stamp.At)) is { } first && stamp.At >= first;

    internal static DateTimeOffset? NextDue(HallState hall)
    {
        var map = hall.Map!;
        if (hall.Day is null) return FirstHour(hall, map.DayOf(hall.At)) ?? Following(hall, map.DayOf(hall.At));
        var stop = hall.Day.TicketingStopped ? null : LastHour(map, hall.Day.Date);
        return stop ?? Following(hall, hall.Day.Date);
    }

    /// <summary>When the next day that has hours opens, a fortnight ahead at most.</summary>
    private static DateTimeOffset? Following(HallState hall, DateOnly day) =>
        Enumerable.Range(1, 14).Select(n => FirstHour(hall, day.AddDays(n))).FirstOrDefault(at => at is not null);

    /// <summary>When tickets are first given on a day: its hours' begin, or the turn of the day round the clock. Null = a day off.</summary>
    private static DateTimeOffset? FirstHour(HallState hall, DateOnly day)
    {
        var plan = hall.Map!.Plan;
        if (plan.Hours.Length == 0) return hall.Map.BeginOf(day);
        var spans = plan.Hours.Where(h => h.Days.Contains(day.DayOfWeek)).ToList();
        return spans.Count == 0 ? null : hall.Map.Instant(day.ToDateTime(spans.Min(h => h.From)));
    }

    /// <summary>When the last hours of a day end; null round the clock.</summary>
    internal static DateTimeOffset? LastHour(HallMap map, DateOnly day)
    {
        var spans = map.Plan.Hours.Where(h => h.Days.Contains(day.DayOfWeek)).ToList();
        if (spans.Count == 0) return null;
        return map.Instant(spans.Max(h => h.To == default ? day.AddDays(1).ToDateTime(h.To) : day.ToDateTime(h.To)));
    }
}
