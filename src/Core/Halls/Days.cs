using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

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
        var booked = hall.Bookings.All.Where(b => b.IsBooked && b.Day == day.Date).Select(b => b.Slot).Order().ToList();
        if (booked.Count > 0) return Decision.Refuse(RefusalCode.DayHasBookings, booked.Count, hall.Map!.Local(booked[^1]).ToString("HH:mm"));
        return (HallEvent[])[.. Expired(hall), new DayClosed(day.Date)];
    }

    /// <summary>After-hours service, by name and with a reason; may be set anew, earlier or later.</summary>
    internal static Decision Extend(HallState hall, ExtendDay c, Actor actor, Stamp stamp)
    {
        if (hall.Day is not { Closed: false } day || hall.Map!.DayOf(stamp.At) > day.Date) return Decision.Refuse(RefusalCode.DayNotOpen);
        if (c.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        if (PlannedEnd(hall.Map!, day.Date) is not { } planned) return Decision.Refuse(RefusalCode.NothingToExtend);
        if (day is { TicketingStopped: false, Extended: { } so } && so.Until == c.Until) return Decision.AlreadySo;
        var (earliest, latest) = (planned > stamp.At ? planned : stamp.At, hall.Map!.BeginOf(day.Date.AddDays(1)));
        return c.Until <= earliest || c.Until > latest
            ? Decision.Refuse(RefusalCode.ExtensionOutOfRange, hall.Map.Local(earliest).ToString("HH:mm"), hall.Map.Local(latest).ToString("yyyy-MM-dd HH:mm"))
            : new DayExtended(day.Date, planned, c.Until, actor.Id, c.Reason);
    }

    /// <summary>Keeps the day from being closed.</summary>
    internal static bool NeedsOutcome(Ticket ticket) =>
        ticket.State is VisitState.Waiting or VisitState.Called or VisitState.Serving or VisitState.Held { CarriedBy: null };

    internal static Decision TimeCame(HallState hall, Stamp stamp) =>
        (HallEvent[])[.. Bookings.Over(hall, stamp), .. CaseClocks.Due(hall, stamp), .. FollowUps.Due(hall, stamp), .. Cabinets.Due(hall, stamp), .. OfTheDay(hall, stamp).Events];

    private static Decision OfTheDay(HallState hall, Stamp stamp)
    {
        if (NextOpening(hall) <= stamp.At) return Open(hall, stamp);
        return hall.Day is { TicketingStopped: false } day && LastHour(hall, day.Date) is { } last && stamp.At >= last
            ? new TicketingStopped(day.Date)
            : Decision.AlreadySo;
    }

    /// <summary>When the next day opens by the clock. Whoever slept over it opens the day there is then, before its hours too: what is due is done, and due no more.</summary>
    private static DateTimeOffset? NextOpening(HallState hall) =>
        hall.Day is { } day ? Following(hall, day.Date) : FirstHour(hall, hall.Map!.DayOf(hall.At)) ?? Following(hall, hall.Map.DayOf(hall.At));

    internal static DateTimeOffset? NextDue(HallState hall) =>
        new[] { NextOfTheDay(hall), Bookings.NextOver(hall), hall.Cases.NextDue, hall.Ratings.NextDue, hall.Cabinets.NextDue }.Min();

    private static DateTimeOffset? NextOfTheDay(HallState hall) =>
        (hall.Day is { TicketingStopped: false } day ? LastHour(hall, day.Date) : null) ?? NextOpening(hall);

    /// <summary>When the next day that has hours opens, a fortnight ahead at most.</summary>
    private static DateTimeOffset? Following(HallState hall, DateOnly day) =>
        Enumerable.Range(1, 14).Select(n => FirstHour(hall, day.AddDays(n))).FirstOrDefault(at => at is not null);

    /// <summary>When tickets are first given on a day: its hours' begin, or the turn of the day round the clock. Null = a day off.</summary>
    private static DateTimeOffset? FirstHour(HallState hall, DateOnly day)
    {
        var plan = hall.Map!.Plan;
        if (plan.Hours.Length == 0) return hall.Map.BeginOf(day);
        var spans = hall.Map.HoursOn(day.DayOfWeek);
        return spans.Length == 0 ? null : hall.Map.Instant(day.ToDateTime(spans.Min(h => h.From)));
    }

    /// <summary>When the last hours of a day end, after-hours service included; null round the clock.</summary>
    internal static DateTimeOffset? LastHour(HallState hall, DateOnly day) => LastHour(hall.Map!, hall.Day, day);

    /// <inheritdoc cref="LastHour(HallState, DateOnly)"/>
    internal static DateTimeOffset? LastHour(HallMap map, HallDay? open, DateOnly day) =>
        open is { Extended: { } extended } && open.Date == day ? extended.Until : PlannedEnd(map, day);

    private static DateTimeOffset? PlannedEnd(HallMap map, DateOnly day)
    {
        var spans = map.HoursOn(day.DayOfWeek);
        if (spans.Length == 0) return null;
        return map.Instant(spans.Max(h => h.To == default ? day.AddDays(1).ToDateTime(h.To) : day.ToDateTime(h.To)));
    }
}
