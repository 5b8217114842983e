using TidalHall.Core.Cases;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Doors;

/// <summary>The vault of personal data. What leaves it is a reference, or a masked name.</summary>
public interface IPeople
{
    /// <summary>The reference of a person, made at the first meeting. On disk when it returns; the command comes after.</summary>
    /// <param name="idNumber">18 signs of a resident's ID number.</param>
    Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel);

    /// <summary>The reference of somebody who says who it is, seen by nobody: what is known stays, and the name counts only where none is.</summary>
    /// <param name="name">Null or empty: none was given.</param>
    Task<PersonRef> RememberUnseenAsync(string idNumber, string? name, CancellationToken cancel);

    /// <summary>"王**" for a clerk's screen, "" where no name was given; null when the vault knows the person no more. The look is audited.</summary>
    /// <param name="by">Who looks.</param>
    Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel);

    /// <summary>The reference of somebody with a case: kept as long as cases are asked about, not for a ticket's weeks.</summary>
    /// <param name="phone">Where the person is told of it; null leaves what is known.</param>
    Task<PersonRef> RememberApplicantAsync(string idNumber, string name, string? phone, CancellationToken cancel);

    /// <summary>Who has a number, or null; nobody is remembered by it.</summary>
    Task<PersonRef?> FindAsync(string idNumber, CancellationToken cancel);

    /// <summary>A person in clear, for the body that decides their case and for nobody else; null when the vault knows them no more. The look is audited as what it is.</summary>
    Task<DisclosedPerson?> DiscloseAsync(PersonRef person, string by, CancellationToken cancel) => Task.FromResult<DisclosedPerson?>(null);

    /// <summary>A person's number hashed by a key, for a cabinet that compares a card with it; null when the vault knows them no more. That it was given is audited.</summary>
    Task<Digest?> CardHashAsync(PersonRef person, byte[] key, TicketCode of, string by, CancellationToken cancel) => Task.FromResult<Digest?>(null);

    /// <summary>A person as a paper shows them; null when the vault knows them no more. The look is audited.</summary>
    Task<MaskedPerson?> MaskedAsync(PersonRef person, string by, CancellationToken cancel);
}

/// <param name="Name">"王**".</param>
/// <param name="IdNumber">"**************1234".</param>
/// <param name="Phone">"138****5678"; null: none was given.</param>
public sealed record MaskedPerson(string Name, string IdNumber, string? Phone);
