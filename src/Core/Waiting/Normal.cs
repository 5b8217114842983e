namespace TidalHall.Core.Waiting;

/// <summary>The normal law of mean 0 and deviation 1.</summary>
public static class Normal
{
    private const double Low = 0.02425;

    /// <summary>The value that a share of all lie below (P. J. Acklam's rational form, within 1.2e−9 of it relatively).</summary>
    /// <param name="share">0 to 1, neither of them.</param>
    public static double Quantile(double share)
    {
        if (share > 1 - Low) return -Quantile(1 - share);
        if (share < Low)
        {
            var t = Math.Sqrt(-2 * Math.Log(share));
            return (((((-7.784894002430293e-03 * t - 3.223964580411365e-01) * t - 2.400758277161838) * t - 2.549732539343734) * t + 4.374664141464968) * t + 2.938163982698783)
                / ((((7.784695709041462e-03 * t + 3.224671290700398e-01) * t + 2.445134137142996) * t + 3.754408661907416) * t + 1);
        }
        var (q, r) = (share - 0.5, (share - 0.5) * (share - 0.5));
        return (((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r + 1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239) * q
            / (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r + 6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1);
    }

    /// <summary>The share above a value: half of erfc(z/√2), by the Chebyshev form of Numerical Recipes, within 1.2e−7 of it relatively, far out too.</summary>
    public static double Above(double z)
    {
        var x = Math.Abs(z) / Math.Sqrt(2);
        var t = 1 / (1 + 0.5 * x);
        var half = 0.5 * t * Math.Exp(-x * x - 1.26551223 + t * (1.00002368 + t * (0.37409196 + t * (0.09678418 + t * (-0.18628806
            + t * (0.27886807 + t * (-1.13520398 + t * (1.48851587 + t * (-0.82215223 + t * 0.17087277)))))))));
        return z >= 0 ? half : 1 - half;
    }

    public static double Density(double z) => Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>The share below a value by its series (Marsaglia 2004), to the last digits in the middle; far out <see cref="Above"/> is nearer.</summary>
    public static double Below(double z)
    {
        if (Math.Abs(z) > 8) return z > 0 ? 1 : 0;
        var (sum, before, term) = (z, 0.0, z);
        for (var i = 3; sum != before; i += 2)
        {
            before = sum;
            sum += term *= z * z / i;
        }
        return 0.5 + sum * Density(z);
    }
}
