using TidalHall.Core.Halls;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Queueing;

/// <summary>What becomes of a ticket away from a window: given up, back after a miss, printed anew, released by name.</summary>
internal static class Leaving
{
    internal static Decision Decide(HallState hall, CancelTicket c) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        { State: VisitState.Cancelled } => Decision.AlreadySo,
        { State: VisitState.Waiting or VisitState.Missed or VisitState.Held } t => new TicketCancelled(t.Id, t.Visit.Ordinal),
        var t => StateRefusal(t),
    };

    internal static Decision Decide(HallState hall, ReinstateTicket c, Stamp stamp) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        { State: VisitState.Waiting { Origin: WaitOrigin.Reinstated } } => Decision.AlreadySo,
        { State: VisitState.Missed } when hall.Map!.Plan.Rules.LateReturn is LateReturn.NewTicket => Decision.Refuse(RefusalCode.LateMustTakeNewTicket),
        { State: VisitState.Missed } t => new TicketReinstated(t.Id, t.Visit.Ordinal, LateRef(hall, t, stamp)),
        var t => StateRefusal(t),
    };

    /// <summary>Late: behind the n-th who waits now, or at the end where fewer wait.</summary>
    private static long LateRef(HallState hall, Ticket ticket, Stamp stamp)
    {
        var rules = hall.Map!.Plan.Rules;
        if (rules.LateReturn is LateReturn.EndOfLine) return stamp.Tick;
        if (rules.LateReturnAfter == 0) return Hall.RefOf(ticket);
        var nth = hall.Lines.Nth(ticket.Visit.Category, ticket.Class, rules.LateReturnAfter);
        return nth is { } before && hall.Find(before)!.State is VisitState.Waiting { Ref: var reference } ? Math.Min(reference, stamp.Tick) : stamp.Tick;
    }

    internal static Decision Decide(HallState hall, ReprintTicket c, PlaceId? place) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        { IsLive: true } t => new TicketReprinted(t.Id, t.Visit.Ordinal, place ?? t.Place),
        var t => StateRefusal(t),
    };

    internal static Decision Decide(HallState hall, ReleaseTicket c, Actor actor) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        _ when c.Reason is null => Decision.Refuse(RefusalCode.ReasonNeeded),
        { State: VisitState.Released } => Decision.AlreadySo,
        { IsLive: true } t => new TicketReleased(t.Id, t.Visit.Ordinal, actor.Id, c.Reason),
        var t => StateRefusal(t),
    };

    internal static Decision Decide(HallState hall, CarryTicket c, Actor actor) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        { State: VisitState.Held { CarriedBy: not null } } => Decision.AlreadySo,
        { State: VisitState.Held } t => new TicketCarried(t.Id, t.Visit.Ordinal, actor.Id),
        var t => StateRefusal(t),
    };

    internal static Decision Decide(HallState hall, ReportPaper c) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        { Paper: var paper } when paper == c.Paper => Decision.AlreadySo,
        var t => new PaperReported(t.Id, t.Visit.Ordinal, c.Paper),
    };

    internal static Decision Decide(HallState hall, LeaveOnScreen c) => hall.Find(c.Ticket) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownTicket, c.Ticket),
        { WasLeftOnScreen: true } or { Paper: PaperState.OnPaper } => Decision.AlreadySo,
        { IsLive: true } t => new TicketLeftOnScreen(t.Id, t.Visit.Ordinal),
        var t => StateRefusal(t),
    };

    /// <summary>A ticket's state as the reason why not.</summary>
    internal static Refusal StateRefusal(Ticket ticket) => ticket.State switch
    {
        VisitState.Waiting => Refusal.Because(RefusalCode.TicketWaiting, ticket.Number),
        VisitState.Called s => Refusal.Because(RefusalCode.TicketCalled, ticket.Number, s.Window),
        VisitState.Serving s => Refusal.Because(RefusalCode.TicketServing, ticket.Number, s.Window),
        VisitState.Held => Refusal.Because(RefusalCode.TicketHeld, ticket.Number),
        VisitState.Missed => Refusal.Because(RefusalCode.TicketMissed, ticket.Number),
        VisitState.Final => Refusal.Because(RefusalCode.TicketEnded, ticket.Number),
        _ => throw new InvalidOperationException($"No word for {ticket.State}."),
    };
}
