using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Appointments;

/// <summary>A place in a slot that is somebody's. Its code becomes its ticket's: what was sent at the booking follows the ticket, and there is never a second one.</summary>
/// <param name="Number">What its holder keys in at a kiosk.</param>
/// <param name="Day">The business day of the slot.</param>
/// <param name="Sequence">Of the event that made it.</param>
/// <param name="Language">"en" where the citizen chose it; null = Chinese.</param>
public sealed record Booking(TicketCode Code, BookingNumber Number, ItemId Item, CategoryId Category, DateTimeOffset Slot, DateTimeOffset End,
    DateOnly Day, PersonRef Person, long Sequence, string? Language, BookingState State)
{
    public bool IsBooked => State is BookingState.Booked;
    internal SlotKey Key => new(Category, Slot);

    /// <summary>From when on it is a ticket for the asking.</summary>
    public DateTimeOffset CheckInFrom(HallMap map) => Slot.AddMinutes(-map.Plan.Appointments.CheckInMinutes);
    /// <summary>Until when its holder may give it back.</summary>
    public DateTimeOffset CancelBy(HallMap map) => Slot.AddMinutes(-map.Plan.Appointments.CancelByMinutes);
}

/// <summary>What became of a booking.</summary>
[JsonDerivedType(typeof(Booked), "booked")]
[JsonDerivedType(typeof(Kept), "kept")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(Missed), "missed")]
[JsonDerivedType(typeof(Lapsed), "lapsed")]
public abstract record BookingState
{
    private BookingState() { }

    public sealed record Booked : BookingState;
    /// <summary>Its holder came: it is this ticket now.</summary>
    public sealed record Kept(TicketId Ticket) : BookingState;
    public sealed record Cancelled : BookingState;
    /// <summary>Its day went by and nobody came.</summary>
    public sealed record Missed : BookingState;
    /// <summary>The hall did not open on its day: nobody's fault.</summary>
    public sealed record Lapsed : BookingState;
}
