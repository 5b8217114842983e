using System.Text.Json.Serialization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>By what somebody shows that a thing is his. Whoever compares has hashed what was keyed in; the code itself never comes here.</summary>
public abstract record PickupProof
{
    private PickupProof() { }

    /// <param name="Number">The compartment whose code it is; null = none's.</param>
    public sealed record Code(int? Number, Digest Hash) : PickupProof;
    /// <summary>A QR that names its case and holds the code.</summary>
    public sealed record Qr(TicketCode Case, Digest Hash) : PickupProof;
    /// <summary>An ID card.</summary>
    public sealed record Card(PersonRef Person) : PickupProof;
}

public abstract record CabinetCommand(PlaceId Cabinet) : HallCommand;

/// <summary>Opens the smallest free compartment that a result fits in.</summary>
public sealed record LoadCabinet(PlaceId Cabinet, CaseId Case, CompartmentSize Size, ClerkId? By = null) : CabinetCommand(Cabinet);
/// <summary>A new code for what lies in a cabinet; the old one ends.</summary>
public sealed record IssueCode(CaseId Case, PickupSecret Secret) : HallCommand;
public sealed record Collect(PlaceId Cabinet, PickupProof Proof) : CabinetCommand(Cabinet);
/// <summary>Opens a drop-box for missing papers of a case, or for a whole application.</summary>
public sealed record DropIn(PlaceId Cabinet, CompartmentSize Size, CaseId? Case = null) : CabinetCommand(Cabinet);
/// <summary>Staff take something out: its code ends.</summary>
public sealed record RecoverThing(PlaceId Cabinet, int Number, ClerkId? By = null) : CabinetCommand(Cabinet);
/// <param name="Occupied">Null: the board has no sensor inside. With <see cref="DoorReport.NotSeenOpen"/> also where the sensor saw no change that the order would explain.</param>
public sealed record ReportDoor(PlaceId Cabinet, int Number, DoorReport Report, bool? Occupied = null) : CabinetCommand(Cabinet);
/// <summary>A clerk has looked: the thing is in it, or it is empty, and the door is shut. Something in a compartment that is free by the books, or that opened to be loaded, begins a trouble.</summary>
public sealed record ResolveCompartment(PlaceId Cabinet, int Number, FoundInside Found, Reason? Reason, ClerkId? By = null) : CabinetCommand(Cabinet);
/// <summary>What was missing behind a door is looked for no more: it turned up, or is made anew. The case goes on from a result that waits.</summary>
public sealed record CloseMissing(PlaceId Cabinet, int Number, CaseId? Case, TicketCode? Receipt, MissingEnd End, Reason? Reason, ClerkId? By = null) : CabinetCommand(Cabinet);
/// <summary>Somebody knows of a door's trouble and will see to it.</summary>
/// <param name="Minutes">1 to <see cref="Devices.Alarm.LongestQuiet"/>.</param>
public sealed record QuietDoor(PlaceId Cabinet, int Number, int Minutes) : CabinetCommand(Cabinet);
/// <summary>What a cabinet gave out by its list while the hub was away.</summary>
public sealed record ReconcilePasses(PlaceId Cabinet, PassUse[] Uses) : CabinetCommand(Cabinet);

/// <summary>Found: it is in the hall's hands. Lost: it is made, or asked for, anew.</summary>
public enum MissingEnd { Found, Lost }

/// <summary>What a clerk finds. OwnerHas: nothing, and whoever showed that it is his says that he took it.</summary>
public enum FoundInside { Thing, Nothing, OwnerHas }

/// <param name="At">By the cabinet's own clock.</param>
/// <param name="End">What came of it, as far as the cabinet knows when it tells.</param>
/// <param name="BrokenAt">When the cabinet saw that door open without an order, before it told this; null = it did not.</param>
public sealed record PassUse(int Number, TicketCode Case, DateTimeOffset At, PassEnd End = PassEnd.Taken, DateTimeOffset? BrokenAt = null, ProofKind Proof = ProofKind.Code)
{
    /// <summary>The same opening, whatever is known of its end.</summary>
    public bool IsSameAs(PassUse other) => this with { End = other.End, BrokenAt = other.BrokenAt } == other;
}

/// <summary>What came of a door that a cabinet opened by its list.</summary>
/// <remarks>Taken: it opened, and nothing speaks against it. NotTaken: shut again, and the sensor still sees the thing. NotSeenOpen: no look found the door open, and no sensor tells whether it was. Open: it still is, and the hub sees how it ends.</remarks>
public enum PassEnd { Taken, NotTaken, NotSeenOpen, Open }
