using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>Which shares a source is asked for, so that half of all wait less than p50 and nine in ten less than p90, whatever the source gets wrong.</summary>
/// <remarks>Adaptive conformal inference (Gibbs and Candès 2021), for both quantiles. One for each category and class. What was told is scored, rounding included. News come late, by a wait.</remarks>
public readonly record struct Calibration
{
    /// <summary>γ, how much one wait moves a share.</summary>
    public const double Step = 0.01;
    private const double LeastAlpha = 0.01, MostAlpha = 0.5, LeastMedian = 0.2, MostMedian = 0.8;
    // What differs from the start, so that default is the start.
    private readonly double _alpha, _short, _long;

    private Calibration(double alpha, double @short, double @long) =>
        (_alpha, _short, _long) = (Math.Clamp(alpha, LeastAlpha, MostAlpha) - 0.1, Math.Clamp(@short, LeastMedian, MostMedian) - 0.5, Math.Clamp(@long, LeastMedian, MostMedian) - 0.5);

    /// <summary>α: p90 is the source's 1 − α, 0.01 to 0.5.</summary>
    public double Alpha => 0.1 + _alpha;
    /// <summary>What the source is asked for as p50, 0.2 to 0.8, and not above p90's: of waits told in minutes, and of those told in fives, which are long and learn more slowly.</summary>
    public double Median => Math.Min(0.5 + _short, Share90);
    /// <inheritdoc cref="Median"/>
    public double MedianOfLong => Math.Min(0.5 + _long, Share90);
    public double Share90 => 1 - Alpha;

    /// <summary>What is told of a source, given its quantiles.</summary>
    /// <param name="quantile">Minutes, by share; rising.</param>
    public ToldWait Tell(Func<double, double> quantile) => Tell(quantile, static (of, share) => of(share));

    /// <inheritdoc cref="Tell(Func{double, double})"/>
    /// <param name="source">Handed to <paramref name="quantile"/>, which then needs nothing made for it: every ticket is told a wait.</param>
    /// <param name="quantile">Minutes, by share; rising.</param>
    public ToldWait Tell<TSource>(in TSource source, Func<TSource, double, double> quantile)
    {
        var p50 = quantile(source, Median);
        // What is long is told in fives, so that what came of it moves the share that it was told by.
        if (Telling.IsInFives(p50)) p50 = Math.Max(quantile(source, MedianOfLong), Telling.LeastInFives);
        return Telling.Of(p50, quantile(source, Share90));
    }

    /// <summary>He was called.</summary>
    /// <param name="waited">Minutes from when he was told.</param>
    public Calibration After(ToldWait told, double waited) =>
        new Calibration(Alpha + Step * (0.1 - (waited > told.P90Minutes ? 1 : 0)), 0.5 + _short, 0.5 + _long).Moved(told, waited > told.P50Minutes ? Step / 2 : -Step / 2);

    /// <summary>He left, or did not come: he would have waited at least so long.</summary>
    public Calibration AfterAtLeast(ToldWait told, double waited) =>
        new Calibration(waited > told.P90Minutes ? Alpha - Step * 0.9 : Alpha, 0.5 + _short, 0.5 + _long).Moved(told, waited > told.P50Minutes ? Step / 2 : 0);

    private Calibration Moved(ToldWait told, double by) => Telling.IsInFives(told.P50Minutes) ? new(Alpha, 0.5 + _short, 0.5 + _long + by) : new(Alpha, 0.5 + _short + by, 0.5 + _long);
}
