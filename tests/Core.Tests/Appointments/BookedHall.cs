using TidalHall.Core.Appointments;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Appointments;

/// <summary>A hall open from nine to five whose intake takes bookings from nine to noon: half an hour, two places.</summary>
internal static class BookedHall
{
    public static readonly PersonRef Li = new(new("11111111-1111-1111-1111-111111111111")), Wu = new(new("22222222-2222-2222-2222-222222222222")), He = new(new("44444444-4444-4444-4444-444444444444"));
    public static readonly DateTimeOffset Ten = Nine.AddHours(1);
    private static readonly DayOfWeek[] Daily = Enum.GetValues<DayOfWeek>();

    public static HallPlan WithSlots(AppointmentRules? rules = null) => Plan with
    {
        Hours = [new(Daily, new(9, 0), new(17, 0))],
        Appointments = (rules ?? new()) with { Slots = [new(Intake, Daily, new(9, 0), new(12, 0), 30, 2)] },
    };

    /// <summary>Monday, 06:30: the hall has not opened yet, and can be booked.</summary>
    public static HallScenario Early(AppointmentRules? rules = null) => HallScenario.BeforeItsFirstDay(WithSlots(rules), Nine.AddHours(-2.5));

    public static TicketCode Booked(this HallScenario hall, PersonRef person, DateTimeOffset slot, ItemId? item = null) =>
        Assert.IsType<SlotBooked>(hall.Do(Citizen, new BookSlot(item ?? Passport, slot, person)).First).Booking;

    /// <summary>Lets the clock come to an instant, with everything that is due on the way.</summary>
    public static HallScenario Until(this HallScenario hall, DateTimeOffset at)
    {
        while (Hall.NextDue(hall.State) is { } due && due <= at) hall.LaterUntil(due > hall.At ? due : hall.At).Given(Core.Staffing.Actor.Hub, new TimeCame());
        return hall.LaterUntil(at);
    }

    public static BookingState StateOf(this HallScenario hall, TicketCode booking) => hall.State.Bookings.Find(booking)!.State;
    public static Ticket TicketOf(this HallScenario hall, TicketCode code) => hall.State.Tickets.Find(code)!;
}
