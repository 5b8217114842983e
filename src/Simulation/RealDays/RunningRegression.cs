namespace TidalHall.Simulation.RealDays;

/// <summary>A linear regression that learns from one observation after another: recursive least squares with a ridge, and old ones slowly forgotten.</summary>
/// <param name="signs">How many signs there are.</param>
/// <param name="ridge">How many observations of size 1 the beginning, all weights 0, is worth; above 0.</param>
/// <param name="kept">What is kept of all earlier ones at each new one, 0 to 1.</param>
/// <param name="most">An error counts as this at most: some waits have causes that no sign shows.</param>
internal sealed class RunningRegression(int signs, double ridge, double kept, double most)
{
    private readonly double[] _weights = new double[signs], _gain = new double[signs];
    private readonly double[,] _spread = Diagonal(signs, 1 / ridge);

    internal double Tell(ReadOnlySpan<double> x)
    {
        var sum = 0.0;
        for (var i = 0; i < x.Length; i++) sum += _weights[i] * x[i];
        return sum;
    }

    internal void Learn(ReadOnlySpan<double> x, double value)
    {
        var (error, scale) = (Math.Clamp(value - Tell(x), -most, most), kept);
        for (var i = 0; i < x.Length; i++)
        {
            _gain[i] = 0;
            for (var j = 0; j < x.Length; j++) _gain[i] += _spread[i, j] * x[j];
            scale += x[i] * _gain[i];
        }
        for (var i = 0; i < x.Length; i++)
        {
            _weights[i] += _gain[i] / scale * error;
            for (var j = 0; j < x.Length; j++) _spread[i, j] = (_spread[i, j] - _gain[i] * _gain[j] / scale) / kept;
        }
    }

    private static double[,] Diagonal(int n, double value)
    {
        var all = new double[n, n];
        for (var i = 0; i < n; i++) all[i, i] = value;
        return all;
    }
}
