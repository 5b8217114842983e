using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>The wait told before a hall has learnt its own: Gamma quantiles by Wilson and Hilferty (1931).</summary>
/// <remarks>Mean M = (q+1)·s/n, variance V = (q+1)·(s·cv/n)², k = M²/V, quantile M·(1 − 1/(9k) + z/(3√k))³ with z = 0 for p50 and 1.2816 for p90.</remarks>
public static class ColdStart
{
    /// <summary>The coefficient of variation of service times, from counters of this kind.</summary>
    public const double ServiceCv = 0.8;
    private const double Z90 = 1.2816;

    /// <param name="ahead">Tickets that go first, ≥ 0.</param>
    /// <param name="serviceMinutes">Expected service, above 0.</param>
    /// <param name="desks">Windows that serve, ≥ 1.</param>
    public static ToldWait Tell(int ahead, double serviceMinutes, int desks)
    {
        // Nobody ahead and somebody free: the walk is all there is, yet a desk may be busy.
        var mean = (ahead + 1) * serviceMinutes / desks;
        var shape = (ahead + 1) / (ServiceCv * ServiceCv);
        return new(Round(mean * Cube(1 - 1 / (9 * shape))), Round(mean * Cube(1 - 1 / (9 * shape) + Z90 / (3 * Math.Sqrt(shape)))));
    }

    /// <summary>What people are told: whole minutes, and whole fives above a quarter of an hour, never too little.</summary>
    private static double Round(double minutes) => minutes <= 15 ? Math.Ceiling(minutes) : Math.Ceiling(minutes / 5) * 5;

    private static double Cube(double x) => x * x * x;
}
