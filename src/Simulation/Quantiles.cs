namespace TidalHall.Simulation;

/// <summary>Quantiles of the waits of many days pooled, with an interval by drawing days anew: waits of one day hang together, days do not.</summary>
public sealed class Quantiles
{
    private readonly int[] _waits, _days;
    private readonly int[][] _drawn;

    /// <param name="days">Milliseconds, by day.</param>
    /// <param name="drawn">How often each day comes in each new drawing, see <see cref="Drawings"/>.</param>
    public Quantiles(IReadOnlyList<int[]> days, int[][] drawn)
    {
        _waits = [.. days.SelectMany(d => d)];
        _days = [.. days.SelectMany((d, n) => Enumerable.Repeat(n, d.Length))];
        Array.Sort(_waits, _days);
        _drawn = drawn;
    }

    /// <summary>Drawings of as many days as there are, with return.</summary>
    public static int[][] Drawings(int days, int drawings, ulong seed)
    {
        var draws = new Draws(seed);
        return [.. Enumerable.Range(0, drawings).Select(_ =>
        {
            var times = new int[days];
            for (var d = 0; d < days; d++) times[(int)(draws.Uniform() * days)]++;
            return times;
        })];
    }

    /// <summary>Minutes.</summary>
    /// <param name="shares">Rising, each 0 to 1.</param>
    public Interval[] Of(params double[] shares)
    {
        if (_waits.Length == 0) return [.. shares.Select(_ => default(Interval))];
        double[][] anew = [.. _drawn.Select(times => At(shares, times))];
        var (low, high) = ((int)(0.025 * anew.Length), anew.Length - 1 - (int)(0.025 * anew.Length));
        return [.. shares.Select((p, i) =>
        {
            double[] sorted = [.. anew.Select(q => q[i]).Order()];
            return new Interval(Minutes(_waits[(int)(p * (_waits.Length - 1))]), sorted[low], sorted[high]);
        })];
    }

    private double[] At(double[] shares, int[] times)
    {
        var total = 0L;
        foreach (var day in _days) total += times[day];
        var found = new double[shares.Length];
        var (next, seen) = (0, 0L);
        for (var i = 0; i < _waits.Length && next < shares.Length; i++)
            for (seen += times[_days[i]]; next < shares.Length && seen > shares[next] * (total - 1); next++) found[next] = Minutes(_waits[i]);
        return found;
    }

    private static double Minutes(int milliseconds) => milliseconds / 60_000.0;
}
