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
    private readonly double _alpha, _median;

    private Calibration(double alpha, double median) =>
        (_alpha, _median) = (Math.Clamp(alpha, LeastAlpha, MostAlpha) - 0.1, Math.Clamp(median, LeastMedian, MostMedian) - 0.5);

    /// <summary>α: p90 is the source's 1 − α, 0.01 to 0.5.</summary>
    public double Alpha => 0.1 + _alpha;
    /// <summary>What the source is asked for as p50, 0.2 to 0.8, and not above p90's.</summary>
    public double Median => Math.Min(0.5 + _median, Share90);
    public double Share90 => 1 - Alpha;

    /// <summary>What is told of a source, given its quantiles.</summary>
    /// <param name="quantile">Minutes, by share; rising.</param>
    public ToldWait Tell(Func<double, double> quantile) => Telling.Of(quantile(Median), quantile(Share90));

    /// <summary>He was called.</summary>
    /// <param name="waited">Minutes from when he was told.</param>
    public Calibration After(ToldWait told, double waited) =>
        new(Alpha + Step * (0.1 - (waited > told.P90Minutes ? 1 : 0)), 0.5 + _median + Step * ((waited > told.P50Minutes ? 1 : 0) - 0.5));

    /// <summary>He left, or did not come: he would have waited at least so long.</summary>
    public Calibration AfterAtLeast(ToldWait told, double waited) =>
        new(waited > told.P90Minutes ? Alpha - Step * 0.9 : Alpha, waited > told.P50Minutes ? 0.5 + _median + Step * 0.5 : 0.5 + _median);
}
