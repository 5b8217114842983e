using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Staffing;

/// <summary>Who may give which order. One table for every door.</summary>
internal static class Access
{
    private const Roles Desk = Roles.AnyClerk | Roles.Manager;

    internal static Refusal? Refuses(HallState hall, Actor actor, HallCommand command)
    {
        if (actor.Kind is ActorKind.Hub) return null;
        var allowed = command switch
        {
            // A reported time, a number from paper, a mandate or an agent's queue would be a way past the line: people of the hall vouch for it.
            TakeTicket { PrePrinted: not null } or TakeTicket { ReportedAt: not null } or TakeTicket { Mandate: not null } or TakeTicket { Agent: not null } => actor.Kind is ActorKind.Integrator || actor.Is(Desk | Roles.Guide),
            TakeTicket or CancelTicket or ReprintTicket => actor.Kind is ActorKind.Citizen or ActorKind.Integrator || actor.Is(Desk | Roles.Guide),
            BookSlot or CancelBooking or CheckIn => actor.Kind is ActorKind.Citizen or ActorKind.Integrator || actor.Is(Desk | Roles.Guide),
            ReinstateTicket => actor.Kind is ActorKind.Integrator || actor.Is(Desk | Roles.Guide),
            AcceptTide or DeclineTide or LockWindow or UnlockWindow or SetTideMode => actor.Kind is ActorKind.Integrator || actor.Is(Roles.Manager),
            ClearSession or ReleaseTicket or CarryTicket or OpenDay or StopTicketing or ExtendDay or CloseDay => actor.Kind is ActorKind.Integrator || actor.Is(Roles.Manager),
            WindowCommand => actor.Kind is ActorKind.Integrator || actor.Is(Desk),
            QuietAlarm => actor.Is(Desk | Roles.Guide | Roles.Technician),
            TryDevice => actor.Is(Roles.Technician),
            ReportPaper or ReportDevice => actor.Kind is ActorKind.Device,
            _ => false,
        };
        if (!allowed) return Refusal.Because(RefusalCode.NotAllowed, actor.Id);
        return command is WindowCommand and not (SignOn or OpenWindow or ClearSession or AcknowledgeTide) and var c ? RefusesWindow(hall, actor, ((WindowCommand)c).Window) : null;
    }

    /// <summary>A clerk acts at the window he sits at; a manager and an integrator at any.</summary>
    private static Refusal? RefusesWindow(HallState hall, Actor actor, WindowId id) =>
        actor.Kind is ActorKind.Integrator || actor.Is(Roles.Manager) || hall.Find(id) is not { } window || window.Clerk == actor.Id
            ? null
            : window.Clerk is { } other
                ? Refusal.Because(RefusalCode.WindowTaken, Calling.Number(hall, id), other)
                : Refusal.Because(RefusalCode.NotYourWindow, Calling.Number(hall, id));
}
