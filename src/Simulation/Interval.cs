namespace TidalHall.Simulation;

/// <summary>A figure, and where the true one lies 95 times in 100.</summary>
public readonly record struct Interval(double Value, double Low, double High)
{
    public double HalfWidth => (High - Low) / 2;

    /// <summary>The mean of independent figures, by Student's t.</summary>
    /// <param name="values">At least two, else there is no interval and its ends are no numbers.</param>
    /// <param name="confidence">0 to 1, neither of them.</param>
    public static Interval OfMean(IReadOnlyList<double> values, double confidence = 0.95)
    {
        var mean = values.Average();
        if (values.Count < 2) return new(mean, double.NaN, double.NaN);
        var deviation = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1));
        var half = Student((1 + confidence) / 2, values.Count - 1) * deviation / Math.Sqrt(values.Count);
        return new(mean, mean - half, mean + half);
    }

    /// <summary>The quantile of Student's t by its expansion around the normal one (Abramowitz and Stegun 26.7.5): within 1 % from 5 degrees of freedom on.</summary>
    internal static double Student(double p, int freedom)
    {
        double z = Normal(p), z2 = z * z, n = freedom;
        return z * (1 + (z2 + 1) / (4 * n) + ((5 * z2 + 16) * z2 + 3) / (96 * n * n) + (((3 * z2 + 19) * z2 + 17) * z2 - 15) / (384 * n * n * n)
            + ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / (92160 * n * n * n * n));
    }

    /// <summary>The quantile of the normal law above the middle (Abramowitz and Stegun 26.2.23): within 0.00045.</summary>
    private static double Normal(double p)
    {
        var t = Math.Sqrt(-2 * Math.Log(1 - p));
        return t - (2.515517 + 0.802853 * t + 0.010328 * t * t) / (1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t * t * t);
    }
}
