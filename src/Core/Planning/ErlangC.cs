namespace TidalHall.Core.Planning;

/// <summary>The steady wait before equal windows where everybody stays. One unit of time throughout.</summary>
/// <remarks>M/M/n; with another coefficient of variation the wait is (1 + cv²)/2 of it and exponential still where there is one: exact for one window's mean (Pollaczek and Khinchine), near for more (Lee and Longton 1959).</remarks>
/// <param name="Load">a, erlangs, ≥ 0; from <paramref name="Windows"/> up nobody is ever served in time.</param>
/// <param name="Windows">n, ≥ 0.</param>
/// <param name="Service">s, above 0.</param>
/// <param name="Cv">Of the service, ≥ 0; 1 is exponential.</param>
public readonly record struct ErlangC(double Load, int Windows, double Service, double Cv = 1)
{
    /// <summary>C, the share that waits at all.</summary>
    public double Delayed => Erlang.Delayed(Load, Windows);
    /// <summary>Wq: the mean over all; infinite where the load is no less than the windows.</summary>
    public double Wait => Load >= Windows ? double.PositiveInfinity : Delayed * WhereThereIsOne;
    /// <summary>Lq: how many wait on average.</summary>
    public double Queue => Load == 0 ? 0 : Wait * Load / Service;
    public double Occupancy => Math.Min(1, Load / Windows);

    /// <summary>P(W ≤ t).</summary>
    /// <param name="time">≥ 0.</param>
    public double Within(double time) => Load >= Windows ? 0 : 1 - Delayed * Math.Exp(-time / WhereThereIsOne);

    /// <summary>The wait that a share of all does not exceed.</summary>
    /// <param name="share">0 to 1, not 1.</param>
    public double Quantile(double share) => Math.Max(0, Math.Log(Delayed / (1 - share)) * WhereThereIsOne);

    /// <summary>The mean of those who wait.</summary>
    private double WhereThereIsOne => (1 + Cv * Cv) / 2 * Service / (Windows - Load);

    /// <summary>Wq of M/M/n without a loop (Sakasegawa 1977): exact for one window, between a hundredth low and a fifth high for up to 25 of them from four fifths of their load on: s·ρ^{√(2(n+1))−1}/(n(1−ρ)).</summary>
    /// <param name="load">0 to <paramref name="windows"/>, not that.</param>
    public static double QuickWait(double load, int windows, double service) =>
        service * Math.Pow(load / windows, Math.Sqrt(2 * (windows + 1)) - 1) / (windows - load);
}
