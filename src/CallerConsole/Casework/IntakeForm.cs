using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;

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
    public DeliveryWay Delivery { get; set; }
    public DateOnly? PromisedBy { get; set; }
    public IReadOnlyList<MaterialLine> Lines { get; private set; } = [];

    internal HandedMaterial[] Handed => [.. Lines.Select(l => l.Handed).OfType<HandedMaterial>()];

    internal void Take(ServiceItem item) => Lines = [.. Checklist.Of(item).Where(n => !n.Shared).Select(n => new MaterialLine(n))];

    internal IReadOnlyList<FormFault> Faults(IntakeAnswer answer, DateOnly today, string[]? newDivisions = null)
    {
        var faults = new List<FormFault>(Person.Faults("person", today, newDivisions));
        if (Kind is ApplicantKind.Organisation && !Core.Cases.CreditCode.TryParse(CreditCode.Trim(), out _)) faults.Add(new("code", "CreditCodeWrong"));
        if (Kind is ApplicantKind.Minor) faults.AddRange(Child.Faults("child", today, newDivisions));
        if (HasAgent) faults.AddRange(Agent.Faults("agent", today, newDivisions));
        if (answer is IntakeAnswer.Promise && PromisedBy is null) faults.Add(new("promise", "PromiseNeeded"));
        return faults;
    }

    /// <summary>The applicant, where the vault has them; null: not yet, or the number is none.</summary>
    internal async Task<Applicant?> KnownAsync(IPeople people, DateOnly today, CancellationToken cancel)
    {
        if (Kind is ApplicantKind.Organisation) return Core.Cases.CreditCode.TryParse(CreditCode.Trim(), out var code) ? new Applicant.Organisation(code, default) : null;
        var number = (Kind is ApplicantKind.Minor ? Child : Person).IdNumber.Trim().ToUpperInvariant();
        if (Core.Queueing.IdNumber.Check(number, today) is not (null or Core.Queueing.IdNumberFault.Division) || await people.FindAsync(number, cancel) is not { } known) return null;
        return Kind is ApplicantKind.Minor ? new Applicant.Minor(known, default) : new Applicant.NaturalPerson(known);
    }

    /// <summary>Everybody it names into the vault; references come out.</summary>
    internal async Task<(Applicant Applicant, CaseAgent? Agent)> RememberAsync(IPeople people, CancellationToken cancel)
    {
        async Task<Core.Queueing.PersonRef> Ref(PersonFields p) =>
            await people.RememberApplicantAsync(p.IdNumber.Trim().ToUpperInvariant(), p.Name.Trim(), p.Phone.Trim() is { Length: > 0 } phone ? phone : null, cancel);

        var person = await Ref(Person);
        Applicant applicant = Kind switch
        {
            ApplicantKind.Organisation when Core.Cases.CreditCode.TryParse(CreditCode.Trim(), out var code) => new Applicant.Organisation(code, person),
            ApplicantKind.Minor => new Applicant.Minor(await Ref(Child), person),
            _ => new Applicant.NaturalPerson(person),
        };
        return (applicant, HasAgent ? new(await Ref(Agent), MandateSeen) : null);
    }
}
