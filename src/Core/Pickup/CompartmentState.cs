using System.Text.Json.Serialization;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>Why a door was told to open.</summary>
public enum DoorPurpose { Load, Collect, Recover, Drop }

/// <summary>What is wrong with a compartment until a clerk has looked.</summary>
/// <remarks>NotSeenOpen: told to open, and no look found it open: jammed, or shut again between two looks. FullThoughEmpty: something lies in a compartment that is free by the books.</remarks>
public enum DoorTroubleKind { Jammed, LeftOpen, Forced, EmptyThoughFull, PowerCut, NotTaken, NotSeenOpen, FullThoughEmpty }

/// <summary>What a lock board says of a door. Jammed: it never opened. StillOpen: longer than it should. PowerCut: what happened meanwhile is not known. NotSeenOpen: the order went out, and no look found the door open.</summary>
public enum DoorReport { Opened, Closed, Jammed, StillOpen, PowerCut, NotSeenOpen }

/// <summary>By what a thing was shown to be somebody's.</summary>
public enum ProofKind { Code, Card }

/// <summary>What lies in a compartment by the books.</summary>
/// <param name="Case">Whose result it is, or to which case dropped papers belong; null = a whole new application.</param>
/// <param name="Receipt">Of dropped papers: what the citizen got for them. Null = a result.</param>
/// <param name="OverdueAt">When it is marked overdue; null for dropped papers.</param>
public sealed record Thing(CaseId? Case, TicketCode? Receipt, DateTimeOffset Since, DateTimeOffset? OverdueAt)
{
    public PickupSecret? Secret { get; init; }
    /// <summary>That named it, since its code was issued.</summary>
    public int WrongTries { get; init; }
    /// <summary>The days on which a code was issued, one entry a code.</summary>
    public DateOnly[] Codes { get; init; } = [];
    public bool Overdue { get; init; }
}

/// <summary>The door's states, which exclude each other.</summary>
[JsonDerivedType(typeof(Shut), "shut")]
[JsonDerivedType(typeof(Opening), "opening")]
[JsonDerivedType(typeof(Trouble), "trouble")]
public abstract record DoorState
{
    private DoorState() { }

    public sealed record Shut : DoorState;
    /// <param name="By">Staff; null = a citizen.</param>
    /// <param name="Proof">Of a collection: by what it was opened.</param>
    /// <param name="Seen">The board has seen the door open: till then nothing has happened.</param>
    public sealed record Opening(DoorPurpose Purpose, CaseId? Case, TicketCode? Receipt, ClerkId? By, ProofKind? Proof, long Sequence, bool Seen) : DoorState;
    /// <param name="During">What was going on.</param>
    /// <param name="Quiet">Somebody knows of it; gone with the trouble.</param>
    public sealed record Trouble(DoorTroubleKind Kind, DateTimeOffset Since, Opening? During, QuietedAlarm? Quiet = null) : DoorState;
}

/// <summary>A compartment as it stands: its door, and what is inside by the books.</summary>
public sealed record CompartmentState(PlaceId Cabinet, int Number, DoorState Door, Thing? Inside)
{
    public bool IsFree => Door is DoorState.Shut && Inside is null;

    /// <summary>A thing that may be taken out by who proves that it is his: shut away, or shut again without being taken.</summary>
    internal bool CanBeCollected => Inside is { Receipt: null } && Door is DoorState.Shut or DoorState.Trouble { Kind: DoorTroubleKind.NotTaken };
}

/// <summary>Something that should have been there and was not: a manager's matter until it is explained.</summary>
/// <param name="Forced">Its door had been broken open.</param>
public sealed record MissingThing(CaseId? Case, TicketCode? Receipt, PlaceId Cabinet, int Number, DateTimeOffset At, bool Forced = false)
{
    internal bool Is(PlaceId cabinet, int number, CaseId? of, TicketCode? receipt) => Cabinet == cabinet && Number == number && Case == of && Receipt == receipt;
}

/// <param name="At">Of a wrong code at a cabinet.</param>
public sealed record WrongTry(PlaceId Cabinet, DateTimeOffset At);
