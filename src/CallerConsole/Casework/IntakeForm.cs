using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Casework;

public enum ApplicantKind { Person, Organisation, Minor }

/// <summary>What a window answers to an application.</summary>
public enum IntakeAnswer { Receipt, Notice, Promise }

/// <summary>An application as typed at the window. Who it names leaves it for the vault alone.</summary>
public sealed class IntakeForm
{
    public ApplicantKind Kind { get; set; }
    /// <summary>The applicant, the organisation's representative, or the minor's guardian.</summary>
    public PersonFields Person { get; } = new();
    public PersonFields Child { get; } = new();
    public string CreditCode { get; set; } = "";
    public bool HasAgent { get; set; }
    public PersonFields Agent { get; } = new();
    public bool MandateSeen { get; set; }
    /// <summary>The agent is one by trade (中介).</summary>
    public bool IsCommercial { get; set; }
    public DeliveryWay Delivery { get; set; }
    /// <summary>Asked for where the result goes by post.</summary>
    public AddressFields Post { get; } = new();
    public DateOnly? PromisedBy { get; private set; }
    /// <summary>As a date field has it, "2026-03-10"; "" while it is none.</summary>
    public string PromisedText
    {
        get => PromisedBy is { } by ? PageWording.Day(by) : "";
        set => PromisedBy = DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var by) ? by : null;
    }
    /// <summary>Another area's hall decides it.</summary>
    public bool IsElsewhere { get; set; }
    public string Area { get; set; } = "";
    /// <summary>The receipt of what came out of a drop-box; "" where it is handed in here.</summary>
    public string Dropped { get; set; } = "";
    /// <summary>What is applied for; several are one matter, a case for each department.</summary>
    public IReadOnlyList<ServiceItem> Items { get; private set; } = [];
    /// <summary>One set of material: what several items ask for is handed in once, in the form and number the strictest wants.</summary>
    public IReadOnlyList<MaterialLine> Lines { get; private set; } = [];

    internal HandedMaterial[] Handed => [.. Lines.Select(l => l.Handed).OfType<HandedMaterial>()];
    /// <summary>What stays here: a paper in no legal form goes back, and lacks.</summary>
    internal HandedMaterial[] Good => [.. Lines.Where(l => !l.IsFaulty).Select(l => l.Handed).OfType<HandedMaterial>()];
    /// <summary>What the clerk found in no legal form.</summary>
    internal Shortfall[] Faulty => [.. Lines.Where(l => l.Here && l.IsFaulty).Select(l => new Shortfall(l.Need.Id, ShortfallKind.NotInLegalForm))];
    internal TicketCode? DroppedOrNone => TicketCode.TryParse(Dropped, out var receipt) ? receipt : null;
    internal AreaCode? AreaOrNone => IsElsewhere && AreaCode.TryParse(Area.Trim(), out var area) ? area : null;
    /// <summary>What is had from shared data by every item that wants it.</summary>
    internal IEnumerable<MaterialNeed> Shared => Items.SelectMany(Checklist.Of).GroupBy(n => n.Id).Where(g => g.All(n => n.Shared)).Select(g => g.First());

    /// <summary>Asks for what these items want; what was filled in already stays.</summary>
    internal void Take(IReadOnlyList<ServiceItem> items)
    {
        var filled = Lines.ToDictionary(l => l.Need);
        Items = items;
        Lines = [.. items.SelectMany(Checklist.Of).Where(n => !n.Shared).GroupBy(n => n.Id)
            .Select(g => g.First() with { Form = g.Max(n => n.Form), Copies = g.Max(n => n.Copies), Minor = g.All(n => n.Minor) })
            .Select(n => filled.GetValueOrDefault(n) ?? new MaterialLine(n))];
    }

    /// <summary>Whether an item can be another of this matter: of a department of its own, and no paper of it goes by the name of a different one.</summary>
    internal bool MayJoin(ServiceItem item) =>
        Items.All(i => i.Department != item.Department) && Checklist.Clash([.. Items, item]) is null;

    /// <param name="answer">What it is filled in for; null: for none yet.</param>
    internal IReadOnlyList<FormFault> Faults(IntakeAnswer? answer, DateOnly today, CaseRules rules)
    {
        var faults = new List<FormFault>();
        if (Kind is ApplicantKind.Organisation && !Core.Cases.CreditCode.TryParse(CreditCode.Trim(), out _)) faults.Add(new("code", "CreditCodeWrong"));
        if (Kind is ApplicantKind.Minor) faults.AddRange(Child.Faults("child", today, rules.NewDivisions));
        faults.AddRange(Person.Faults("person", today, rules.NewDivisions));
        if (HasAgent) faults.AddRange(Agent.Faults("agent", today, rules.NewDivisions));
        if (Delivery is DeliveryWay.Post && answer is not IntakeAnswer.Notice) faults.AddRange(Post.Faults(Person));
        if (IsElsewhere && (AreaOrNone is not { } area || area.ToString() == rules.Area)) faults.Add(new("area", "AreaWrong"));
        if (answer is IntakeAnswer.Promise && PromisedBy is null) faults.Add(new("promise", "PromiseNeeded"));
        return faults;
    }

    /// <summary>The applicant, where the vault has them; null: not yet, or the number is none.</summary>
    internal async Task<Applicant?> KnownAsync(IPeople people, DateOnly today, CancellationToken cancel)
    {
        if (Kind is ApplicantKind.Organisation) return Core.Cases.CreditCode.TryParse(CreditCode.Trim(), out var code) ? new Applicant.Organisation(code, default) : null;
        var number = (Kind is ApplicantKind.Minor ? Child : Person).IdNumber.Trim().ToUpperInvariant();
        if (IdNumber.Check(number, today) is not (null or IdNumberFault.Division) || await people.FindAsync(number, cancel) is not { } known) return null;
        return Kind is ApplicantKind.Minor ? new Applicant.Minor(known, default) : new Applicant.NaturalPerson(known);
    }

    /// <summary>Everybody it names into the vault; references come out.</summary>
    internal async Task<(Applicant Applicant, CaseAgent? Agent)> RememberAsync(IPeople people, CancellationToken cancel)
    {
        var person = await Person.RememberAsync(people, cancel);
        Applicant applicant = Kind switch
        {
            ApplicantKind.Organisation when Core.Cases.CreditCode.TryParse(CreditCode.Trim(), out var code) => new Applicant.Organisation(code, person),
            ApplicantKind.Minor => new Applicant.Minor(await Child.RememberAsync(people, cancel), person),
            _ => new Applicant.NaturalPerson(person),
        };
        return (applicant, HasAgent ? new(await Agent.RememberAsync(people, cancel), MandateSeen, IsCommercial) : null);
    }
}
