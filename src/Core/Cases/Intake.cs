using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Cases;

/// <summary>What happens at the window: taken in against a receipt, or everything missing told once; and what is brought later.</summary>
internal static class Intake
{
    internal static Decision Decide(HallState hall, TakeIn c, Actor actor, Stamp stamp)
    {
        if (Begins(hall, c.Window, c.Items, c.Applicant, c.Materials, actor, c.By, stamp, out var ticket, out var items, out var person) is { } refusal) return refusal;
        var (map, today) = (hall.Map!, hall.Map!.Date(stamp.At));
        var isCommercial = c.Agent is { Commercial: true } || ticket.Agent is not null;
        if ((Refuses(items, c.Applicant, c.Agent) ?? (isCommercial ? RefusesTrade(hall, ticket.Id, c.Agent, items.Count, today) : null) ?? RefusesDelivery(map, items, c.Delivery, c.Post)) is { } notSo) return notSo;
        if (c.Area is { } area && area.ToString() == map.Plan.Cases.Area) return Decision.Refuse(RefusalCode.NotAnotherArea, area);
        var lacking = items.SelectMany(i => Missing(hall, i, c.Applicant, c.Materials, today).Select(s => (Item: i, s))).DistinctBy(l => l.s.Id).ToList();
        Tolerance? tolerance = null;
        if (lacking.Count > 0)
        {
            if (c.Tolerates is not { } by || lacking.Any(l => !Checklist.Of(l.Item).First(n => n.Id == l.s.Id).Minor))
                return Decision.Refuse(RefusalCode.MaterialMissing, lacking.Count, Names(lacking.Select(l => (l.Item, l.s))));
            if (map.Calendar.After(today, map.Plan.Cases.ToleranceDays) is not { } latest) return Acting.CalendarEnds(map);
            if (by > latest || by <= today) return Decision.Refuse(RefusalCode.PromiseOutOfRange, map.Plan.Cases.ToleranceDays, latest.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            tolerance = new([.. lacking.Select(l => l.s.Id)], by);
        }
        var begun = items.Select(i => hall.Cases.BegunFor(c.Applicant, i.Id)).ToList();
        var fresh = hall.Cases.Last;
        var ids = begun.Select(t => t?.Id ?? new CaseId(++fresh)).ToList();
        CaseId? matter = items.Count > 1 ? ids[0] : null;
        if (RefusesDropped(hall, c.Dropped, begun, out var on) is { } notThere) return notThere;
        // A permit that is renewed too late has no protection by silence (AL 50).
        var renews = c.Area is null && c.Renews >= today.AddDays(map.Plan.Cases.RenewalDays) ? c.Renews : null;
        var from = on ?? today;
        return items.Select((item, n) => (HallEvent)new CaseReceived(ids[n], begun[n]?.Code ?? CodeOf(stamp, n), NumberOf(hall, begun[n], item.Id, from),
            item.Id, item.Department, c.Applicant, [.. c.Materials.Where(m => items.Count == 1 || Checklist.Of(item).Any(need => need.Id == m.Id))], c.Delivery,
            from, c.Area is null ? map.Calendar.After(from, map.Plan.Cases.AcceptanceDays) : null, ticket.Id, ticket.Visit.Ordinal, c.Window, person,
            c.Agent?.Person, matter, tolerance is null ? null : Own(tolerance, item), c.Area, renews, Acting.KindOf(hall, c.Window) is CategoryKind.Department, isCommercial, c.Post, n == 0 ? c.Dropped : null)).ToArray();
    }

    /// <summary>Of another area's hall: the applicant is not here, so what lacks is told by the department, in its days (L2).</summary>
    internal static Decision Decide(HallState hall, TakeInFromElsewhere c, Actor actor, Stamp stamp)
    {
        var (map, today) = (hall.Map!, hall.Map!.Date(stamp.At));
        if (map.Plan.Cases.Area is not { } here) return Decision.Refuse(RefusalCode.CasesNotTakenIn);
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (c.Origin.Area.ToString() == here) return Decision.Refuse(RefusalCode.NotAnotherArea, c.Origin.Number);
        if (hall.Cases.From(c.Origin) is { } before) return Decision.Refuse(RefusalCode.TakenInBefore, c.Origin.Number, before);
        if (!map.Items.TryGetValue(c.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, c.Item);
        if (Acting.ByLetter(map, item, UnifiedAct.TakingIn, stamp) is { } notAuthorised) return notAuthorised;
        if ((RefusesPapers([item], c.Applicant, c.Materials) ?? Refuses([item], c.Applicant, c.Agent is { } agent ? new(agent, MandateSeen: true) : null)) is { } notSo) return notSo;
        return new CaseReceivedFromElsewhere(new(hall.Cases.Last + 1), CodeOf(stamp, 0), new(here, today.Year, item.Id, hall.Cases.NextSerial(today.Year, item.Id)), item.Id, item.Department, c.Applicant, c.Materials,
            today, map.Calendar.After(today, map.Plan.Cases.AcceptanceDays), c.Origin, person, c.Agent);
    }

    /// <summary>Law L2: everything, on the spot, once.</summary>
    internal static Decision Decide(HallState hall, TellMissing c, Actor actor, Stamp stamp)
    {
        if (Begins(hall, c.Window, c.Items, c.Applicant, c.Materials, actor, c.By, stamp, out var ticket, out var items, out var person) is { } refusal) return refusal;
        if (items.Select(i => hall.Cases.ToldFor(c.Applicant, i.Id)).FirstOrDefault(t => t is not null) is not null) return Decision.Refuse(RefusalCode.ToldAlready, items[0].Name);
        var faults = c.Faults ?? [];
        if (faults.FirstOrDefault(f => !items.SelectMany(Checklist.Of).Any(n => n.Id == f.Id)) is { } unknown) return Decision.Refuse(RefusalCode.UnknownMaterial, unknown.Id);
        var missing = items.Select(i => (Item: i, Lines: Missing(hall, i, c.Applicant, c.Materials, hall.Map!.Date(stamp.At))
            .Concat(faults.Where(f => Checklist.Of(i).Any(n => n.Id == f.Id))).DistinctBy(s => s.Id).ToArray())).Where(m => m.Lines.Length > 0).ToList();
        if (missing.Count == 0) return Decision.Refuse(RefusalCode.NothingMissing, items[0].Name);
        var fresh = hall.Cases.Last;
        var begun = missing.Select(m => hall.Cases.BegunFor(c.Applicant, m.Item.Id)).ToList();
        if (RefusesDropped(hall, c.Dropped, begun, out _) is { } notThere) return notThere;
        return missing.Select((m, n) => (HallEvent)new CaseTold(begun[n]?.Id ?? new(++fresh), begun[n]?.Code ?? CodeOf(stamp, n), m.Item.Id, m.Item.Department, c.Applicant, m.Lines, ticket.Id, ticket.Visit.Ordinal, c.Window, person, n == 0 ? c.Dropped : null)).ToArray();
    }

    internal static Decision Decide(HallState hall, ReceiveCorrection c, Actor actor, Stamp stamp)
    {
        if (hall.Cases.Find(c.Case) is not { } found) return Decision.Refuse(RefusalCode.UnknownCase);
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (hall.Find(c.Window) is null || !hall.Map!.Windows.ContainsKey(c.Window)) return Decision.Refuse(RefusalCode.UnknownWindow, c.Window);
        if (!hall.Map.Items.TryGetValue(found.Item, out var item)) return Decision.Refuse(RefusalCode.UnknownItem, found.Item);
        if (!TakesCorrections(hall, c.Window)) return Decision.Refuse(RefusalCode.CorrectionNotHere, Calling.Number(hall, c.Window));
        if (Acting.AtWindow(hall, c.Window, item, UnifiedAct.Correction, stamp) is { } notAuthorised) return notAuthorised;
        var (today, asked) = (hall.Map.Date(stamp.At), (found.State as CaseState.CorrectionAsked)?.Lines ?? []);
        if (asked.Length == 0 && !(found.IsUndecided && found.Tolerance is not null)) return Acting.State(found);
        if (c.ReceivedOn is { } on && (on > today || on < found.ReceivedOn)) return Decision.Refuse(RefusalCode.DateNotPossible, on.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        var awaited = asked.Select(a => a.Id).Concat(found.Tolerance?.Lacks ?? []).ToHashSet();
        if (c.Materials.FirstOrDefault(m => !awaited.Contains(m.Id)) is { } other) return Decision.Refuse(RefusalCode.NotAskedFor, other.Id);
        var left = Checklist.Left(item, asked, c.Materials, today);
        var promised = Checklist.Left(item, [.. (found.Tolerance?.Lacks ?? []).Where(l => c.Materials.Any(m => m.Id == l)).Select(l => new Shortfall(l, ShortfallKind.NotThere))], c.Materials, today);
        return c.Materials.Length == 0 || promised.Length > 0
            ? Decision.Refuse(RefusalCode.MaterialMissing, awaited.Count, Names(awaited.Select(a => (item, new Shortfall(a, ShortfallKind.NotThere)))))
            : new CaseCorrectionReceived(found.Id, c.Materials, left, c.ReceivedOn ?? found.DroppedOn ?? today, c.Window, person);
    }

    /// <summary>What both answers at the window begin with: a citizen in front of it, known items, a mandate for each, papers that are asked for.</summary>
    private static Refusal? Begins(HallState hall, WindowId window, ItemId[] named, Applicant applicant, HandedMaterial[] materials, Actor actor, ClerkId? by, Stamp stamp,
        out Ticket ticket, out List<ServiceItem> items, out ClerkId person)
    {
        (ticket, items, person) = (null!, [], default);
        var map = hall.Map!;
        if (map.Plan.Cases.Area is null) return Refusal.Because(RefusalCode.CasesNotTakenIn);
        if (Calling.Current(hall, window, ExpectedCurrent.Unchecked, out var current) is { } nobody) return nobody;
        ticket = current!;
        if (Acting.Person(actor, by, out person) is { } refusal) return refusal;
        foreach (var id in named)
        {
            if (!map.Items.TryGetValue(id, out var item)) return Refusal.Because(RefusalCode.UnknownItem, id);
            if (Acting.AtWindow(hall, window, item, UnifiedAct.TakingIn, stamp) is { } notAuthorised) return notAuthorised;
            if (hall.Cases.FiledFor(applicant, id) is { } filed) return Refusal.Because(RefusalCode.FiledOnline, item.Name, filed.Number);
            items.Add(item);
        }
        if (items.Count == 0 || items.Select(i => i.Department).Distinct().Count() < items.Count) return Refusal.Because(RefusalCode.MatterOneCaseEach);
        if (Checklist.Clash(items) is { } clash) return Refusal.Because(RefusalCode.PapersClash, clash.Name);
        return RefusesPapers(items, applicant, materials);
    }

    /// <summary>What came out of a drop-box is in the hall's hands, and of no case but one that this applicant goes on with.</summary>
    /// <param name="on">The day it was put in, from which silence accepts; null: it was brought to the window.</param>
    private static Refusal? RefusesDropped(HallState hall, TicketCode? receipt, List<Case?> begun, out DateOnly? on)
    {
        on = null;
        if (receipt is not { } code) return null;
        if (hall.Cabinets.FindDropped(code) is not { TakenOutAt: not null } papers) return Refusal.Because(RefusalCode.NotFromDropBox, code);
        if ((papers.Case ?? papers.For) is { } of && begun.All(b => b?.Id != of)) return Refusal.Because(RefusalCode.DroppedForOther, code);
        on = hall.Map!.Date(papers.At);
        return null;
    }

    internal static Refusal? RefusesPapers(List<ServiceItem> items, Applicant applicant, HandedMaterial[] materials)
    {
        if (applicant is Applicant.Minor m && m.Child == m.Guardian) return Refusal.Because(RefusalCode.GuardianNeeded);
        var known = items.SelectMany(Checklist.Of).Select(n => n.Id).ToHashSet();
        return materials.FirstOrDefault(h => !known.Contains(h.Id)) is { } unknown ? Refusal.Because(RefusalCode.UnknownMaterial, unknown.Id) : null;
    }

    internal static Refusal? Refuses(List<ServiceItem> items, Applicant applicant, CaseAgent? agent) => agent switch
    {
        null => null,
        _ when items.FirstOrDefault(i => i.Case is { InPerson: true }) is { } inPerson => Refusal.Because(RefusalCode.PresenceNeeded, inPerson.Name),
        { MandateSeen: false } => Refusal.Because(RefusalCode.MandateNotSeen),
        _ when agent.Person == applicant.Acts => Refusal.Because(RefusalCode.MandateNotSeen),
        _ => null,
    };

    /// <summary>Agents by trade bring so many matters under one number, and so many numbers a day; what they bring elsewhere counts too, and what they file online as one number more.</summary>
    /// <param name="under">The number it is brought under; null: online.</param>
    internal static Refusal? RefusesTrade(HallState hall, TicketId? under, CaseAgent? agent, int count, DateOnly today)
    {
        var caps = hall.Map!.Plan.Rules.Agents;
        if (agent is null) return Refusal.Because(RefusalCode.MandateNotSeen);
        var brought = hall.Cases.All.Where(c => c.IsCommercial && c.Agent == agent.Person && (c.ReceivedOn ?? (c.State as CaseState.Filed)?.On) == today).ToLookup(c => c.Ticket);
        return brought[under].Count() + count > caps.MattersPerTicket ? Refusal.Because(RefusalCode.AgentBringsTooMany, caps.MattersPerTicket)
            : !brought.Contains(under) && brought.Count >= caps.TicketsPerDay ? Refusal.Because(RefusalCode.AgentTicketsUsedUp, caps.TicketsPerDay)
            : null;
    }

    /// <param name="post">Where it goes by post.</param>
    internal static Refusal? RefusesDelivery(HallMap map, IEnumerable<ServiceItem> items, DeliveryWay way, NoteRef? post) =>
        way is DeliveryWay.Cabinet && (map.Cabinets.Count == 0 || items.Any(i => i.Case is { NoCabinet: true })) ? Refusal.Because(RefusalCode.CabinetNotAllowed)
        : way is DeliveryWay.Post && post is null ? Refusal.Because(RefusalCode.AddressNeeded)
        : null;

    /// <summary>What lacks. Whoever was told once is asked for nothing that was not told then.</summary>
    private static IEnumerable<Shortfall> Missing(HallState hall, ServiceItem item, Applicant applicant, HandedMaterial[] handed, DateOnly today)
    {
        var missing = Checklist.Missing(hall.Cases, item, applicant, handed, today);
        return hall.Cases.ToldFor(applicant, item.Id) is { State: CaseState.Told told } ? missing.Where(s => told.Missing.Any(t => t.Id == s.Id)) : missing;
    }

    /// <summary>The one it has had since it was filed online, or the next.</summary>
    internal static CaseNumber NumberOf(HallState hall, Case? begun, ItemId item, DateOnly today) =>
        begun is { Number: var known } && known != default ? known : new(hall.Map!.Plan.Cases.Area!, today.Year, item, hall.Cases.NextSerial(today.Year, item));

    private static Tolerance? Own(Tolerance of, ServiceItem item) =>
        of.Lacks.Where(l => Checklist.Of(item).Any(n => n.Id == l)).ToArray() is { Length: > 0 } own ? of with { Lacks = own } : null;

    private static bool TakesCorrections(HallState hall, WindowId window) => Acting.KindOf(hall, window) switch
    {
        CategoryKind.UnifiedConsultationCorrection or CategoryKind.Sector or CategoryKind.Department => true,
        CategoryKind.UnifiedIntake => hall.Map!.Plan.Rules.ConsultationInIntake || hall.Map.First(CategoryKind.UnifiedConsultationCorrection) is null,
        _ => false,
    };

    internal static LocalText Names(IEnumerable<(ServiceItem Item, Shortfall Lacks)> lines)
    {
        var names = lines.Select(l => Checklist.Of(l.Item).FirstOrDefault(n => n.Id == l.Lacks.Id)?.Name ?? new(l.Lacks.Id.Value)).ToList();
        return new(string.Join('、', names.Select(n => n.Zh)), string.Join(", ", names.Select(n => n.In("en"))));
    }

    // The cases of one matter are one applicant's: their codes need differ, not be strangers.
    internal static TicketCode CodeOf(Stamp stamp, int n) => TicketCode.From(stamp.Random.High ^ (ulong)n, stamp.Random.Low + (ulong)n * 0x9E37_79B9_7F4A_7C15);
}
