using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>What people are told of a wait: whole minutes, above twenty whole fives; p50 the nearest, p90 rounded up.</summary>
public static class Telling
{
    /// <summary>Up to this many minutes waits are told in minutes, above it in fives.</summary>
    public const double InMinutes = 20;
    /// <summary>The least p50 that is told in fives and is not also told in minutes.</summary>
    public const double LeastInFives = 25;
    private const double Five = 5;

    /// <param name="p50">Minutes, ≥ 0.</param>
    /// <param name="p90">Minutes; less than <paramref name="p50"/> counts as that.</param>
    public static ToldWait Of(double p50, double p90)
    {
        var about = p50 <= InMinutes ? Math.Max(p50 > 0 ? 1 : 0, Math.Round(p50)) : InFives(p50);
        return new(about, Math.Max(about, p90 <= InMinutes ? Math.Ceiling(Math.Max(0, p90)) : UpToFive(p90)));
    }

    /// <summary>Whether a p50, of a source or as told, is told in fives: from 22.5 minutes on, for what is nearer to twenty is told as twenty.</summary>
    public static bool IsInFives(double p50) => p50 > InMinutes && InFives(p50) > InMinutes;

    private static double InFives(double minutes) => Math.Round(minutes / Five) * Five;
    private static double UpToFive(double minutes) => Math.Ceiling(minutes / Five) * Five;
}
