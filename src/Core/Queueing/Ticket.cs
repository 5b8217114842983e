using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>A ticket with the visit it stands for now. Immutable: a change is a new record.</summary>
public sealed record Ticket
{
    public required TicketId Id { get; init; }
    public required TicketCode Code { get; init; }
    public required TicketNumber Number { get; init; }
    public required TicketClass Class { get; init; }
    /// <summary>Whether its holder is entitled to the green channel, as a card shows or a guide has seen; null: nobody has looked.</summary>
    public bool? IsEntitled { get; init; }
    public required TicketChannel Channel { get; init; }
    /// <summary>The business day it belongs to.</summary>
    public required DateOnly Day { get; init; }
    public required DateTimeOffset TakenAt { get; init; }
    public required long TakenTick { get; init; }
    public PersonRef? Person { get; init; }
    /// <summary>By which somebody of the hall acts for the citizen; what it says is in the vault.</summary>
    public NoteRef? Mandate { get; init; }
    /// <summary>A commercial agent, who acts for others.</summary>
    public PersonRef? Agent { get; init; }
    /// <summary>Matters under this number.</summary>
    public int Matters { get; init; } = 1;
    /// <summary>The begin of its booked slot.</summary>
    public DateTimeOffset? Slot { get; init; }
    public PlaceId? Place { get; init; }
    public ToldWait Told { get; init; }
    /// <summary>How many it was told go before it, when it was taken.</summary>
    public int ToldAhead { get; init; }
    /// <summary>The category it was taken for; a transfer leaves it.</summary>
    public CategoryId TakenFor { get; init; }
    public PaperState Paper { get; init; }
    /// <summary>Its number stood on a kiosk's screen alone and was left there, until it is printed again.</summary>
    public bool WasLeftOnScreen { get; init; }
    /// <summary>Prints asked for so far; each is a job of its own.</summary>
    public int Prints { get; init; }
    public DateTimeOffset PrintAskedAt { get; init; }
    /// <summary>"en" where the citizen chose it; null = Chinese.</summary>
    public string? Language { get; init; }
    /// <summary>The citizen chose large type at the kiosk.</summary>
    public bool LargeType { get; init; }
    /// <summary>The one it stands for now.</summary>
    public required Visit Visit { get; init; }
    /// <summary>Visits that are done, in order; the one before its next.</summary>
    public Visit[] Past { get; init; } = [];
    /// <summary>What follows the visit; null = what its item says.</summary>
    public VisitStep[]? Then { get; init; }

    public VisitState State => Visit.State;
    /// <summary>What it was taken for, whatever it stands for now.</summary>
    public ItemId Item => Past is [var first, ..] ? first.Item : Visit.Item;
    /// <summary>No outcome yet: its number may not be given again.</summary>
    public bool IsLive => State is not VisitState.Final;
    /// <summary>Whoever took it may not know its number, and not come when it is called.</summary>
    public bool MayHaveNoNumber => WasLeftOnScreen && Paper is not PaperState.OnPaper && State is VisitState.Waiting or VisitState.Called;
}

/// <summary>One matter a ticket stands for.</summary>
/// <param name="Ordinal">From 1: several visits may come under one number.</param>
public sealed record Visit(int Ordinal, ItemId Item, CategoryId Category, VisitState State);

/// <summary>The states that exclude each other. Ticks are milliseconds on the hall's own axis.</summary>
[JsonDerivedType(typeof(Waiting), "waiting")]
[JsonDerivedType(typeof(Called), "called")]
[JsonDerivedType(typeof(Serving), "serving")]
[JsonDerivedType(typeof(Held), "held")]
[JsonDerivedType(typeof(Missed), "missed")]
[JsonDerivedType(typeof(Completed), "completed")]
[JsonDerivedType(typeof(Cancelled), "cancelled")]
[JsonDerivedType(typeof(Released), "released")]
[JsonDerivedType(typeof(NoShow), "noShow")]
public abstract record VisitState
{
    private VisitState() { }

    /// <param name="Ref">The tick its wait counts from.</param>
    /// <param name="Order">Breaks ties of <paramref name="Ref"/>, smaller first.</param>
    /// <param name="Placed">Above 0: placed before all others by a person, smaller first.</param>
    /// <param name="Only">Waits for this window alone.</param>
    public sealed record Waiting(long Ref, long Order, WaitOrigin Origin, long Placed = 0, WindowId? Only = null) : VisitState;
    public sealed record Called(WindowId Window, ClerkId Clerk, long Since, int Recalls, long Ref) : VisitState;
    /// <param name="CalledAt">The tick of its call.</param>
    public sealed record Serving(WindowId Window, ClerkId Clerk, long CalledAt, long Since, long Ref) : VisitState;
    public sealed record Held(HoldKind Kind, WindowId Window, long Since, long Ref, ClerkId? CarriedBy = null) : VisitState;
    public sealed record Missed(WindowId Window, long Since, long Ref) : VisitState;

    /// <summary>Ended for good.</summary>
    public abstract record Final : VisitState;
    /// <param name="Estimated">No start was pressed: the service is counted from the call.</param>
    public sealed record Completed(WindowId Window, ClerkId Clerk, VisitOutcome Outcome, long Started, long Ended, bool Estimated) : Final;
    public sealed record Cancelled(long Ended) : Final;
    /// <summary>Let go by a named person who gave a reason.</summary>
    public sealed record Released(ClerkId By, Reason Reason, long Ended) : Final;
    /// <summary>Missed, and not back by the day's close.</summary>
    public sealed record NoShow(long Ended) : Final;
}
