namespace TidalHall.Core.Dispatch;

/// <summary>Who sends tidal windows over to other categories, and when.</summary>
/// <remarks>Asked once a minute. Owned by one thread, as the floor is.</remarks>
public interface ITide
{
    /// <summary>The move that should be made now, if any. Changes nothing.</summary>
    TideMove? Propose(Floor floor, long now);

    /// <summary>The move is ordered: it counts from now, though a busy window finishes its visit first.</summary>
    void Order(in TideMove move, long now);

    /// <summary>The same tide at another thread's hands, as it stands.</summary>
    ITide Copy();
}
