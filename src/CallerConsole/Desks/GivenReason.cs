using TidalHall.Core.Queueing;

namespace TidalHall.CallerConsole.Desks;

/// <summary>A reason as it was given at the desk, before what was typed is in the vault.</summary>
public abstract record GivenReason
{
    private GivenReason() { }

    public sealed record Offered(ReasonWord Word) : GivenReason;
    public sealed record Typed(string Text) : GivenReason;
}
