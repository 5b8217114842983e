namespace TidalHall.Core.Waiting;

/// <summary>Who is still to come: how many a minute by category and half-hour, and of which classes.</summary>
public sealed class ExpectedArrivals
{
    /// <summary>Milliseconds that one rate holds for.</summary>
    public const long Slot = 30 * 60_000;

    private readonly long _begin;
    private readonly double[][] _until;
    private readonly double[] _classes;
    private readonly long[] _early;

    /// <param name="begin">The tick at which the first half-hour begins.</param>
    /// <param name="perMinute">By half-hour from there, then by category; before and after nobody comes.</param>
    /// <param name="classes">The share of each class, summing to 1.</param>
    /// <param name="early">Milliseconds that one of a class comes before his wait counts: those who are booked.</param>
    public ExpectedArrivals(long begin, double[][] perMinute, double[] classes, long[] early)
    {
        (_begin, _classes, _early) = (begin, classes, early);
        _until = [.. perMinute.Select(Summed)];
    }

    /// <summary>Nobody comes any more.</summary>
    public static ExpectedArrivals None { get; } = new(0, [], [1], [0]);

    /// <summary>The next one after a time.</summary>
    /// <returns>When, of which category and class, and from when his wait counts; <see cref="long.MaxValue"/> where nobody comes any more.</returns>
    internal (long At, int Category, int Class, long Ref) Next(Draws draws, long after)
    {
        var at = Math.Max(after, _begin);
        for (var slot = (at - _begin) / Slot; slot < _until.Length; slot++, at = _begin + slot * Slot)
        {
            var until = _until[slot];
            if (until[^1] <= 0) continue;
            // A rate holds to the end of its half-hour; what would come later is drawn anew from there.
            var gap = draws.Exponential() / until[^1] * 60_000;
            if (at + gap >= _begin + (slot + 1) * Slot) continue;
            at += (long)gap;
            var (category, @class) = (Among(until, draws.Uniform() * until[^1]), ClassOf(draws.Uniform()));
            return (at, category, @class, at + _early[@class]);
        }
        return (long.MaxValue, 0, 0, 0);
    }

    /// <summary>How many a minute of a category come at a time.</summary>
    internal double PerMinute(int category, long at)
    {
        var slot = (at - _begin) / Slot;
        return at < _begin || slot >= _until.Length ? 0 : _until[slot][category] - (category == 0 ? 0 : _until[slot][category - 1]);
    }

    private static double[] Summed(double[] rates)
    {
        var sum = 0.0;
        return [.. rates.Select(r => sum += r)];
    }

    private static int Among(double[] until, double u)
    {
        var at = 0;
        while (at < until.Length - 1 && u >= until[at]) at++;
        return at;
    }

    private int ClassOf(double u)
    {
        var at = 0;
        for (; at < _classes.Length - 1 && u >= _classes[at]; at++) u -= _classes[at];
        return at;
    }
}
