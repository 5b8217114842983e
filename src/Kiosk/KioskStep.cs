using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Kiosk;

/// <summary>Where a citizen stands on the way to a ticket.</summary>
public abstract record KioskStep
{
    private KioskStep() { }

    public sealed record Start : KioskStep;
    /// <param name="Page">From 0.</param>
    public sealed record Items(Theme Theme, int Page) : KioskStep;
    public sealed record Search(string Query) : KioskStep;
    /// <param name="Command">Made when the screen is drawn: every touch of its button, and every reload, is this one command.</param>
    /// <param name="WasNotTaken">Touched while the hall could store nothing; asked again it is the same command.</param>
    public sealed record Confirm(ServiceItem Item, Guid Command, bool WasNotTaken = false) : KioskStep;
    /// <summary>Whoever has booked keys in the number, or holds a card.</summary>
    /// <param name="Digits">So far.</param>
    /// <param name="Refusal">Why the last one gave no ticket.</param>
    public sealed record Appointment(string Digits = "", Refusal? Refusal = null) : KioskStep;
    /// <summary>Another time for a matter: a day, then a slot of it.</summary>
    /// <param name="Day">Null: the first that has any.</param>
    /// <param name="Refusal">Why the last one was not booked.</param>
    public sealed record Slots(ServiceItem Item, DateOnly? Day = null, Refusal? Refusal = null) : KioskStep;
    /// <summary>What belongs to whoever held a card or a code to the kiosk.</summary>
    /// <param name="Person">Of the card.</param>
    /// <param name="Code">Of a ticket or a booking, where no card was read.</param>
    /// <param name="Command">Of the reprint offered with it.</param>
    /// <param name="Refusal">Why the last was not printed.</param>
    public sealed record Mine(PersonRef? Person, TicketCode? Code, Guid Command, Refusal? Refusal = null) : KioskStep;
    /// <param name="Paper">What has become of its paper; none where the kiosk cannot print.</param>
    public sealed record Booked(TicketCode Booking, PaperState Paper = PaperState.None) : KioskStep;
    public sealed record Result(TicketId Ticket) : KioskStep;
    /// <param name="Live">The ticket the citizen has already, where that is the reason.</param>
    /// <param name="Command">Of the reprint offered with it.</param>
    public sealed record Refused(Refusal Refusal, ServiceItem? Item, TicketId? Live, Guid Command) : KioskStep;
}
