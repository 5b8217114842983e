using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Cases;

/// <summary>What a department does with a case, in time or else by the clock.</summary>
internal static class DepartmentActs
{
    internal static Decision Decide(HallState hall, DepartmentAct act, Actor actor, Stamp stamp)
    {
        // A result from another area's hall is handed to delivery by whoever opens the post.
        if (act is ReadyResult fromElsewhere && hall.Cases.Find(act.Case) is { Elsewhere: not null } theirs)
            return Acting.Person(actor, act.By, out var opener) is { } nobody ? nobody : Ready(theirs, fromElsewhere, opener);
        if (actor.Kind is ActorKind.Staff && !actor.Is(Roles.DepartmentOfficer)) return Decision.Refuse(RefusalCode.NotAllowed, actor.Id);
        if (Acting.ForDepartment(hall, act, actor, stamp, out var c, out var person) is { } refusal) return refusal;
        var (map, today) = (hall.Map!, hall.Map!.Date(stamp.At));
        return act switch
        {
            AcceptCase => Accept(map, c, person, today),
            NotAcceptCase a => NotAccept(c, a, person),
            AskCorrection a => Ask(map, c, a, person, today),
            ExtendCase a => Extend(map, c, a, person),
            BeginStep a => Begin(map, c, a, person, today),
            EndStep => c is { State: CaseState.Accepted, Step: { } step } ? new CaseStepEnded(c.Id, today, map.Calendar.Between(step.From, today), person) : c.Step is null && c.State is CaseState.Accepted ? Decision.AlreadySo : Acting.State(c),
            DecideCase a => Decide(map, c, a, person, today),
            ReturnCase a => !c.IsUndecided ? Acting.State(c) : a.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded) : new CaseReturned(c.Id, a.Reason, person),
            // Once accepted it is the department's to decide, wherever it should have gone.
            ReturnFolder a => c.State is not (CaseState.Received or CaseState.CorrectionAsked) ? Acting.State(c) : a.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded) : new CaseFolderReturned(c.Id, a.Reason, person),
            ReadyResult a => Ready(c, a, person),
            _ => throw new InvalidOperationException($"No rule for {act.GetType().Name}."),
        };
    }

    private static Decision Accept(HallMap map, Case c, ClerkId person, DateOnly today)
    {
        if (c.State is CaseState.Accepted) return Decision.AlreadySo;
        if (c.State is not CaseState.Received) return Acting.State(c);
        var accepted = c with { State = new CaseState.Accepted(today, Deemed: false), JointFrom = c.Matter is null ? null : c.JointFrom ?? today };
        return new CaseAccepted(c.Id, today, person, CaseClocks.Of(map, accepted, CaseClock.Legal)?.Last, CaseClocks.Of(map, accepted, CaseClock.Promised)?.Last);
    }

    private static Decision NotAccept(Case c, NotAcceptCase a, ClerkId person) =>
        c.State is CaseState.NotAccepted ? Decision.AlreadySo
        : c.State is not CaseState.Received ? Acting.State(c)
        : a.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded)
        : a is { Ground: NoGround.OtherBody, RightBody: null } ? Decision.Refuse(RefusalCode.RightBodyNeeded)
        : new CaseNotAccepted(c.Id, a.Ground, a.Reason, person, a.RightBody);

    private static Decision Ask(HallMap map, Case c, AskCorrection a, ClerkId person, DateOnly today)
    {
        if (c.State is not CaseState.Received) return Acting.State(c);
        if (c.AskedOnce) return Decision.Refuse(RefusalCode.AskedAlready, Acting.Name(c));
        if (a.Lines.Length == 0) return Decision.Refuse(RefusalCode.NothingMissing, Acting.Name(c));
        if (map.Items.TryGetValue(c.Item, out var item) && a.Lines.FirstOrDefault(l => !Checklist.Of(item).Any(n => n.Id == l.Id)) is { } unknown) return Decision.Refuse(RefusalCode.UnknownMaterial, unknown.Id);
        var days = map.Plan.Cases.CorrectionDays;
        DateOnly? until = days == 0 ? null : map.Calendar.After(today, days);
        return days > 0 && until is null ? Acting.CalendarEnds(map) : new CaseCorrectionAsked(c.Id, a.Lines, person, until);
    }

    private static Decision Extend(HallMap map, Case c, ExtendCase a, ClerkId person)
    {
        var days = c.Matter is null ? map.Plan.Cases.ExtensionDays : map.Plan.Cases.JointExtensionDays;
        if (c.State is not CaseState.Accepted) return Acting.State(c);
        if (c.ExtendedDays > 0 || days == 0) return Decision.Refuse(RefusalCode.ExtendedAlready, Acting.Name(c));
        if (a.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        if (string.Equals(a.Approver.Value, person.Value, StringComparison.OrdinalIgnoreCase) || c.WasTakenBy(a.Approver)) return Decision.Refuse(RefusalCode.ApproverNeeded);
        return c.Step is null && CaseClocks.Of(map, c with { ExtendedDays = days }, CaseClock.Legal)?.Last is null ? Acting.CalendarEnds(map) : new CaseExtended(c.Id, days, a.Approver, a.Reason, person);
    }

    private static Decision Begin(HallMap map, Case c, BeginStep a, ClerkId person, DateOnly today) =>
        c.State is not CaseState.Accepted ? Acting.State(c)
        : c.Step?.Step == a.Step ? Decision.AlreadySo
        : c.Step is not null ? Decision.Refuse(RefusalCode.StepRunning, Acting.Name(c))
        : map.Items.GetValueOrDefault(c.Item)?.Case?.Steps.FirstOrDefault(s => s.Step == a.Step) is not { } promise ? Decision.Refuse(RefusalCode.StepNotPromised, a.Step)
        : map.Calendar.After(today, promise.Days) is null ? Acting.CalendarEnds(map)
        : new CaseStepBegun(c.Id, a.Step, today, promise.Days, person);

    private static Decision Decide(HallMap map, Case c, DecideCase a, ClerkId person, DateOnly today) =>
        c.State is CaseState.Decided decided && decided.Granted == a.Granted ? Decision.AlreadySo
        : c.State is not CaseState.Accepted ? Acting.State(c)
        : c.Step is not null ? Decision.Refuse(RefusalCode.StepRunning, Acting.Name(c))
        : a is { Granted: false, Reason: null } ? Decision.Refuse(RefusalCode.ReasonNeeded)
        : a.Granted && c.Tolerance is not null ? Decision.Refuse(RefusalCode.PromiseOpen, Acting.Name(c))
        : new CaseDecided(c.Id, a.Granted, today, person, a.Reason, a.Granted ? null : map.Plan.Cases.ReviewDays);

    private static Decision Ready(Case c, ReadyResult a, ClerkId person) =>
        c.State is CaseState.Ready ? Decision.AlreadySo
        : c.State is not CaseState.Decided ? Acting.State(c)
        : a.Papers.Length == 0 ? Decision.Refuse(RefusalCode.NoResultPaper)
        : new CaseResultReady(c.Id, a.Papers, person);
}
