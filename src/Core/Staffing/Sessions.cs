using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Staffing;

/// <summary>One clerk a window, one window a clerk: signing on and off, opening, pausing, turning a tidal window.</summary>
internal static class Sessions
{
    internal static Decision Decide(HallState hall, SignOn c, Actor actor) => SignOn(hall, c.Window, actor) switch
    {
        (null, var refusal) => refusal is null ? Decision.AlreadySo : refusal,
        (var e, _) => e,
    };

    internal static Decision Decide(HallState hall, OpenWindow c, Actor actor)
    {
        if (hall.Day is null or { Closed: true }) return Decision.Refuse(RefusalCode.DayNotOpen);
        var (signedOn, refusal) = SignOn(hall, c.Window, actor);
        if (refusal is not null) return refusal;
        if (signedOn is not null) return Opens(hall, actor.Id, signedOn, new WindowOpened(c.Window, actor.Id));
        return hall.Windows[c.Window].Session switch
        {
            WindowSession.SignedOn s => Opens(hall, s.Clerk, new WindowOpened(c.Window, s.Clerk)),
            WindowSession.Paused s => new WindowResumed(c.Window, s.Clerk),
            _ => Decision.AlreadySo,
        };
    }

    private static HallEvent[] Opens(HallState hall, ClerkId clerk, params WindowEvent[] events) =>
        Tides.Arrives(hall, events[0].Window, clerk) is { } moved ? [.. events, moved] : events;

    private static (WindowEvent?, Refusal?) SignOn(HallState hall, WindowId id, Actor actor)
    {
        if (hall.Find(id) is not { } window || !hall.Map!.Windows.ContainsKey(id)) return (null, Refusal.Because(RefusalCode.UnknownWindow, id));
        if (window.Clerk == actor.Id) return (null, null);
        if (window.Clerk is { } other) return (null, Refusal.Because(RefusalCode.WindowTaken, Calling.Number(hall, id), other));
        // Integrators drive several windows under one key; people sit at one.
        if (actor.Kind is not ActorKind.Integrator && hall.Windows.Values.FirstOrDefault(w => w.Clerk == actor.Id) is { } elsewhere)
            return (null, Refusal.Because(RefusalCode.ClerkElsewhere, Calling.Number(hall, elsewhere.Id)));
        return (new ClerkSignedOn(id, actor.Id), null);
    }

    internal static Decision Decide(HallState hall, SignOff c) => hall.Find(c.Window) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownWindow, c.Window),
        { Current: { } current } => Decision.Refuse(RefusalCode.WindowBusy, Calling.Number(hall, c.Window), hall.Find(current)?.Number),
        { Session: WindowSession.Staffed s } => Leaves(hall, s.Clerk, new ClerkSignedOff(c.Window, s.Clerk)),
        _ => Decision.AlreadySo,
    };

    internal static Decision Decide(HallState hall, PauseWindow c) => hall.Find(c.Window) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownWindow, c.Window),
        _ when c.Reason is null => Decision.Refuse(RefusalCode.ReasonNeeded),
        { Session: WindowSession.Paused } => Decision.AlreadySo,
        { Current: { } current } => Decision.Refuse(RefusalCode.WindowBusy, Calling.Number(hall, c.Window), hall.Find(current)?.Number),
        { Session: WindowSession.Open s } => new WindowPaused(c.Window, s.Clerk, c.Reason),
        _ => Decision.Refuse(RefusalCode.WindowNotOpen, Calling.Number(hall, c.Window)),
    };

    internal static Decision Decide(HallState hall, ResumeWindow c) => hall.Find(c.Window) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownWindow, c.Window),
        { Session: WindowSession.Open } => Decision.AlreadySo,
        { Session: WindowSession.Paused s } => new WindowResumed(c.Window, s.Clerk),
        _ => Decision.Refuse(RefusalCode.WindowNotOpen, Calling.Number(hall, c.Window)),
    };

    internal static Decision Decide(HallState hall, CloseWindow c) => hall.Find(c.Window) switch
    {
        null => Decision.Refuse(RefusalCode.UnknownWindow, c.Window),
        { Current: { } current } => Decision.Refuse(RefusalCode.WindowBusy, Calling.Number(hall, c.Window), hall.Find(current)?.Number),
        { Session: WindowSession.Open or WindowSession.Paused, Clerk: { } clerk } => Leaves(hall, clerk, new WindowClosed(c.Window, clerk)),
        _ => Decision.AlreadySo,
    };

    internal static Decision Decide(HallState hall, ClearSession c, Actor actor)
    {
        if (hall.Find(c.Window) is not { } window) return Decision.Refuse(RefusalCode.UnknownWindow, c.Window);
        if (c.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        if (window.Clerk is not { } clerk) return Decision.AlreadySo;
        var cleared = Leaves(hall, clerk, new SessionCleared(c.Window, clerk, actor.Id, c.Reason));
        return window.Current is { } id && hall.Find(id) is { } ticket ? [new TicketReturned(id, ticket.Visit.Ordinal, c.Window, clerk), .. cleared] : cleared;
    }

    /// <summary>Whoever waits for this window alone waits for his category from now on, with the wait he had: nobody is left behind a dark counter.</summary>
    private static HallEvent[] Leaves(HallState hall, ClerkId clerk, WindowEvent left) =>
    [
        left, .. hall.Lines.OnlyFor(left.Window).Select(id => hall.Tickets[id])
            .Select(t => new TicketTransferred(t.Id, t.Visit.Ordinal, left.Window, clerk, t.Visit.Category, null, TransferPosition.Fair, Hall.RefOf(t))),
    ];

    internal static Decision Decide(HallState hall, AssignWindow c, Actor actor)
    {
        if (Tides.Tidal(hall, c.Window, out var window) is { } refusal) return refusal;
        var plan = hall.Map!.Windows[c.Window];
        if (c.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        if (c.Category is { } category && !plan.TidalFor.Contains(category)) return Decision.Refuse(RefusalCode.CategoryNotAllowed, category, plan.Number);
        return (window!.Tide.Ordered is { } turn ? turn.To : window.Assigned) == c.Category ? Decision.AlreadySo : new WindowAssigned(c.Window, c.Category, actor.Id, c.Reason);
    }
}
