using TidalHall.Core.Doors;

namespace TidalHall.CallerConsole.Casework;

/// <summary>Where a result goes by post, as typed, on the way to the vault.</summary>
public sealed class AddressFields
{
    public string Recipient { get; set; } = "";
    public string Phone { get; set; } = "";
    public string Address { get; set; } = "";

    /// <summary>As typed; who receives it and the phone are the applicant's where none is.</summary>
    internal PostalAddress Of(PersonFields? applicant) => new(Or(Recipient, applicant?.Name), Or(Phone, applicant?.Phone), Address.Trim());

    /// <summary>What is wrong, by the field it stands at.</summary>
    internal IEnumerable<FormFault> Faults(PersonFields? applicant) => Of(applicant).Faults().Select(f => new FormFault($"post.{f}", $"PostWrong_{f}"));

    private static string Or(string typed, string? other) => typed.Trim() is { Length: > 0 } text ? text : other?.Trim() ?? "";
}
