using TidalHall.Core.Dispatch;

namespace TidalHall.Core.Queueing;

/// <summary>Why the rule called this one, kept with the call: where it stood, and the next in order.</summary>
/// <param name="Key">Compared within the level, larger first: share of a promise or target, or milliseconds waited.</param>
/// <param name="Compared">How many heads of lines were looked at, this one included.</param>
/// <param name="OrdinaryWaited">Somebody without priority waited whom this window may call.</param>
/// <param name="Against">The best of the others, five at most.</param>
public sealed record CallGrounds(DispatchLevel Level, double Key, int Compared, bool OrdinaryWaited, ComparedTicket[] Against)
{
    public bool Equals(CallGrounds? other) =>
        other is not null && (Level, Key, Compared, OrdinaryWaited) == (other.Level, other.Key, other.Compared, other.OrdinaryWaited) && Against.AsSpan().SequenceEqual(other.Against);

    public override int GetHashCode() => HashCode.Combine(Level, Key, Compared, OrdinaryWaited, Against.Length);
}

/// <summary>One it was compared with.</summary>
public readonly record struct ComparedTicket(TicketId Ticket, DispatchLevel Level, double Key);

/// <summary>The reason of a call as a clerk is told it.</summary>
/// <param name="Waited">Milliseconds until the call.</param>
public sealed record CalledWhy(CallReason Reason, long Waited, CallGrounds? Grounds);
