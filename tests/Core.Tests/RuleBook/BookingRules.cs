using TidalHall.Core.Appointments;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Appointments;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.RuleBook;

/// <summary>Every order about a booking, in each of its states and at each hour of its day.</summary>
internal static class BookingRules
{
    public static RuleTable<TicketCode> Table => new("order", Columns, Rows);

    private static Column<TicketCode>[] Columns =>
    [
        Of("booked, the day before", Nine.AddHours(-20)),
        Of("booked, 09:00", Nine),
        Of("booked, 09:30", Nine.AddMinutes(30)),
        Of("booked, 10:20, late", Nine.AddMinutes(80)),
        Of("booked, ticketing stopped", Nine.AddMinutes(40), h => h.Given(Chief, new StopTicketing())),
        Of("kept, its ticket waits", Nine.AddMinutes(40), h => h.Given(Citizen, new CheckIn(h.Code()))),
        Of("kept, its ticket ended", Nine.AddMinutes(40), h => h.Given(Citizen, new CheckIn(h.Code())).Given(Citizen, new CancelTicket(new(1)))),
        Of("cancelled", Nine.AddMinutes(40), h => h.Given(Chief, new CancelBooking(h.Code()))),
        Of("missed, 17:00", Nine.AddHours(8)),
        new("missed and barred", () => Hall(new() { NoShows = 1 }).Until(Nine.AddHours(8)), h => h.Code()),
        new("lapsed: the hall stayed shut", () => Hall().LaterUntil(Nine.AddHours(25)).Given(Core.Staffing.Actor.Hub, new TimeCame()), h => h.Code()),
        new("no such booking", () => Hall().Until(Nine.AddMinutes(30)), _ => TicketCode.From(9, 9)),
    ];

    private static Row<TicketCode>[] Rows =>
    [
        new("BookSlot, same person, item and slot", Citizen, _ => new BookSlot(Passport, BookedHall.Ten, BookedHall.Li)),
        new("BookSlot, same person and item, next day", Citizen, _ => new BookSlot(Passport, BookedHall.Ten.AddDays(1), BookedHall.Li)),
        new("BookSlot, another person, the same slot", Citizen, _ => new BookSlot(Passport, BookedHall.Ten, BookedHall.Wu)),
        new("BookSlot of an item without slots", Citizen, _ => new BookSlot(Tax, BookedHall.Ten, BookedHall.Wu)),
        new("CancelBooking by its holder", Citizen, b => new CancelBooking(b)),
        new("CancelBooking by a manager", Chief, b => new CancelBooking(b)),
        new("LiftBar by a manager", Chief, _ => new LiftBar(BookedHall.Li, Noted)),
        new("LiftBar without a reason", Chief, _ => new LiftBar(BookedHall.Li, null)),
        new("CheckIn", Citizen, b => new CheckIn(b)),
        new("TakeTicket, same person and item", Citizen, _ => new TakeTicket(Passport, Person: BookedHall.Li)),
        new("TimeCame", Core.Staffing.Actor.Hub, _ => new TimeCame()),
        new("CloseDay", Chief, _ => new CloseDay()),
    ];

    private static HallScenario Hall(AppointmentRules? rules = null) => HallScenario.BeforeItsFirstDay(BookedHall.WithSlots(rules), Nine.AddHours(-21)).Given(Citizen, new BookSlot(Passport, BookedHall.Ten, BookedHall.Li));

    private static TicketCode Code(this HallScenario hall) => hall.Journal.Select(r => r.Event).OfType<SlotBooked>().First().Booking;

    private static Column<TicketCode> Of(string name, DateTimeOffset at, Action<HallScenario>? step = null) => new(name, () =>
    {
        var hall = Hall().Until(at);
        step?.Invoke(hall);
        return hall;
    }, h => h.Code());
}
