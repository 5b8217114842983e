namespace TidalHall.Simulation;

/// <summary>A window takes nobody new from <paramref name="From"/> until <paramref name="Until"/>, milliseconds from opening; whom it has it serves to the end.</summary>
public readonly record struct Shut(int Window, long From, long Until);

/// <summary>Who sits where over a day: when windows are shut, and how long each clerk takes. The same under every policy.</summary>
/// <param name="Paces">By window, the factor to every service; empty: all alike.</param>
public sealed record Roster(IReadOnlyList<Shut> Shut, double[] Paces)
{
    /// <summary>Until when a window is shut that does not open again.</summary>
    public const long Never = long.MaxValue;
}
