using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Phone;

/// <summary>A ticket by its code, as it stands now; before it is one, the booking it will be.</summary>
internal sealed class TicketLivePage(PublicAddress address) : ILivePage
{
    public string Kind => "ticket";

    /// <summary>Each ticket is drawn for one phone, and every call moves all who wait behind it.</summary>
    public TimeSpan ShortestRedraw => TimeSpan.FromSeconds(1.5);

    /// <summary>Being called, or anything else that happens to the ticket itself.</summary>
    public object? Pressing(IHall hall, string key) =>
        TicketCode.TryParse(key, out var code) && hall.View.Find(code) is { State: not VisitState.Waiting } ticket ? ticket.State : null;

    /// <param name="key">The ticket's code, as people type it.</param>
    public LiveDrawing? Draw(IHall hall, string key, CultureInfo culture)
    {
        var view = hall.View;
        if (!TicketCode.TryParse(key, out var code)) return null;
        if (view.Find(code) is not { } ticket)
            return view.Bookings.Find(code) is { } booking
                ? new(typeof(BookingCard), new Dictionary<string, object?> { [nameof(BookingCard.View)] = view, [nameof(BookingCard.Booking)] = booking, [nameof(BookingCard.Culture)] = culture, [nameof(BookingCard.Root)] = address.Root }, view)
                : null;
        var parameters = new Dictionary<string, object?> { [nameof(TicketCard.View)] = view, [nameof(TicketCard.Ticket)] = ticket, [nameof(TicketCard.Culture)] = culture };
        return new(typeof(TicketCard), parameters, view);
    }
}
