using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Appointments;

/// <summary>How a place is booked, given back, kept and missed.</summary>
internal static class Bookings
{
    internal static Decision Decide(HallState hall, BookSlot c, Actor actor, Stamp stamp)
    {
        var (map, book, rules) = (hall.Map!, hall.Bookings, hall.Map!.Plan.Appointments);
        if (!map.Items.TryGetValue(c.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, c.Item);
        if (Slots.Refuses(map, item, map.DayOf(c.Slot)) is { } notOffered) return notOffered;
        if (book.BarredUntil(c.Person, stamp.At) is { } until) return Decision.Refuse(RefusalCode.Barred, Told(map, until));
        if (Slots.Find(map, book, item.Category, c.Slot, stamp.At) is not { } slot) return Decision.Refuse(RefusalCode.NoSuchSlot, item.Name, Told(map, c.Slot));
        if (Slots.RefusesTime(map, hall.Day, slot.Begin, stamp.At) is { } notNow) return notNow;
        var theirs = book.Of(c.Person).ToList();
        var same = theirs.Where(b => b.Item == c.Item).ToList();
        if (same.FirstOrDefault(b => b.Slot == slot.Begin) is { } twice) return Decision.Refuse(RefusalCode.AlreadyBooked, item.Name, Told(map, twice.Slot));
        if (same.Count >= rules.PerPersonAndItem) return Decision.Refuse(RefusalCode.AlreadyBooked, item.Name, Told(map, same[0].Slot));
        if (theirs.Count >= rules.PerPerson) return Decision.Refuse(RefusalCode.TooManyBookings, rules.PerPerson);
        if (slot.Left == 0) return Decision.Refuse(RefusalCode.SlotFull, item.Name, Told(map, slot.Begin));
        // The code takes the lower bits; the number is drawn from those above.
        return new SlotBooked(TicketCode.From(stamp.Random.High, stamp.Random.Low), BookingNumber.From(stamp.Random.High >> 16, n => book.Find(n) is not null),
            item.Id, item.Category, slot.Begin, slot.End, map.DayOf(slot.Begin), c.Person, c.Language is "en" ? "en" : null, actor.Kind is ActorKind.Staff ? actor.Id : null);
    }

    internal static Decision Decide(HallState hall, CancelBooking c, Actor actor, Stamp stamp) => hall.Bookings.Find(c.Booking) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownBooking),
        { State: BookingState.Cancelled } => Decision.AlreadySo,
        { IsBooked: true } b when !actor.Is(Roles.Manager) && stamp.At > b.CancelBy(hall.Map!) => Decision.Refuse(RefusalCode.TooLateToCancel, Told(hall.Map!, b.CancelBy(hall.Map!))),
        { IsBooked: true } b => new BookingCancelled(b.Code, BackAt(hall.Map!, b, stamp)),
        var b => Refuses(hall, b),
    };

    internal static Decision Decide(HallState hall, LiftBar c, Actor actor, Stamp stamp) =>
        hall.Bookings.BarredUntil(c.Person, stamp.At) is null ? Decision.AlreadySo
        : c.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded)
        : new BarLifted(c.Person, actor.Id, c.Reason);

    /// <summary>By lot, and before nobody may book it any more.</summary>
    private static DateTimeOffset BackAt(HallMap map, Booking booking, Stamp stamp)
    {
        var rules = map.Plan.Appointments;
        var (latest, bookBy) = (stamp.At.AddMinutes(rules.FreedWithinMinutes), booking.Slot.AddMinutes(-rules.BookByMinutes));
        var seconds = (ulong)Math.Max(0, ((latest < bookBy ? latest : bookBy) - stamp.At).TotalSeconds);
        return seconds == 0 ? stamp.At : stamp.At.AddSeconds(1 + stamp.Random.Low % seconds);
    }

    /// <summary>Checking in is taking the ticket: one number, under the code of the booking.</summary>
    internal static Decision Decide(HallState hall, CheckIn c, PlaceId? place, Stamp stamp)
    {
        var map = hall.Map!;
        if (hall.Bookings.Find(c.Booking) is not { } booking) return Decision.Refuse(RefusalCode.UnknownBooking);
        if (!booking.IsBooked) return Refuses(hall, booking);
        if (hall.Day is null or { Closed: true }) return Decision.Refuse(RefusalCode.DayNotOpen);
        if (booking.Day != hall.Day.Date) return Decision.Refuse(RefusalCode.BookingOtherDay, Told(map, booking.Slot));
        if (stamp.At < booking.CheckInFrom(map)) return Decision.Refuse(RefusalCode.TooEarly, Time(map, booking.Slot), Time(map, booking.CheckInFrom(map)));
        if (hall.LiveByPerson.TryGetValue((booking.Person, booking.Item), out var live)) return Decision.Refuse(RefusalCode.LiveTicketExists, hall.Tickets[live].Number, live);
        if (!map.Items.TryGetValue(booking.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, booking.Item);
        var take = new TakeTicket(item.Id, TicketClass.Appointment, c.Channel, booking.Person, booking.Slot, c.WantsPaper, Language: c.Language ?? booking.Language, LargeType: c.LargeType);
        // What was promised is kept: who has a place is turned away by no rule that changed since.
        var route = Issuing.RouteOf(hall, item, take, stamp);
        return Issuing.Take(hall, item, route.Refusal is null ? route.Category : item.Category, take, booking.Code, place, stamp);
    }

    /// <summary>What a person has booked for this item today: whoever takes a ticket for it uses it up, at whatever hour.</summary>
    internal static Booking? Today(HallState hall, PersonRef? person, ItemId item) =>
        person is { } p && hall.Day is { } day ? hall.Bookings.Of(p, day.Date, item) : null;

    /// <summary>Bookings whose day is over: missed where the hall was open, and nobody's fault where it was not.</summary>
    internal static IEnumerable<HallEvent> Over(HallState hall, Stamp stamp)
    {
        var rules = hall.Map!.Plan.Appointments;
        if (NextOver(hall) is not { } first || first > stamp.At) yield break;
        var counted = new Dictionary<PersonRef, int>();
        foreach (var booking in hall.Bookings.All.Where(b => b.IsBooked && OverAt(hall, b.Day) <= stamp.At).OrderBy(b => b.Slot).ThenBy(b => b.Sequence))
        {
            if (hall.Day?.Date != booking.Day)
            {
                yield return new BookingLapsed(booking.Code);
                continue;
            }
            var count = counted.GetValueOrDefault(booking.Person, hall.Bookings.MissedSince(booking.Person, stamp.At.AddDays(-rules.NoShowDays))) + 1;
            var isBarred = rules.NoShows > 0 && count >= rules.NoShows;
            // What a person has been barred for is settled.
            counted[booking.Person] = isBarred ? 0 : count;
            yield return new BookingMissed(booking.Code, isBarred ? stamp.At.AddDays(rules.BarredDays) : null);
        }
    }

    /// <summary>When the next booking is over; null = nobody is booked.</summary>
    internal static DateTimeOffset? NextOver(HallState hall) => hall.Bookings.FirstDay is { } day ? OverAt(hall, day) : null;

    private static DateTimeOffset OverAt(HallState hall, DateOnly day) => Days.LastHour(hall, day) ?? hall.Map!.BeginOf(day.AddDays(1));

    private static Refusal Refuses(HallState hall, Booking booking) =>
        booking.State is BookingState.Kept { Ticket: var id } && hall.Find(id) is { IsLive: true } ticket
            ? Refusal.Because(RefusalCode.LiveTicketExists, ticket.Number, id)
            : Refusal.Because(RefusalCode.BookingEnded, Told(hall.Map!, booking.Slot));

    private static string Told(HallMap map, DateTimeOffset at) => map.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    private static string Time(HallMap map, DateTimeOffset at) => map.Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);
}
