namespace TidalHall.Core.Planning;

/// <summary>The normal law with mean 0 and deviation 1.</summary>
internal static class Gauss
{
    internal static double Density(double x) => Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI);

    /// <summary>Φ by its series (Marsaglia 2004), exact to the last digits.</summary>
    internal static double Below(double x)
    {
        if (Math.Abs(x) > 8) return x > 0 ? 1 : 0;
        var (sum, before, term) = (x, 0.0, x);
        for (var i = 3; sum != before; i += 2)
        {
            before = sum;
            sum += term *= x * x / i;
        }
        return 0.5 + sum * Density(x);
    }
}
