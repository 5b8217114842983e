using TidalHall.Core.Waiting;

namespace TidalHall.Core.Planning;

/// <summary>How long one takes at the window: log-normal, as counters of this kind measure it.</summary>
/// <param name="Mean">Minutes, walk and those who do not come included, above 0.</param>
/// <param name="Cv">≥ 0; 0: all take the same.</param>
public readonly record struct ServiceTime(double Mean, double Cv)
{
    /// <summary>Of counters of this kind.</summary>
    public const double UsualCv = 0.8;

    /// <summary>P(Sₑ > x): how likely one who is at the window stays longer than x; Sₑ is the excess of S.</summary>
    /// <remarks>Φ((µ + σ² − ln x)/σ) − (x/s)·Φ((µ − ln x)/σ), σ² = ln(1 + cv²), µ = ln s − σ²/2.</remarks>
    public double StaysOver(double minutes)
    {
        if (minutes <= 0) return 1;
        // Also of a coefficient too small to matter, which would be divided by.
        if (Math.Log(1 + Cv * Cv) is var variance && variance == 0) return Math.Max(0, 1 - minutes / Mean);
        var (sigma, mu) = (Math.Sqrt(variance), Math.Log(Mean) - variance / 2);
        return Normal.Below((mu + variance - Math.Log(minutes)) / sigma) - minutes / Mean * Normal.Below((mu - Math.Log(minutes)) / sigma);
    }

    /// <summary>Several kinds of matters as one: their mean and how far apart they are.</summary>
    /// <param name="kinds">How many come for each, and how long each takes.</param>
    public static ServiceTime Of(IReadOnlyCollection<(double People, ServiceTime Law)> kinds)
    {
        var people = kinds.Sum(k => k.People);
        var mean = kinds.Sum(k => k.People * k.Law.Mean) / people;
        var square = kinds.Sum(k => k.People * k.Law.Mean * k.Law.Mean * (1 + k.Law.Cv * k.Law.Cv)) / people;
        return new(mean, Math.Sqrt(Math.Max(0, square / (mean * mean) - 1)));
    }
}
