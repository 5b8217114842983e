namespace TidalHall.Simulation.Planning;

/// <summary>How a plan did over its days: of those who came for a category in a half-hour, how many were called in time.</summary>
/// <param name="Came">By category, then by half-hour.</param>
/// <param name="InTime">As <paramref name="Came"/>.</param>
public sealed record KeptTarget(int[][] Came, int[][] InTime)
{
    /// <summary>0 to 1; null where nobody came.</summary>
    public double? At(int category, int halfHour) => Share(InTime[category][halfHour], Came[category][halfHour]);
    public double? Of(int category) => Share(InTime[category].Sum(), Came[category].Sum());
    public double? OfAll => Share(InTime.Sum(c => c.Sum()), Came.Sum(c => c.Sum()));

    /// <summary>Short of a share by more than chance alone would have it in so many people.</summary>
    public bool Misses(double share, int category, int halfHour) =>
        At(category, halfHour) is { } kept && kept + Math.Sqrt(share * (1 - share) / Came[category][halfHour]) < share;

    private static double? Share(int inTime, int came) => came == 0 ? null : (double)inTime / came;
}
