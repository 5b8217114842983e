using TidalHall.Core.Halls;
using TidalHall.Core.Waiting;

namespace TidalHall.Core.Queueing;

/// <summary>What a citizen may expect of an item before taking a ticket. A look ahead: the hall decides when the ticket is taken.</summary>
/// <param name="Refusal">Why no ticket would be given now, as far as the day and the windows tell; null = one would.</param>
/// <param name="Category">The queue the item leads to now.</param>
/// <param name="Ahead">Tickets that would go first.</param>
public sealed record Outlook(Refusal? Refusal, CategoryId Category, int Ahead, ToldWait Wait)
{
    /// <param name="by">Who takes it, which decides the queue.</param>
    public static Outlook Of(HallView view, ServiceItem item, TicketClass @class, DateTimeOffset at, TakenBy by = TakenBy.Citizen)
    {
        var route = Routing.Of(view.Map, item, by, view.Map.DayOf(at), c => !Desks.Of(view.Map, view.Windows, c, at).AreNone);
        var desks = Desks.Of(view.Map, view.Windows, route.Category, at);
        var refusal = OfHall(view, at) ?? route.Refusal ?? (desks.AreNone ? Queueing.Refusal.Because(RefusalCode.NobodyCanServe, item.Name) : null);
        var ahead = view.AheadOfNewcomer(route.Category, @class);
        return new(refusal, route.Category, ahead, WaitOutlook.TellNewcomer(view.Waits, view.Map, view.Day, item, route.Category, @class, ahead, desks.Told, at, view.Tick));
    }

    /// <summary>Why the whole hall gives no ticket now, or null.</summary>
    public static Refusal? OfHall(HallView view, DateTimeOffset at) => Issuing.RefusesDay(view.Map, view.Day, at);
}
