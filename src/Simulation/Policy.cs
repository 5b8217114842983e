using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation;

/// <summary>A way to run a hall: its floor, and who sends the tidal windows where.</summary>
/// <param name="Id">As it is asked for.</param>
/// <param name="Share">κ of <see cref="PriorityCredit"/>; 1: priority is not bounded.</param>
public sealed record Policy(string Id, string Name, FloorPlan Floor, double Share)
{
    /// <summary>Makes the tide of one day; null: tidal windows stay where they start.</summary>
    public Func<ITide>? Tide { get; init; }
    /// <summary>How long a window is out while it moves.</summary>
    public TimeSpan Setup { get; init; } = TimeSpan.FromMinutes(new TideRules().SetupMinutes);
    public TidalWindow[] Tidal { get; init; } = [];
    /// <summary>What a tidal window may call when it is turned to a category, by category.</summary>
    public Skill[][] TurnedTo { get; init; } = [];
    /// <summary>How many windows begin the day with each category as their primary.</summary>
    public int[] OpenWindows { get; init; } = [];
    /// <summary>Minutes a tidal window loses when the next ticket is of another category than the last.</summary>
    public double ChangeOver { get; init; }
}
