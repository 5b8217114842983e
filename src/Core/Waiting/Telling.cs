using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>What people are told of a wait: whole minutes, above twenty whole fives; p50 the nearest, p90 rounded up.</summary>
public static class Telling
{
    /// <summary>Up to this many minutes waits are told in minutes, above it in fives.</summary>
    public const double InMinutes = 20;

    /// <param name="p50">Minutes, ≥ 0.</param>
    /// <param name="p90">Minutes; less than <paramref name="p50"/> counts as that.</param>
    public static ToldWait Of(double p50, double p90)
    {
        var about = p50 <= InMinutes ? Math.Max(p50 > 0 ? 1 : 0, Math.Round(p50)) : Math.Round(p50 / 5) * 5;
        return new(about, Math.Max(about, p90 <= InMinutes ? Math.Ceiling(Math.Max(0, p90)) : UpToFive(p90)));
    }

    private static double UpToFive(double minutes) => Math.Ceiling(minutes / 5) * 5;
}
