using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Queueing;

/// <summary>What happens in front of a window, and how it ends: an outcome before the next call.</summary>
internal static class Serving
{
    internal static Decision Decide(HallState hall, StartService c)
    {
        if (Calling.Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        return ticket!.State is VisitState.Called called ? new ServiceStarted(ticket.Id, ticket.Visit.Ordinal, c.Window, called.Clerk) : Decision.AlreadySo;
    }

    internal static Decision Decide(HallState hall, HoldTicket c)
    {
        if (Calling.Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        return new TicketHeld(ticket!.Id, ticket.Visit.Ordinal, c.Window, Clerk(hall, c.Window), c.Kind);
    }

    internal static Decision Decide(HallState hall, ResumeTicket c, Stamp stamp)
    {
        if (Calling.RefusesFree(hall, c.Window, c.Expected) is { } refusal) return refusal;
        if (hall.Find(c.Ticket) is not { } ticket) return Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket);
        return ticket.State is VisitState.Held ? Resume(hall, c.Window, ticket, stamp) : Leaving.StateRefusal(ticket);
    }

    /// <summary>Papers left here: back to this window. Else back to any that serves the category, without queueing.</summary>
    internal static Decision Resume(HallState hall, WindowId window, Ticket ticket, Stamp stamp)
    {
        var held = (VisitState.Held)ticket.State;
        if (held.Kind is HoldKind.PapersHere && held.Window != window)
            return Decision.Refuse(RefusalCode.HeldForOtherWindow, ticket.Number, Calling.Number(hall, held.Window));
        if (held.Window != window && !Issuing.Serves(hall, hall.Map!.Windows[window], ticket.Visit.Category, ticket.Class))
            return Decision.Refuse(RefusalCode.NotServedHere, ticket.Number, Calling.Number(hall, window));
        return Calling.Call(hall, hall.Windows[window], ticket, CallReason.Resumed, stamp);
    }

    internal static Decision Decide(HallState hall, TransferTicket c, Stamp stamp)
    {
        if (Calling.Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        if (c.ToCategory is null == c.ToWindow is null) return Decision.Refuse(RefusalCode.TransferNeedsOneTarget);
        if (c.ToWindow == c.Window) return Decision.Refuse(RefusalCode.TransferToItself, Calling.Number(hall, c.Window));
        CategoryId category;
        if (c.ToWindow is { } to)
        {
            if (!hall.Map!.Windows.TryGetValue(to, out var target)) return Decision.Refuse(RefusalCode.UnknownWindow, to);
            var state = hall.Windows[to];
            // A tidal window has no lines of its own: the visit goes on in what it is turned to, or stays in its category.
            category = hall.Map.IsTidal(target) ? state.Assigned ?? ticket!.Visit.Category : target.Category;
            if (!Issuing.IsManned(hall, target, stamp.At)) return Decision.Refuse(RefusalCode.NobodyCanServe, Calling.Number(hall, to));
        }
        else
        {
            category = c.ToCategory!.Value;
            if (!hall.Map!.Categories.ContainsKey(category)) return Decision.Refuse(RefusalCode.UnknownCategory, category);
            if (!Issuing.CanBeServed(hall, category, stamp.At)) return Decision.Refuse(RefusalCode.NobodyCanServe, hall.Map.Categories[category].Name);
        }
        var reference = c.Position is TransferPosition.Last ? stamp.Tick : Hall.RefOf(ticket!);
        return new TicketTransferred(ticket!.Id, ticket.Visit.Ordinal, c.Window, Clerk(hall, c.Window), category, c.ToWindow, c.Position, reference);
    }

    internal static Decision Decide(HallState hall, ReturnToQueue c)
    {
        if (Calling.Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        return new TicketReturned(ticket!.Id, ticket.Visit.Ordinal, c.Window, Clerk(hall, c.Window));
    }

    internal static Decision Decide(HallState hall, ServeWithoutTicket c, Stamp stamp)
    {
        if (Calling.RefusesFree(hall, c.Window, c.Expected) is { } refusal) return refusal;
        if (hall.Day is null or { Closed: true }) return Decision.Refuse(RefusalCode.DayNotOpen);
        var map = hall.Map!;
        var window = map.Windows[c.Window];
        if (map.IsTidal(window) && hall.Windows[c.Window].Assigned is null) return Decision.Refuse(RefusalCode.TidalNotAssigned, Calling.Number(hall, c.Window));
        if (ItemFor(hall, c) is not { } item) return Decision.Refuse(RefusalCode.UnknownItem, c.Item?.Value ?? "");
        if (!Issuing.Serves(hall, window, item.Category, TicketClass.Ordinary)) return Decision.Refuse(RefusalCode.NotServedHere, item.Name, window.Number);
        if (Issuing.Number(hall, map.Categories[item.Category].Prefix, null, out var number) is { } none) return none;
        return new ServedWithoutTicket(new(hall.LastTicket + 1), 1, number, TicketCode.From(stamp.Random.High, stamp.Random.Low),
            item.Id, item.Category, hall.Day.Date, c.Window, Clerk(hall, c.Window));
    }

    private static ServiceItem? ItemFor(HallState hall, ServeWithoutTicket c)
    {
        var map = hall.Map!;
        if (c.Item is { } given) return map.Items.GetValueOrDefault(given);
        var window = map.Windows[c.Window];
        IEnumerable<CategoryId> served = map.IsTidal(window) ? hall.Windows[c.Window].Assigned is { } assigned ? [assigned] : [] : [window.Category, .. window.Helps];
        return served.Select(map.FirstItem.GetValueOrDefault).FirstOrDefault(i => i is not null);
    }

    internal static ClerkId Clerk(HallState hall, WindowId window) => hall.Windows[window].Clerk ?? default;
}
