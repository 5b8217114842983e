using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Casework;

/// <summary>A person as typed at the window, on the way to the vault.</summary>
public sealed class PersonFields
{
    private const int NameMax = 100, PhoneMin = 7, PhoneMax = 16;

    public string Name { get; set; } = "";
    public string IdNumber { get; set; } = "";
    public string Phone { get; set; } = "";

    /// <summary>What is wrong, by the field it stands at.</summary>
    /// <param name="at">"person", "child"…: the head of the fields' names.</param>
    /// <param name="newDivisions">Of the hall file.</param>
    internal IEnumerable<FormFault> Faults(string at, DateOnly today, string[] newDivisions)
    {
        if (Name.Trim() is not { Length: > 0 and <= NameMax }) yield return new($"{at}.name", "NameWrong");
        if (Core.Queueing.IdNumber.Check(IdNumber.Trim(), today, newDivisions) is { } fault) yield return new($"{at}.number", $"IdNumber_{fault}");
        if (Phone.Trim() is { Length: > 0 } phone && (phone.Length is < PhoneMin or > PhoneMax || !phone.All(c => char.IsAsciiDigit(c) || c is '+' or '-'))) yield return new($"{at}.phone", "PhoneWrong");
    }

    /// <summary>Into the vault; a reference comes out.</summary>
    internal Task<PersonRef> RememberAsync(IPeople people, CancellationToken cancel) =>
        people.RememberApplicantAsync(IdNumber.Trim().ToUpperInvariant(), Name.Trim(), Phone.Trim() is { Length: > 0 } phone ? phone : null, cancel);
}

/// <param name="At">The field's name.</param>
/// <param name="Text">Key of what is said there.</param>
public sealed record FormFault(string At, string Text);
