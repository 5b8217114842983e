using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Queueing;

namespace TidalHall.Kiosk;

/// <summary>What the hall has of one who stands before a kiosk: whoever holds the card, or the code of a ticket or a booking.</summary>
internal sealed record Belongings(IReadOnlyList<Ticket> Tickets, IReadOnlyList<Booking> Bookings, IReadOnlyList<Case> Cases)
{
    /// <summary>Of each, so many are shown at most: the screen does not scroll.</summary>
    private const int Shown = 3;

    internal bool IsEmpty => Tickets.Count + Bookings.Count + Cases.Count == 0;

    internal static Belongings Of(HallView view, KioskStep.Mine mine) => mine switch
    {
        { Person: { } person } => Of(view, person),
        { Code: { } code } => new([.. LiveOf(view, code)], [.. BookedOf(view, code)], []),
        _ => new([], [], []),
    };

    /// <summary>Live tickets, today's bookings or the next to come, cases that have not ended.</summary>
    internal static Belongings Of(HallView view, PersonRef person) => new(
        [.. view.Tickets.Where(t => t.IsLive && t.Person == person).Take(Shown)],
        [.. KioskPage.AppointmentsOf(view, person).Take(Shown)],
        [.. view.Cases.All.Where(c => !c.HasEnded && c.MayCollect(person)).OrderBy(c => c.Id).TakeLast(Shown)]);

    /// <summary>The code that was scanned, as paper and screen have it, where it is that of a live ticket or a booking to come; a booking's eight digits too.</summary>
    internal static TicketCode? CodeOf(HallView view, string scanned)
    {
        var text = scanned.Trim();
        var name = Uri.TryCreate(text, UriKind.Absolute, out var address) ? address.Segments[^1] : text;
        if (TicketCode.TryParse(name, out var code) && (LiveOf(view, code).Any() || BookedOf(view, code).Any())) return code;
        return BookingNumber.TryParse(text, out var number) && view.Bookings.Find(number) is { IsBooked: true } booking ? booking.Code : null;
    }

    private static IEnumerable<Ticket> LiveOf(HallView view, TicketCode code) => view.Find(code) is { IsLive: true } ticket ? [ticket] : [];
    private static IEnumerable<Booking> BookedOf(HallView view, TicketCode code) => view.Bookings.Find(code) is { IsBooked: true } booking ? [booking] : [];
}
