using TidalHall.Core.Waiting;

namespace TidalHall.Simulation.Told;

/// <summary>One ticket at one moment at which its wait was told.</summary>
/// <param name="At">Milliseconds from opening.</param>
/// <param name="Newcomer">It came just after; else it waited already.</param>
/// <param name="First">The first time that this ticket is told.</param>
/// <param name="Waited">Minutes from then to its call.</param>
/// <param name="Drawn">What forward simulation drew for it, rising; null where that was not asked.</param>
public sealed record ToldTicket(int Day, long At, int Category, int Class, bool Newcomer, bool First, WaitSigns Seen, double Waited, float[]? Drawn)
{
    /// <summary>When it was known how long it waited.</summary>
    public long Ended => At + (long)(Waited * 60_000);
}
