using TidalHall.Core.Appointments;
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
        if (RefusesAgent(hall, c) is { } capped) return capped;
        var route = RouteOf(hall, item, c, stamp);
        if (route.Refusal is { } nowhere) return nowhere;
        // One number for good: who has booked this for today comes by that booking, whatever he asks by.
        var booking = c.PrePrinted is null ? Bookings.Today(hall, c.Person, c.Item) : null;
        var comesBySlot = booking is not null && c.Class is TicketClass.Ordinary && stamp.At >= booking.CheckInFrom(map);
        // Who holds pre-printed paper was given his number at the door already: it is keyed in, not issued. Nor is a booked place counted out again.
        if (c.PrePrinted is null && !comesBySlot && RefusesIssue(hall, item, route.Category, stamp.At) is { } refusal) return refusal;
        var take = comesBySlot ? c with { Class = TicketClass.Appointment, Slot = booking!.Slot } : c;
        var taken = Take(hall, item, route.Category, take, booking?.Code ?? TicketCode.From(stamp.Random.High, stamp.Random.Low), place, stamp);
        return missed is null || taken.First is null ? taken : new HallEvent[] { taken.First, new MissExpired(missed.Id, missed.Visit.Ordinal) };
    }

    /// <summary>Priority is given or taken back while its holder waits; in front of a window it is too late for either.</summary>
    internal static Decision Decide(HallState hall, CheckPriority c) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        { IsEntitled: { } known } when known == c.Entitled => Decision.AlreadySo,
        { Class: TicketClass.Appointment } t => Decision.Refuse(RefusalCode.HasSlot, t.Number),
        { State: VisitState.Waiting or VisitState.Held or VisitState.Missed } t => new PriorityChecked(t.Id, t.Visit.Ordinal, c.Entitled),
        var t => Leaving.StateRefusal(t),
    };

    internal static Route RouteOf(HallState hall, ServiceItem item, TakeTicket c, Stamp stamp)
    {
        var by = c.Agent is not null ? TakenBy.Agent : c.Mandate is not null ? TakenBy.Proxy : TakenBy.Citizen;
        var at = stamp.At;
        return Routing.Of(hall.Map!, item, by, hall.Map!.DayOf(at), category => CanBeServed(hall, category, at));
    }

    private static Refusal? RefusesAgent(HallState hall, TakeTicket c)
    {
        var caps = hall.Map!.Plan.Rules.Agents;
        if (c.Agent is not { } agent) return null;
        if (c.Matters > caps.MattersPerTicket) return Refusal.Because(RefusalCode.AgentBringsTooMany, caps.MattersPerTicket);
        return TakenToday(hall, agent) >= caps.TicketsPerDay ? Refusal.Because(RefusalCode.AgentTicketsUsedUp, caps.TicketsPerDay) : null;
    }

    private static int TakenToday(HallState hall, PersonRef agent) => hall.Tickets.Count(t => t.Agent == agent && t.Day == hall.Day!.Date);

    /// <summary>The ticket itself, once nothing speaks against it.</summary>
    /// <param name="category">Where the matter goes by rule.</param>
    /// <param name="code">Fresh, or that of the booking it is.</param>
    internal static Decision Take(HallState hall, ServiceItem item, CategoryId category, TakeTicket c, TicketCode code, PlaceId? place, Stamp stamp)
    {
        var map = hall.Map!;
        if (Number(hall, map.Categories[category].Prefix, c.PrePrinted, out var number) is { } noNumber) return noNumber;

        var reference = Reference(hall, c, stamp);
        var @class = ClassOf(hall, c, stamp);
        var ahead = @class is TicketClass.GreenChannel ? hall.Lines.PriorityOf(category, stamp.Tick) : hall.Lines.CountOf(category);
        return new TicketTaken(new(hall.LastTicket + 1), 1, number, code, item.Id, category,
            @class, c.Channel, hall.Day!.Date, reference, ahead, WaitOutlook.TellNewcomer(stamp.Waits, map, hall.Day, item, category, @class, ahead, Desks.Of(map, hall.Windows, category, stamp.At).Told, stamp.At, stamp.Tick),
            c.Person, c.Slot, place, c.WantsPaper, c.ReportedAt, c.Language is "en" ? "en" : null, c.LargeType, c.Mandate, c.Agent, c.Matters > 1 ? c.Matters : null, c.Entitled && @class is TicketClass.GreenChannel);
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

    private static Refusal? RefusesIssue(HallState hall, ServiceItem item, CategoryId category, DateTimeOffset at)
    {
        var most = hall.Map!.Plan.Rules.DailyMaximum;
        if (RefusesDay(hall.Map, hall.Day, at) is { } closed) return closed;
        if (hall.TakenToday >= most) return Refusal.Because(RefusalCode.DailyMaximumReached, most);
        if (RefusesQuota(hall, item, at) is { } usedUp) return usedUp;
        return CanBeServed(hall, category, at) ? null : Refusal.Because(RefusalCode.NobodyCanServe, item.Name);
    }

    internal static Refusal? RefusesDay(HallMap map, HallDay? day, DateTimeOffset at) => day switch
    {
        null => Refusal.Because(RefusalCode.DayNotOpen),
        { Closed: true } => Refusal.Because(RefusalCode.DayNotOpen),
        { TicketingStopped: true } => Refusal.Because(RefusalCode.TicketingHasStopped),
        _ when !map.IsOpenAt(at) && day.Extended?.Contains(at) is not true => Refusal.Because(RefusalCode.OutsideHours),
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
    internal static IEnumerable<QuotaKey> QuotaKeys(HallMap map, ServiceItem item, DateTimeOffset at) =>
        map.QuotasOf(item) is [] ? [] : Keys(map, item, at).Distinct();

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
    internal static bool CanBeServed(HallState hall, CategoryId category, DateTimeOffset at) =>
        !Desks.Of(hall.Map!, hall.Windows, category, at).AreNone;

    internal static bool IsManned(HallState hall, ServiceWindow window, DateTimeOffset at) => IsManned(hall.Map!, window, hall.Find(window.Id), at);

    internal static bool IsManned(HallMap map, ServiceWindow window, WindowState? state, DateTimeOffset at) =>
        state is not null && (state.Session is WindowSession.Open or WindowSession.Paused || (!state.ClosedToday && map.IsRostered(window, at)));

    /// <summary>Whether a window may call a ticket of this category and class, as it is turned now.</summary>
    internal static bool Serves(HallState hall, ServiceWindow window, CategoryId category, TicketClass @class) =>
        hall.Map!.MayCall(window, hall.Find(window.Id)?.Assigned, category, @class);

    internal static bool Serves(HallMap map, ServiceWindow window, WindowState? state, CategoryId category) =>
        map.Calls(window, state?.Assigned, category);

    internal static Refusal? Number(HallState hall, string prefix, TicketNumber? prePrinted, out TicketNumber number)
    {
        number = default;
        if (prePrinted is { } given)
        {
            if (!given.IsPrePrinted || given.Prefix != prefix) return Refusal.Because(RefusalCode.NotPrePrintedNumber, given, prefix);
            if (IsGivenToday(hall, given)) return Refusal.Because(RefusalCode.NumberTaken, given);
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

    private static bool IsGivenToday(HallState hall, TicketNumber number) => hall.LiveNumbers.Contains(number) || hall.Tickets.Any(t => t.Number == number && t.Day == hall.Day!.Date);

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
