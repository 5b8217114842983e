using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;
using TidalHall.Core.Waiting;

namespace TidalHall.Core.Queueing;

/// <summary>When a ticket is given, and which number it bears.</summary>
internal static class Issuing
{
    internal static Decision Decide(HallState hall, TakeTicket c, PlaceId? place, Stamp stamp)
    {
        var map = hall.Map!;
        if (!map.Items.TryGetValue(c.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, c.Item);
        if (hall.Day is null or { Closed: true }) return Decision.Refuse(RefusalCode.DayNotOpen);
        var missed = Missed(hall, c);
        // First of all: who has a number already is told so, and not that numbers are gone.
        if (missed is null && c.Person is { } person && hall.LiveByPerson.TryGetValue((person, c.Item), out var live))
            return Decision.Refuse(RefusalCode.LiveTicketExists, hall.Tickets[live].Number, live);
        // Who holds pre-printed paper was given his number at the door already: it is keyed in, not issued.
        if (c.PrePrinted is null && RefusesIssue(hall, item, c.Class, stamp.At) is { } refusal) return refusal;
        if (Number(hall, map.Categories[item.Category].Prefix, c.PrePrinted, out var number) is { } noNumber) return noNumber;

        var reference = Reference(hall, c, stamp);
        var @class = ClassOf(hall, c, stamp);
        var ahead = @class is TicketClass.GreenChannel ? hall.Lines.PriorityOf(item.Category, stamp.Tick) : hall.Lines.CountOf(item.Category);
        var taken = new TicketTaken(new(hall.LastTicket + 1), 1, number, TicketCode.From(stamp.Random.High, stamp.Random.Low), item.Id, item.Category,
            @class, c.Channel, hall.Day!.Date, reference, ahead, WaitOutlook.TellNewcomer(stamp.Waits, map, hall.Day, item, @class, ahead, Desks.Of(map, hall.Windows, item.Category, stamp.At).Told, stamp.At, stamp.Tick),
            c.Person, c.Slot, place, c.WantsPaper, c.ReportedAt, c.Language is "en" ? "en" : null, c.LargeType);
        return missed is null ? taken : new HallEvent[] { taken, new MissExpired(missed.Id, missed.Visit.Ordinal) };
    }

    /// <summary>The person's missed ticket, where the hall's rule for the late is a new one: it ends as that is taken.</summary>
    private static Ticket? Missed(HallState hall, TakeTicket c) =>
        hall.Map!.Plan.Rules.LateReturn is LateReturn.NewTicket && c.Person is { } person
            && hall.LiveByPerson.TryGetValue((person, c.Item), out var id) && hall.Tickets[id] is { State: VisitState.Missed } missed ? missed : null;

    /// <summary>Booked, and here on the day before the slot's grace ended; who comes later is a walk-in like any other.</summary>
    private static TicketClass ClassOf(HallState hall, TakeTicket c, Stamp stamp) =>
        c is { Class: TicketClass.Appointment, Slot: { } slot }
            && (stamp.At >= slot.AddMinutes(hall.Map!.Plan.Rules.SlotGraceMinutes) || hall.Map.DayOf(slot) != hall.Day!.Date)
            ? TicketClass.Ordinary : c.Class;

    private static Refusal? RefusesIssue(HallState hall, ServiceItem item, TicketClass @class, DateTimeOffset at)
    {
        var most = hall.Map!.Plan.Rules.DailyMaximum;
        if (RefusesDay(hall.Map, hall.Day, at) is { } closed) return closed;
        if (hall.TakenToday >= most) return Refusal.Because(RefusalCode.DailyMaximumReached, most);
        if (RefusesQuota(hall, item, at) is { } usedUp) return usedUp;
        return CanBeServed(hall, item.Category, @class, at) ? null : Refusal.Because(RefusalCode.NobodyCanServe, item.Name);
    }

    internal static Refusal? RefusesDay(HallMap map, HallDay? day, DateTimeOffset at) => day switch
    {
        null => Refusal.Because(RefusalCode.DayNotOpen),
        { Closed: true } => Refusal.Because(RefusalCode.DayNotOpen),
        { TicketingStopped: true } => Refusal.Because(RefusalCode.TicketingHasStopped),
        _ when !map.IsOpenAt(at) => Refusal.Because(RefusalCode.OutsideHours),
        _ => null,
    };

    private static Refusal? RefusesQuota(HallState hall, ServiceItem item, DateTimeOffset at)
    {
        foreach (var quota in hall.Map!.QuotasOf(item))
        {
            var of = Of(quota);
            if (quota.PerDay is { } perDay && hall.QuotaCounts.GetValueOrDefault(new(of, null)) >= perDay)
                return Refusal.Because(RefusalCode.QuotaUsedUp, item.Name, perDay);
            if (quota.Segments.Length == 0) continue;
            if (SegmentAt(quota, hall.Map.Local(at)) is not { } segment) return Refusal.Because(RefusalCode.OutsideSegments, item.Name);
            if (hall.QuotaCounts.GetValueOrDefault(new(of, segment.From)) >= segment.Tickets)
                return Refusal.Because(RefusalCode.SegmentQuotaUsedUp, item.Name, segment.Tickets, segment.From.ToString("HH:mm"), segment.To.ToString("HH:mm"));
        }
        return null;
    }

    /// <summary>Everything a ticket counts against.</summary>
    internal static IEnumerable<QuotaKey> QuotaKeys(HallMap map, ServiceItem item, DateTimeOffset at) => Keys(map, item, at).Distinct();

    private static IEnumerable<QuotaKey> Keys(HallMap map, ServiceItem item, DateTimeOffset at)
    {
        foreach (var quota in map.QuotasOf(item))
        {
            yield return new(Of(quota), null);
            if (quota.Segments.Length > 0 && SegmentAt(quota, map.Local(at)) is { } segment) yield return new(Of(quota), segment.From);
        }
    }

    // An item and a category may bear the same id.
    private static string Of(Quota quota) => quota.Item is { } item ? $"item {item}" : $"category {quota.Category}";

    private static QuotaSegment? SegmentAt(Quota quota, DateTime local) =>
        quota.Segments.FirstOrDefault(s => TimeOnly.FromDateTime(local) >= s.From && TimeOnly.FromDateTime(local) < s.To);

    /// <summary>Whether some window that serves the category has somebody, or has somebody rostered now.</summary>
    internal static bool CanBeServed(HallState hall, CategoryId category, TicketClass @class, DateTimeOffset at) =>
        !Desks.Of(hall.Map!, hall.Windows, category, at).AreNone;

    internal static bool IsManned(HallState hall, ServiceWindow window, DateTimeOffset at) => IsManned(hall.Map!, window, hall.Find(window.Id), at);

    internal static bool IsManned(HallMap map, ServiceWindow window, WindowState? state, DateTimeOffset at) =>
        state is not null && (state.Session is WindowSession.Open or WindowSession.Paused || (!state.ClosedToday && map.IsRostered(window, at)));

    /// <summary>Whether a window may call a ticket of this category and class, as it is turned now.</summary>
    internal static bool Serves(HallState hall, ServiceWindow window, CategoryId category, TicketClass @class) =>
        Serves(hall.Map!, window, hall.Find(window.Id), category);

    internal static bool Serves(HallMap map, ServiceWindow window, WindowState? state, CategoryId category) =>
        map.IsTidal(window) ? state?.Assigned == category : window.Category == category || window.Helps.Contains(category);

    internal static Refusal? Number(HallState hall, string prefix, TicketNumber? prePrinted, out TicketNumber number)
    {
        number = default;
        if (prePrinted is { } given)
        {
            if (!given.IsPrePrinted || given.Prefix != prefix) return Refusal.Because(RefusalCode.NotPrePrintedNumber, given, prefix);
            if (hall.LiveNumbers.Contains(given) || hall.Tickets.Any(t => t.Number == given && t.Day == hall.Day!.Date)) return Refusal.Because(RefusalCode.NumberTaken, given);
            number = given;
            return null;
        }
        var count = hall.Counters.GetValueOrDefault(prefix);
        do
        {
            if (++count > TicketNumber.MaxIssued) return Refusal.Because(RefusalCode.NumbersUsedUp, prefix);
            number = new(prefix, count);
        }
        while (hall.LiveNumbers.Contains(number));
        return null;
    }

    /// <summary>The tick the wait counts from: a booked citizen's slot when he came before its grace ended, else now.</summary>
    private static long Reference(HallState hall, TakeTicket c, Stamp stamp)
    {
        if (c.PrePrinted is not null && c.ReportedAt is { } reported && reported < stamp.At)
        {
            var begin = hall.Map!.BeginOf(hall.Day!.Date);
            return stamp.Tick - (long)(stamp.At - (reported < begin ? begin : reported)).TotalMilliseconds;
        }
        if (c.Slot is not { } slot || ClassOf(hall, c, stamp) is not TicketClass.Appointment) return stamp.Tick;
        return stamp.Tick + Math.Max(0, (long)(slot - stamp.At).TotalMilliseconds);
    }
}
