using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation;

/// <summary>A way to run a hall: its floor, and what the tide may do.</summary>
/// <param name="Share">κ of <see cref="PriorityCredit"/>.</param>
public sealed record Policy(string Name, FloorPlan Floor, double Share)
{
    /// <summary>Null: tidal windows stay where they start.</summary>
    public TideRules? Tide { get; init; }
    public (int Window, int Primary, int[] Allowed)[] Tidal { get; init; } = [];
    /// <summary>What a tidal window may call when it is turned to a category, by category.</summary>
    public Skill[][] TurnedTo { get; init; } = [];
    public int[] OpenWindows { get; init; } = [];
    /// <summary>Minutes a tidal window loses when the next ticket is of another category than the last.</summary>
    public double ChangeOver { get; init; }
}
