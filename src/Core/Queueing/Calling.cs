using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Queueing;

/// <summary>Who is called to a window, called again, or given up.</summary>
internal static class Calling
{
    internal static Decision Decide(HallState hall, CallNext c, Stamp stamp)
    {
        if (RefusesFree(hall, c.Window, c.Expected) is { } refusal) return refusal;
        var window = hall.Windows[c.Window];
        if (hall.Map!.IsTidal(hall.Map.Windows[c.Window]) && window.Assigned is null) return Decision.Refuse(RefusalCode.TidalNotAssigned, Number(hall, c.Window));
        return DispatchPolicy.Choose(hall, window, stamp) is { } choice
            ? Call(hall, window, choice.Ticket, choice.Why, stamp, grounds: choice.Grounds)
            : Decision.Refuse(RefusalCode.NobodyWaiting, Number(hall, c.Window));
    }

    internal static Decision Decide(HallState hall, CallChosen c, Actor actor, Stamp stamp)
    {
        if (RefusesFree(hall, c.Window, c.Expected) is { } refusal) return refusal;
        if (hall.Find(c.Ticket) is not { } ticket) return Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket);
        if (ticket.State is VisitState.Held) return Serving.Resume(hall, c.Window, ticket, stamp);
        if (ticket.State is not VisitState.Waiting waiting) return Leaving.StateRefusal(ticket);
        if (!ServesHere(hall, c.Window, ticket, waiting)) return Decision.Refuse(RefusalCode.NotServedHere, ticket.Number, Number(hall, c.Window));
        var free = waiting.Origin is WaitOrigin.Reinstated or WaitOrigin.Transferred || (ticket.Class is TicketClass.Appointment && DispatchPolicy.IsPriority(ticket, stamp.Tick));
        // A chosen number is a door for acquaintances: else only a manager, with a reason that stays.
        var manages = actor.Is(Roles.Manager) || actor.Kind is ActorKind.Integrator;
        if (!free && !manages) return Decision.Refuse(RefusalCode.MayNotBeChosen, ticket.Number);
        if (!free && c.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        return Call(hall, hall.Windows[c.Window], ticket, CallReason.Chosen, stamp, c.Reason);
    }

    internal static Decision Decide(HallState hall, RecallTicket c)
    {
        if (Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        var most = hall.Map!.Plan.Rules.MaxRecalls;
        return ticket!.State switch
        {
            VisitState.Called { Recalls: var done } when done >= most => Decision.Refuse(RefusalCode.TooManyRecalls, ticket.Number, most),
            VisitState.Called called => new TicketRecalled(ticket.Id, ticket.Visit.Ordinal, c.Window, called.Recalls + 1),
            _ => Leaving.StateRefusal(ticket),
        };
    }

    internal static Decision Decide(HallState hall, MissTicket c, Stamp stamp)
    {
        if (Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        if (ticket!.State is not VisitState.Called called) return Leaving.StateRefusal(ticket);
        var rules = hall.Map!.Plan.Rules;
        var recalls = Math.Max(0, Math.Min(rules.RecallsBeforeMiss, rules.MaxRecalls) - called.Recalls);
        var seconds = Math.Max(0, rules.SecondsBeforeMiss - (stamp.Tick - called.Since) / 1000);
        return recalls > 0 || seconds > 0
            ? Decision.Refuse(RefusalCode.TooSoonToMiss, ticket.Number, recalls, seconds)
            : new TicketMissed(ticket.Id, ticket.Visit.Ordinal, c.Window, called.Clerk);
    }

    internal static HallEvent Call(HallState hall, WindowState window, Ticket ticket, CallReason why, Stamp stamp, Reason? reason = null, CallGrounds? grounds = null) =>
        new TicketCalled(ticket.Id, ticket.Visit.Ordinal, window.Id, window.Clerk!.Value, why, Math.Max(0, stamp.Tick - Hall.RefOf(ticket)), reason, grounds);

    private static bool ServesHere(HallState hall, WindowId window, Ticket ticket, VisitState.Waiting waiting) =>
        waiting.Only is { } only ? only == window : Issuing.Serves(hall, hall.Map!.Windows[window], ticket.Visit.Category, ticket.Class);

    /// <summary>Whether a window may call: open, nobody in front of it, and as its clerk believes.</summary>
    internal static Refusal? RefusesFree(HallState hall, WindowId id, ExpectedCurrent expected) => hall.Find(id) switch
    {
        null => Refusal.Because(RefusalCode.UnknownWindow, id),
        _ when !hall.Map!.Windows.ContainsKey(id) => Refusal.Because(RefusalCode.UnknownWindow, id),
        { } w when RefusesBelief(hall, w, expected) is { } other => other,
        { IsOpen: false } => Refusal.Because(RefusalCode.WindowNotOpen, Number(hall, id)),
        { Current: { } current } => Refusal.Because(RefusalCode.WindowBusy, Number(hall, id), hall.Find(current)?.Number),
        _ => null,
    };

    /// <summary>The ticket in front of a window, or why there is none to act on.</summary>
    internal static Refusal? Current(HallState hall, WindowId id, ExpectedCurrent expected, out Ticket? ticket)
    {
        ticket = null;
        if (hall.Find(id) is not { } window) return Refusal.Because(RefusalCode.UnknownWindow, id);
        if (RefusesBelief(hall, window, expected) is { } other) return other;
        if (window.Current is not { } current) return Refusal.Because(RefusalCode.WindowHasNobody, Number(hall, id));
        ticket = hall.Tickets[current];
        return null;
    }

    // A quick second "next" carries the belief of the first, and is caught here.
    private static Refusal? RefusesBelief(HallState hall, WindowState window, ExpectedCurrent expected) =>
        expected.Checked && expected.Ticket != window.Current
            ? Refusal.Because(RefusalCode.CurrentIsOther, Number(hall, window.Id), window.Current is { } id ? hall.Find(id)?.Number : null)
            : null;

    internal static string Number(HallState hall, WindowId id) =>
        hall.Map!.Windows.TryGetValue(id, out var window) ? window.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : id.Value;
}
