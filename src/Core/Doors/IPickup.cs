using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Doors;

/// <summary>What a pickup cabinet's screen asks for. Codes end here: the hall's commands hold their hashes.</summary>
public interface IPickup
{
    /// <summary>Every board of the cabinet is joined and answers.</summary>
    bool IsThere(PlaceId cabinet);

    /// <summary>By a code keyed in, or a QR held to a scanner.</summary>
    /// <param name="command">Made at the touch: a double tap is one try.</param>
    Task<PickupTry> CollectAsync(PlaceId cabinet, string said, Guid command, CancellationToken cancel);

    /// <summary>By an ID card.</summary>
    Task<PickupTry> CollectAsync(PlaceId cabinet, PersonRef holder, Guid command, CancellationToken cancel);

    /// <summary>Opens a drop-box.</summary>
    /// <param name="said">A case's number or the code on its receipt; null = a whole new application.</param>
    Task<PickupTry> DropInAsync(PlaceId cabinet, string? said, Guid command, CancellationToken cancel);

    /// <summary>Makes a new code for what lies in a cabinet. It is told here, once, and kept nowhere.</summary>
    Task<IssuedCode> IssueAsync(CaseId of, Actor by, Guid command, CancellationToken cancel);

    /// <summary>The case somebody means: its number, or the code or QR of its receipt.</summary>
    Case? Find(string said);
}

/// <summary>What came of one try at a cabinet.</summary>
/// <param name="Number">The compartment whose door opens; null: none does.</param>
/// <param name="Sequence">Of the event that opens it.</param>
/// <param name="No">Why none does.</param>
/// <param name="TriesLeft">After a wrong code: until it ends, or until the keys rest.</param>
public sealed record PickupTry(int? Number, long Sequence = 0, PickupNo? No = null, int TriesLeft = 0, Refusal? Refusal = null);

public enum PickupNo
{
    /// <summary>Opens nothing here.</summary>
    WrongCode,
    /// <summary>Was right once: collected, replaced, or tried wrongly too often.</summary>
    CodeEnded,
    /// <summary>The cabinet's boards do not answer.</summary>
    Away,
    /// <summary>The hall's own reason.</summary>
    Refused,
}

/// <param name="Code">8 digits; null: refused.</param>
/// <param name="Qr">What its QR holds.</param>
public sealed record IssuedCode(string? Code, string? Qr = null, Refusal? Refusal = null)
{
    /// <summary>Masked, so that no log ever holds it.</summary>
    public override string ToString() => $"IssuedCode {{ {Refusal} }}";
}
