using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Phone;

/// <summary>A ticket by its code, as it stands now.</summary>
internal sealed class TicketLivePage : ILivePage
{
    public string Kind => "ticket";

    /// <param name="key">The ticket's code, as people type it.</param>
    public LiveDrawing? Draw(IHall hall, string key, CultureInfo culture)
    {
        var view = hall.View;
        if (!TicketCode.TryParse(key, out var code) || view.Find(code) is not { } ticket) return null;
        var parameters = new Dictionary<string, object?> { [nameof(TicketCard.View)] = view, [nameof(TicketCard.Ticket)] = ticket, [nameof(TicketCard.Culture)] = culture };
        return new(typeof(TicketCard), parameters, view);
    }
}
