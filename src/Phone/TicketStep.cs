using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Phone;

/// <summary>One of the services under a number, as its holder sees them in a row.</summary>
/// <param name="State">"done", "now" or "next".</param>
/// <param name="Lang">"zh-CN" on a Chinese name in a foreign page, else null.</param>
internal sealed record TicketStep(string Name, string State, string? Lang)
{
    internal static IReadOnlyList<TicketStep> Of(HallView view, Ticket ticket, CultureInfo culture)
    {
        TicketStep Step(ItemId item, CategoryId category, bool isFirst, string state)
        {
            // The matter first; what follows for the same matter is known by who does it.
            var name = (isFirst || item != ticket.Item) && view.Map.Items.TryGetValue(item, out var known) ? known.Name
                : view.Map.Categories.TryGetValue(category, out var c) ? c.Name : new(category.Value);
            return new(name.In(culture.Name), state, culture.Name is not "zh-CN" && name.IsChineseIn(culture.Name) ? "zh-CN" : null);
        }

        return
        [
            .. ticket.Past.Select(v => Step(v.Item, v.Category, v.Ordinal == 1, "done")),
            Step(ticket.Visit.Item, ticket.Visit.Category, ticket.Visit.Ordinal == 1, ticket.IsLive ? "now" : "done"),
            .. ticket.IsLive ? Visits.Ahead(view.Map, ticket).Select(s => Step(s.Item ?? ticket.Visit.Item, s.Category, false, "next")) : [],
        ];
    }
}
