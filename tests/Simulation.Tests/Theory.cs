namespace TidalHall.Simulation.Tests;

/// <summary>Waits that are proved of queues with classes.</summary>
internal static class Theory
{
    /// <summary>Strict priority, the first class first (Cobham 1954): W₀/((1 − σ of those before)(1 − σ with his own)).</summary>
    /// <param name="started">W₀: what is left of the services that have begun.</param>
    /// <param name="loads">Of a window, by class.</param>
    internal static double[] Cobham(double started, params double[] loads) =>
        [.. loads.Select((own, k) => loads.Take(k).Sum() is var before ? started / ((1 - before) * (1 - before - own)) : 0)];

    /// <summary>Each wait weighed by its class's slope (Kleinrock 1964; Stanford, Taylor and Ziedins 2014).</summary>
    internal static double[] Accumulating(double started, double[] loads, double[] slopes)
    {
        var waits = new double[loads.Length];
        foreach (var k in Enumerable.Range(0, loads.Length).OrderBy(k => slopes[k]))
        {
            var (slower, faster) = (0.0, 0.0);
            for (var i = 0; i < loads.Length; i++)
                if (slopes[i] < slopes[k]) slower += loads[i] * waits[i] * (1 - slopes[i] / slopes[k]);
                else if (slopes[i] > slopes[k]) faster += loads[i] * (1 - slopes[k] / slopes[i]);
            waits[k] = (started / (1 - loads.Sum()) - slower) / (1 - faster);
        }
        return waits;
    }
}
