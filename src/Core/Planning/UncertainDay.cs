using TidalHall.Core.Waiting;

namespace TidalHall.Core.Planning;

/// <summary>How far a day's load may lie off its forecast: a log-normal factor with mean 1.</summary>
/// <param name="Cv">Of the factor, ≥ 0.</param>
public readonly record struct UncertainDay(double Cv)
{
    /// <summary>A hall of .06 and categories of .18, as measured.</summary>
    public static readonly UncertainDay Usual = new(0.19);
    private const double Step = 0.25, Widest = 6;

    /// <summary>E[f·share(f)]/E[f]: a share of people over all days, busy days counting by their people.</summary>
    /// <param name="share">Of those who come on a day with this factor.</param>
    public double OverAll(Func<double, double> share)
    {
        if (Cv == 0) return share(1);
        var sigma = Math.Sqrt(Math.Log(1 + Cv * Cv));
        var (sum, people) = (0.0, 0.0);
        for (var z = -Widest; z <= Widest; z += Step)
        {
            var factor = Math.Exp(sigma * z);
            var weight = Normal.Density(z) * factor;
            (sum, people) = (sum + weight * share(factor * Math.Exp(-sigma * sigma / 2)), people + weight);
        }
        return sum / people;
    }
}
