using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation.OwnDays;

/// <summary>Tidal windows turned as they were on a recorded day.</summary>
/// <param name="moves">By time, in milliseconds from the day's opening; each with the minute it is ordered in.</param>
internal sealed class RecordedTide(IReadOnlyList<(long At, TideMove Move)> moves) : ITide
{
    private int _next;

    /// <inheritdoc/>
    public TideMove? Propose(Floor floor, long now) => _next < moves.Count && moves[_next].At <= now ? moves[_next].Move : null;

    /// <inheritdoc/>
    public void Order(in TideMove move, long now) => _next++;

    /// <inheritdoc/>
    public bool StillPays(Floor floor, in TideMove move, long now) => true;

    /// <inheritdoc/>
    public ITide Copy() => new RecordedTide(moves) { _next = _next };
}
