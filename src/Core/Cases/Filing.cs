using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Cases;

/// <summary>What is filed online, and what comes of examining it: taken in, everything missing told once, or asked to a window.</summary>
/// <remarks>Examined or not, silence accepts from the day of filing (AL 32): an examination takes nothing from the applicant.</remarks>
internal static class Filing
{
    internal static Decision Decide(HallState hall, FileOnline c, Stamp stamp)
    {
        var (map, today) = (hall.Map!, hall.Map!.Date(stamp.At));
        if (map.Plan.Cases.Area is null) return Decision.Refuse(RefusalCode.CasesNotTakenIn);
        if (!map.Items.TryGetValue(c.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, c.Item);
        if (item.Case is { InPerson: true }) return Decision.Refuse(RefusalCode.PresenceNeeded, item.Name);
        if (hall.Cases.FiledFor(c.Applicant, item.Id) is { } waiting) return Decision.Refuse(RefusalCode.FiledOnline, item.Name, waiting.Number);
        var by = c.Agent is { } agent ? new CaseAgent(agent, MandateSeen: true) : null;
        if ((Acting.ByLetter(map, item, UnifiedAct.TakingIn, stamp) ?? Intake.RefusesPapers([item], c.Applicant, c.Materials)
            ?? Intake.Refuses([item], c.Applicant, by) ?? (c.Commercial ? Intake.RefusesTrade(hall, null, by, 1, today) : null) ?? Intake.RefusesDelivery(map, [item], c.Delivery, c.Post)) is { } notSo) return notSo;
        var begun = hall.Cases.BegunFor(c.Applicant, item.Id);
        // Who was told once is told nothing again: what is still not there is said at once.
        if (begun?.State is CaseState.Told told && Missing(hall, item, c.Applicant, [.. begun.Materials, .. c.Materials], told.Missing, today) is { Count: > 0 } still) return Lacks(item, still);
        return new CaseFiled(begun?.Id ?? new(hall.Cases.Last + 1), begun?.Code ?? Intake.CodeOf(stamp, 0), Intake.NumberOf(hall, begun, item.Id, today), item.Id, item.Department, c.Applicant, c.Materials, c.Delivery,
            today, map.Calendar.After(today, map.Plan.Cases.PreCheckDays), c.Agent, c.Renews >= today.AddDays(map.Plan.Cases.RenewalDays) ? c.Renews : null, c.Commercial, c.Post);
    }

    internal static Decision Decide(HallState hall, ExamineFiling command, Actor actor, Stamp stamp)
    {
        if (hall.Cases.Find(command.Case) is not { } c) return Decision.Refuse(RefusalCode.UnknownCase);
        if (Acting.Person(actor, command.By, out var person) is { } nobody) return nobody;
        if (c.State is not CaseState.Filed filed) return c.State is CaseState.Referred && command is ReferToWindow ? Decision.AlreadySo : Acting.State(c);
        if (!hall.Map!.Items.TryGetValue(c.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, c.Item);
        if (Acting.ByLetter(hall.Map, item, UnifiedAct.TakingIn, stamp) is { } notAuthorised) return notAuthorised;
        var missing = Missing(hall, item, c.Applicant, c.Materials, c.ToldOnce, hall.Map.Date(stamp.At));
        return command switch
        {
            TakeInFiling when missing.Count > 0 => Lacks(item, missing),
            TakeInFiling { MandateSeen: false } when c.Agent is not null => Decision.Refuse(RefusalCode.MandateNotSeen),
            TakeInFiling => new CaseFilingTakenIn(c.Id, filed.On, hall.Map.Calendar.After(filed.On, hall.Map.Plan.Cases.AcceptanceDays), person),
            TellFilingMissing when c.ToldOnce.Length > 0 => Decision.Refuse(RefusalCode.ToldAlready, item.Name),
            TellFilingMissing a => Tell(c, item, missing, a.Faults ?? [], person),
            ReferToWindow { Reason: { } reason } => new CaseReferred(c.Id, reason, person),
            ReferToWindow => Decision.Refuse(RefusalCode.ReasonNeeded),
            _ => throw new InvalidOperationException($"No rule for {command.GetType().Name}."),
        };
    }

    private static Decision Tell(Case c, ServiceItem item, IReadOnlyList<Shortfall> missing, Shortfall[] faults, ClerkId person)
    {
        if (faults.FirstOrDefault(f => !Checklist.Of(item).Any(n => n.Id == f.Id)) is { } unknown) return Decision.Refuse(RefusalCode.UnknownMaterial, unknown.Id);
        Shortfall[] all = [.. missing.Concat(faults).DistinctBy(s => s.Id)];
        return all.Length == 0 ? Decision.Refuse(RefusalCode.NothingMissing, item.Name) : new CaseFilingTold(c.Id, all, person);
    }

    /// <param name="told">What was told before, and nothing else is asked for; empty: nothing was.</param>
    private static IReadOnlyList<Shortfall> Missing(HallState hall, ServiceItem item, Applicant applicant, IEnumerable<HandedMaterial> filed, Shortfall[] told, DateOnly today) =>
        [.. Checklist.MissingOnline(hall.Cases, item, applicant, filed, today).Where(s => told.Length == 0 || told.Any(t => t.Id == s.Id))];

    private static Decision Lacks(ServiceItem item, IReadOnlyList<Shortfall> missing) =>
        Decision.Refuse(RefusalCode.MaterialMissing, missing.Count, Intake.Names(missing.Select(m => (item, m))));
}
