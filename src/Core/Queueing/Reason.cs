using System.Text.Json.Serialization;

namespace TidalHall.Core.Queueing;

/// <summary>Why a person did what needs a reason: a word that the product offers, or what was typed, as its reference.</summary>
[JsonDerivedType(typeof(Offered), "offered")]
[JsonDerivedType(typeof(Typed), "typed")]
public abstract record Reason
{
    private Reason() { }

    public sealed record Offered(ReasonWord Word) : Reason;
    public sealed record Typed(NoteRef Note) : Reason;
}

/// <summary>The reasons that need no typing. Stored and sent by name; each surface has its own text for them.</summary>
public enum ReasonWord
{
    // A pause
    ShortBreak, Meal, DeviceFault, Handover,
    // A session that its clerk has left
    ClerkLeft, ShiftEnded, SignedOnByMistake,
    // A chosen ticket
    BackAfterMiss, BackWithPapers, WalksWithDifficulty, ManagersArrangement,
    // A tidal window
    LineHasGrown, OtherSystem, NobodyFree, EasesSoon,
    // A bar that is lifted
    CouldNotCome, BookedByAnother,
    // A holder who is let go
    LeftTheHall, ComesAnotherDay,
}
