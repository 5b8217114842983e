using TidalHall.Core.Queueing;

namespace TidalHall.Core.Doors;

/// <summary>The vault of personal data. What leaves it is a reference, or a masked name.</summary>
public interface IPeople
{
    /// <summary>The reference of a person, made at the first meeting. On disk when it returns; the command comes after.</summary>
    /// <param name="idNumber">18 signs of a resident's ID number.</param>
    Task<PersonRef> RememberAsync(string idNumber, string name, CancellationToken cancel);

    /// <summary>"王**" for a clerk's screen; null when the vault knows the person no more. The look is audited.</summary>
    /// <param name="by">Who looks.</param>
    Task<string?> MaskedNameAsync(PersonRef person, string by, CancellationToken cancel);
}
