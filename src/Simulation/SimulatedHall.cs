namespace TidalHall.Simulation;

/// <summary>Who comes to a category: its work over the day and how long one takes.</summary>
/// <param name="Service">Minutes, mean over those who come.</param>
/// <param name="Target">Minutes, T.</param>
/// <param name="Erlangs">Mean work offered at a load of 1 a window.</param>
/// <param name="Tilt">Earlier (above 0) or later in the day.</param>
public sealed record SimulatedCategory(string Id, double Service, double Target, double Erlangs, double Tilt = 0);

/// <summary>A hall to simulate: what comes, and the laws it is drawn from.</summary>
public sealed record SimulatedHall
{
    public required SimulatedCategory[] Categories { get; init; }
    /// <summary>Minutes of a day; who is inside then is served.</summary>
    public double OpenMinutes { get; init; } = 480;
    /// <summary>Relative arrivals by half-hour.</summary>
    public required double[] Weights { get; init; }
    public (double Share, double Factor)[] Items { get; init; } = [(0.35, 0.6), (0.35, 1), (0.3, 1.4)];
    internal double ItemMean => Items.Sum(i => i.Share * i.Factor);
    public double ServiceCv { get; init; } = 0.8;
    public double HallCv { get; init; } = 0.06;
    public double CategoryCv { get; init; } = 0.18;
    public double NoShow { get; init; } = 0.04;
    /// <summary>Minutes a window loses over one who does not come.</summary>
    public double NoShowCost { get; init; } = 1;
    public double Green { get; init; } = 0.05;
    public double Appointments { get; init; } = 0.10;
    /// <summary>Minutes after the slot from which one who was booked counts as a walk-in.</summary>
    public double Grace { get; init; } = 15;

    /// <summary>Minutes of the one break of each clerk, begun by lot in the middle half of the day; 0: none.</summary>
    public double Break { get; init; }
    /// <summary>Minutes somebody waits at most, exponential with this mean; 0: without end.</summary>
    public double Patience { get; init; }
    /// <summary>How much clerks differ: of the factor that each takes, by lot each day, the coefficient of variation.</summary>
    public double ClerkCv { get; init; }
    /// <summary>So many times as many come for one category, for one hour, both by lot each day; 1: no surge.</summary>
    public double Surge { get; init; } = 1;
    /// <summary>A window that shuts at noon, the middle of the day, for good.</summary>
    public int? LostWindow { get; init; }
}
