using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Casework;

/// <summary>What somebody may do with a case, each by one button.</summary>
public enum CaseAct { TakeInFiling, TellFiling, ReferToWindow, SendFolder, SignFolder, Accept, NotAccept, AskCorrection, ReceiveCorrection, SetDroppedAside, BeginStep, EndStep, Extend, Grant, Refuse, ReadyResult, HandOver, PostResult, SendElsewhere, TakeAnswer, ChooseDelivery, Withdraw, Return }

/// <summary>Which acts are offered to whom. Only what the core would take now: a button that is refused teaches nobody.</summary>
internal static class CaseActs
{
    private const Roles Desk = Roles.AnyClerk | Roles.Manager;

    /// <summary>May take in what was filed online, or what other halls send.</summary>
    internal static bool Examines(Actor actor) => actor.Is(Roles.IntakeClerk | Roles.DepartmentOfficer | Roles.Manager);

    /// <summary>受审分离: the viewer took something in for it, so decides nothing in it.</summary>
    internal static bool TookIn(Case c, Actor actor) => c.TakenBy.Any(t => string.Equals(t.Value, actor.Id.Value, StringComparison.OrdinalIgnoreCase));

    internal static bool Represents(HallMap map, string department, ClerkId clerk, DateOnly today) =>
        map.Departments.GetValueOrDefault(department) is not { Representatives: [_, ..] who } || who.Any(r => r.Clerk == clerk && r.From <= today && today <= r.Until);

    /// <summary>The list by which a case's folder is on its way.</summary>
    internal static FolderList? ListOf(HallView view, Case c) => view.Cases.Lists.FirstOrDefault(l => l.SignedBy is null && l.Cases.Contains(c.Id));

    /// <param name="seat">The window where the viewer sits; null: none.</param>
    internal static IReadOnlyList<CaseAct> Now(HallView view, Case c, Actor actor, WindowId? seat, DateOnly today) =>
        [.. Enum.GetValues<CaseAct>().Where(a => May(a, view, c, actor, seat, today))];

    private static bool May(CaseAct act, HallView view, Case c, Actor actor, WindowId? seat, DateOnly today)
    {
        var item = view.Map.Items.GetValueOrDefault(c.Item);
        var represents = actor.Is(Roles.DepartmentOfficer) && c.Elsewhere is null && Represents(view.Map, c.Department, actor.Id, today);
        var decides = represents && !TookIn(c, actor);
        var hasFolder = decides && c.Folder is FolderPlace.Department;
        return act switch
        {
            CaseAct.TakeInFiling or CaseAct.ReferToWindow => Examines(actor) && c.State is CaseState.Filed,
            CaseAct.TellFiling => Examines(actor) && c is { State: CaseState.Filed, ToldOnce.Length: 0 },
            CaseAct.SendFolder => actor.Is(Desk) && c is { IsUndecided: true, State: not CaseState.Filed, Folder: FolderPlace.Hall, Elsewhere: null },
            CaseAct.SignFolder => represents && ListOf(view, c) is { } list && list.SentBy != actor.Id,
            CaseAct.Accept or CaseAct.NotAccept => hasFolder && c.State is CaseState.Received,
            CaseAct.AskCorrection => hasFolder && c is { State: CaseState.Received, AskedOnce: false },
            CaseAct.ReceiveCorrection => seat is not null && actor.Is(Roles.IntakeClerk | Roles.DepartmentOfficer | Roles.Manager) && (c.State is CaseState.CorrectionAsked || (c.IsUndecided && c.Tolerance is not null)),
            CaseAct.SetDroppedAside => actor.Is(Desk) && c is { DroppedOn: not null, HasEnded: false } && view.Cabinets.Used.All(u => u.Inside is not { Receipt: not null } papers || papers.Case != c.Id),
            CaseAct.BeginStep => hasFolder && c is { State: CaseState.Accepted, Step: null } && item?.Case is { Steps.Length: > 0 },
            CaseAct.EndStep => hasFolder && c is { State: CaseState.Accepted, Step: not null },
            CaseAct.Extend => hasFolder && c is { State: CaseState.Accepted, ExtendedDays: 0 } && (c.Matter is null ? view.Plan.Cases.ExtensionDays : view.Plan.Cases.JointExtensionDays) > 0,
            CaseAct.Grant => hasFolder && c is { State: CaseState.Accepted, Step: null, Tolerance: null },
            CaseAct.Refuse => hasFolder && c is { State: CaseState.Accepted, Step: null },
            CaseAct.ReadyResult => c.State is CaseState.Decided && (c.Elsewhere is null ? hasFolder || (decides && c.ResultLost) : actor.Is(Roles.DepartmentOfficer | Roles.DeliveryClerk)),
            CaseAct.HandOver => seat is not null && actor.Is(Roles.DeliveryClerk | Roles.Manager) && c.State is CaseState.Ready && view.Cabinets.Holding(c.Id) is null,
            CaseAct.PostResult => actor.Is(Roles.DeliveryClerk | Roles.Manager) && c is { State: CaseState.Ready, Delivery: DeliveryWay.Post } && view.Cabinets.Holding(c.Id) is null,
            CaseAct.SendElsewhere => actor.Is(Desk) && c is { IsUndecided: true, Elsewhere.Sent: false },
            CaseAct.TakeAnswer => actor.Is(Desk) && c is { IsUndecided: true, Elsewhere.Sent: true },
            CaseAct.ChooseDelivery => actor.Is(Desk) && !c.HasEnded && !c.IsBeforeIntake && view.Cabinets.Holding(c.Id) is null,
            CaseAct.Withdraw => actor.Is(Desk) && (c.IsUndecided || c.IsBeforeIntake),
            CaseAct.Return => hasFolder && c.IsUndecided,
            _ => throw new InvalidOperationException($"No rule for {act}."),
        };
    }
}
