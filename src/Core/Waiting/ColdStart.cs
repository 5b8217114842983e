using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>The wait told before a hall has learnt its own: Gamma quantiles by Wilson and Hilferty (1931).</summary>
/// <remarks>Mean M = (q+1)·s/n·r, variance V = (q+1)·(s·cv/n)²·r², k = M²/V, quantile M·(1 − 1/(9k) + z/(3√k))³ with z of the normal law; 0 for p50.</remarks>
public static class ColdStart
{
    /// <summary>The coefficient of variation of service times, from counters of this kind.</summary>
    public const double ServiceCv = 0.8;

    /// <param name="ahead">Tickets that go first, ≥ 0.</param>
    /// <param name="serviceMinutes">Expected service, above 0.</param>
    /// <param name="desks">Windows that serve, ≥ 1.</param>
    public static ToldWait Tell(int ahead, double serviceMinutes, int desks) =>
        Telling.Of(Quantile(ahead, serviceMinutes, desks, 1, 0.5), Quantile(ahead, serviceMinutes, desks, 1, 0.9));

    /// <summary>The wait that a share of all stay within, in minutes.</summary>
    /// <param name="pace">r, how long waits have been against (q+1)·s/n: see <see cref="Pace"/>; 1 before anybody knows.</param>
    /// <param name="share">0 to 1, neither of them.</param>
    public static double Quantile(int ahead, double serviceMinutes, int desks, double pace, double share)
    {
        // Nobody ahead and somebody free: the walk is all there is, yet a desk may be busy.
        var mean = (ahead + 1) * serviceMinutes / desks * pace;
        var shape = (ahead + 1) / (ServiceCv * ServiceCv);
        return mean * Math.Pow(Math.Max(0, 1 - 1 / (9 * shape) + Normal.Quantile(share) / (3 * Math.Sqrt(shape))), 3);
    }
}
