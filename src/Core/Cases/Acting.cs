using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Cases;

/// <summary>Who acts, and by what right: looked at with each act, not with a role given some day.</summary>
internal static class Acting
{
    /// <summary>The person behind an act. A key of a system is nobody: it names the person; staff act as themselves and for no other.</summary>
    internal static Refusal? Person(Actor actor, ClerkId? by, out ClerkId person)
    {
        person = actor.Kind is ActorKind.Integrator ? by ?? default : actor.Id;
        if (actor.Kind is ActorKind.Integrator && by is null) return Refusal.Because(RefusalCode.PersonNeeded);
        return actor.Kind is not ActorKind.Integrator && by is { } other && other != actor.Id ? Refusal.Because(RefusalCode.NotInAnothersName, other) : null;
    }

    /// <summary>受审分离: whoever took something in for a case, or acts for its applicant, acts for no department in it. Then its standing, and the folder.</summary>
    internal static Refusal? ForDepartment(HallState hall, DepartmentAct act, Actor actor, Stamp stamp, out Case c, out ClerkId person)
    {
        person = default;
        c = hall.Cases.Find(act.Case)!;
        if (c is null) return Refusal.Because(RefusalCode.UnknownCase);
        if (Person(actor, act.By, out person) is { } refusal) return refusal;
        if (c.WasTakenBy(person)) return Refusal.Because(RefusalCode.TookItIn, person, Name(c));
        if (hall.Errands.ActsFor(person, c)) return Refusal.Because(RefusalCode.ActsForApplicant, person, Name(c));
        if (c.Elsewhere is { } elsewhere) return Refusal.Because(RefusalCode.OfOtherArea, Name(c), elsewhere.Area);
        if (Represents(hall.Map!, c.Department, person, stamp) is { } noStanding) return noStanding;
        return c.Folder is FolderPlace.Department || c.ResultLost || !(c.IsUndecided || c.State is CaseState.Decided) ? null : Refusal.Because(RefusalCode.FolderElsewhere, Name(c), c.Department);
    }

    internal static Refusal? Represents(HallMap map, string department, ClerkId person, Stamp stamp) =>
        map.Departments.GetValueOrDefault(department) is { } known && !known.IsRepresentedBy(person, map.Date(stamp.At)) ? Refusal.Because(RefusalCode.NoStanding, person, department) : null;

    /// <summary>A department's letter lets the hall's windows act for it; at its own and its sector's it acts itself.</summary>
    internal static Refusal? AtWindow(HallState hall, WindowId window, ServiceItem item, UnifiedAct act, Stamp stamp) =>
        KindOf(hall, window) is CategoryKind.Department or CategoryKind.Sector ? null : ByLetter(hall.Map!, item, act, stamp);

    internal static Refusal? ByLetter(HallMap map, ServiceItem item, UnifiedAct act, Stamp stamp) =>
        map.Departments.Count == 0 || (map.Departments.GetValueOrDefault(item.Department) is { } department && department.HasAuthorised(item.Id, act, map.Date(stamp.At)))
            ? null
            : Refusal.Because(RefusalCode.NotAuthorised, item.Department, item.Name);

    internal static CategoryKind KindOf(HallState hall, WindowId window) =>
        hall.Map!.Categories[hall.Windows[window].Assigned ?? hall.Map.Windows[window].Category].Kind;

    /// <summary>What people call a case by.</summary>
    internal static string Name(Case c) => c.Number.ToString() is { Length: > 0 } number ? number : c.Item.Value;

    internal static Refusal State(Case c) => Refusal.Because(RefusalCode.CaseIs, Name(c), c.State switch
    {
        CaseState.Filed => new LocalText("网上已申报，待预审", "filed online, to be examined"),
        CaseState.Referred => new LocalText("请到窗口办理", "asked to a window"),
        CaseState.Told => new LocalText("未收件，已一次性告知", "not taken in; what is missing was told"),
        CaseState.Received => new LocalText("已收件", "received"),
        CaseState.CorrectionAsked => new LocalText("待补正", "waiting for corrections"),
        CaseState.Accepted => new LocalText("已受理", "accepted"),
        CaseState.Decided => new LocalText("已决定", "decided"),
        CaseState.Ready => new LocalText("待领取", "waiting to be collected"),
        CaseState.HandedOver => new LocalText("已送达", "handed over"),
        CaseState.NotAccepted => new LocalText("不予受理", "not accepted"),
        CaseState.Withdrawn => new LocalText("已撤回", "withdrawn"),
        _ => new LocalText("已退件", "returned"),
    });

    internal static Refusal CalendarEnds(HallMap map) =>
        Refusal.Because(RefusalCode.CalendarEnds, map.Plan.CalendarYears is { Length: > 0 } years ? years.Max() : 0);
}
