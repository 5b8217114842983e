using System.Text.Json.Serialization;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

/// <summary>Whose case it is. People are references into the vault; an organisation's code is public.</summary>
[JsonDerivedType(typeof(NaturalPerson), "person")]
[JsonDerivedType(typeof(Organisation), "organisation")]
[JsonDerivedType(typeof(Minor), "minor")]
public abstract record Applicant
{
    private Applicant() { }

    public sealed record NaturalPerson(PersonRef Person) : Applicant;
    public sealed record Organisation(CreditCode Code, PersonRef Representative) : Applicant;
    public sealed record Minor(PersonRef Child, PersonRef Guardian) : Applicant;

    /// <summary>What the same applicant is known by again.</summary>
    internal string Key => this switch
    {
        NaturalPerson p => p.Person.Value.ToString(),
        Organisation o => o.Code.ToString(),
        Minor m => m.Child.Value.ToString(),
        _ => "",
    };

    /// <summary>Who acts in it: the person, the representative, the guardian.</summary>
    internal PersonRef Acts => this switch
    {
        NaturalPerson p => p.Person,
        Organisation o => o.Representative,
        Minor m => m.Guardian,
        _ => default,
    };
}

/// <summary>Who applies for the applicant.</summary>
/// <param name="MandateSeen">The clerk has the written mandate before him.</param>
/// <param name="Commercial">By trade (中介): marked apart, and capped by ticket and day (<see cref="Halls.AgentRules"/>).</param>
public sealed record CaseAgent(PersonRef Person, bool MandateSeen, bool Commercial = false);
