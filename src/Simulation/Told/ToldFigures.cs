using TidalHall.Core.Queueing;

namespace TidalHall.Simulation.Told;

/// <summary>How good told waits were against what came of them.</summary>
/// <param name="Within50">The share that waited p50 or less, 0 to 1; 0.5 is right.</param>
/// <param name="Within90">The share that waited p90 or less; 0.9 is right.</param>
/// <param name="MedianError">Of |p50 − W|/W over waits from <see cref="Least"/> minutes on.</param>
/// <param name="MedianErrorOfLong">The same where ten or more went first.</param>
/// <param name="Pinball">Mean pinball loss of p90, minutes.</param>
public sealed record ToldFigures(int Count, double Within50, double Within90, double MedianError, double MedianErrorOfLong, double Pinball)
{
    /// <summary>Minutes from which an error is counted.</summary>
    public const double Least = 2;
    /// <summary>A long line: so many go first.</summary>
    public const int Long = 10;

    public static ToldFigures Of(IReadOnlyList<(ToldWait Told, double Waited, int Ahead)> all) => new(all.Count,
        all.Average(t => t.Waited <= t.Told.P50Minutes ? 1.0 : 0), all.Average(t => t.Waited <= t.Told.P90Minutes ? 1.0 : 0),
        MedianOf(all.Where(t => t.Waited >= Least)), MedianOf(all.Where(t => t.Waited >= Least && t.Ahead >= Long)),
        all.Average(t => (t.Waited - t.Told.P90Minutes) * (t.Waited > t.Told.P90Minutes ? 0.9 : -0.1)));

    private static double MedianOf(IEnumerable<(ToldWait Told, double Waited, int Ahead)> some)
    {
        double[] errors = [.. some.Select(t => Math.Abs(t.Told.P50Minutes - t.Waited) / t.Waited).Order()];
        return errors.Length == 0 ? double.NaN : errors[errors.Length / 2];
    }
}
