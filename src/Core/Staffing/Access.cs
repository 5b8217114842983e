using TidalHall.Core.Cases;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
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
            LiftBar => actor.Kind is ActorKind.Integrator || actor.Is(Roles.Manager),
            // A clerk would choose whom he calls.
            CheckPriority => actor.Kind is ActorKind.Integrator || actor.Is(Roles.Guide | Roles.Manager),
            ReinstateTicket => actor.Kind is ActorKind.Integrator || actor.Is(Desk | Roles.Guide),
            AcceptTide or DeclineTide or LockWindow or UnlockWindow or SetTideMode => actor.Kind is ActorKind.Integrator || actor.Is(Roles.Manager),
            ClearSession or ReleaseTicket or CarryTicket or OpenDay or StopTicketing or ExtendDay or CloseDay => actor.Kind is ActorKind.Integrator || actor.Is(Roles.Manager),
            // Whether the officer took the case in himself is asked where it is decided.
            DepartmentAct and not ReadyResult or SignFolders => actor.Kind is ActorKind.Integrator || actor.Is(Roles.DepartmentOfficer),
            ReadyResult => actor.Kind is ActorKind.Integrator || actor.Is(Roles.DepartmentOfficer | Roles.DeliveryClerk),
            TakeIn or TellMissing or ReceiveCorrection or TakeInFromElsewhere => actor.Kind is ActorKind.Integrator || actor.Is(Roles.IntakeClerk | Roles.DepartmentOfficer | Roles.Manager),
            HandOver or PostResult or LoadCabinet or RecoverThing or CloseMissing => actor.Kind is ActorKind.Integrator || actor.Is(Roles.DeliveryClerk | Roles.Manager),
            IssueCode => actor.Kind is ActorKind.Integrator || actor.Is(Roles.DeliveryClerk | Roles.Manager),
            ResolveCompartment => actor.Kind is ActorKind.Integrator || actor.Is(Roles.DeliveryClerk | Roles.Manager | Roles.Technician),
            FileOnline => actor.Kind is ActorKind.Integrator,
            ExamineFiling => actor.Kind is ActorKind.Integrator || actor.Is(Roles.IntakeClerk | Roles.DepartmentOfficer | Roles.Manager),
            CaseCommand or SendFolders or RegisterUnresolved or FollowUnresolved => actor.Kind is ActorKind.Integrator || actor.Is(Desk),
            ReviseAnswer or RetireAnswer => actor.Kind is ActorKind.Integrator || actor.Is(Roles.DepartmentOfficer | Roles.Manager),
            BeginErrand or ErrandCommand => actor.Kind is ActorKind.Integrator || actor.Is(Desk | Roles.Guide),
            FollowRating { Step: FollowStep.Appealed } => actor.Kind is ActorKind.Integrator || actor.Is(Desk),
            FollowRating => actor.Kind is ActorKind.Integrator || actor.Is(Roles.Manager),
            // Whether whoever types a paper in had no part in it is asked where it is decided; by no other channel does a clerk touch a rating.
            Rate { Channel: RatingChannel.Paper } => actor.Kind is ActorKind.Integrator || actor.Is(Desk | Roles.Guide),
            Rate => actor.Kind is ActorKind.Citizen or ActorKind.Integrator || actor.Is(Roles.Guide),
            Collect or DropIn => actor.Kind is ActorKind.Citizen or ActorKind.Integrator or ActorKind.Device,
            ReportDoor or ReconcilePasses => actor.Kind is ActorKind.Device or ActorKind.Integrator,
            WindowCommand => actor.Kind is ActorKind.Integrator || actor.Is(Desk),
            QuietAlarm or QuietDoor => actor.Is(Desk | Roles.Guide | Roles.Technician),
            TryDevice => actor.Is(Roles.Technician),
            LeaveOnScreen => actor.Kind is ActorKind.Citizen,
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
