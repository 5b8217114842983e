using TidalHall.Core.Waiting;

namespace TidalHall.Core.Planning;

/// <summary>Windows by the square root: n = a + β√a, and what share waits then in a large hall (Halfin and Whitt 1981).</summary>
public static class SquareRoot
{
    /// <summary>Whole windows for a load, at least 1.</summary>
    /// <param name="load">a, erlangs, ≥ 0.</param>
    /// <param name="beta">Spare windows in roots of the load.</param>
    public static int FirstGuess(double load, double beta) => Math.Max(1, (int)Math.Ceiling(load + beta * Math.Sqrt(load)));

    /// <summary>The share that waits: 1/(1 + βΦ(β)/φ(β)).</summary>
    /// <param name="beta">Above 0.</param>
    public static double Delayed(double beta) => 1 / (1 + beta * Normal.Below(beta) / Normal.Density(beta));

    /// <summary>Parts windows that share skills into primaries, each category's spare ones by the root of its load.</summary>
    /// <param name="loads">Erlangs by category, each ≥ 0.</param>
    /// <param name="total">At least one for each category with a load.</param>
    public static int[] Split(IReadOnlyList<double> loads, int total)
    {
        var beta = (total - loads.Sum()) / loads.Sum(Math.Sqrt);
        int[] windows = [.. loads.Select(a => a > 0 ? 1 : 0)];
        for (var left = total - windows.Sum(); left > 0; left--)
            windows[Enumerable.Range(0, windows.Length).MaxBy(c => loads[c] + beta * Math.Sqrt(loads[c]) - windows[c])]++;
        return windows;
    }
}
