using TidalHall.Core.Halls;

namespace TidalHall.Core.Planning;

/// <summary>How many windows of each category are open in each half-hour of a day.</summary>
/// <param name="Windows">By category of the load, then by half-hour.</param>
public sealed record WindowPlan(DayLoad Load, WaitTarget Target, int[][] Windows)
{
    /// <summary>Below this load a category has no window in a half-hour: nobody is expected.</summary>
    private const double Nobody = 0.02;

    /// <summary>The most that a category has open at once.</summary>
    public int Peak(int category) => Windows[category].Max();
    public int At(int halfHour) => Windows.Sum(w => w[halfHour]);
    /// <summary>The most that all have open at once, and when: what lies between it and the sum of the peaks, tidal windows can do.</summary>
    public (int Windows, int HalfHour) Busiest => Enumerable.Range(0, Load.HalfHours).Select(h => (At(h), h)).MaxBy(p => p.Item1);

    /// <summary>By formula: the load over time, over uncertain days, for each group of categories that share skills.</summary>
    /// <param name="groups">Categories of the load, by index, that help each other; each in one group.</param>
    public static WindowPlan Of(DayLoad load, WaitTarget target, IReadOnlyList<int[]> groups)
    {
        double[][] peaks = [.. load.Categories.Select(c => OfferedLoad.Peaks(c.People, c.Service))];
        int[][] windows = [.. load.Categories.Select(_ => new int[load.HalfHours])];
        foreach (var group in groups)
            for (var h = 0; h < load.HalfHours; h++)
            {
                double[] loads = [.. group.Select(c => peaks[c][h] < Nobody ? 0 : peaks[c][h])];
                if (loads.Sum() == 0) continue;
                var law = ServiceTime.Of([.. group.Select((c, i) => (loads[i] / load.Categories[c].Service.Mean, load.Categories[c].Service))]);
                var total = Math.Max(loads.Count(a => a > 0), WindowsNeeded.For(loads.Sum(), law, target, load.Day));
                foreach (var (i, n) in SquareRoot.Split(loads, total).Index()) windows[group[i]][h] = n;
            }
        return new(load, target, windows);
    }

    /// <summary>Categories of a load that help each other, directly or by way of others: by index.</summary>
    public static IReadOnlyList<int[]> GroupsOf(HallPlan plan, DayLoad load)
    {
        int[] group = [.. Enumerable.Range(0, load.Categories.Length)];
        bool Helps(int a, int b) => plan.Windows.Any(w => w.Category == load.Categories[a].Category && w.Helps.Contains(load.Categories[b].Category));
        for (var a = 0; a < group.Length; a++)
            for (var b = a + 1; b < group.Length; b++)
                if (group[a] != group[b] && Helps(a, b) && Helps(b, a)) group = [.. group.Select(g => g == group[b] ? group[a] : g)];
        return [.. group.Select((g, c) => (g, c)).GroupBy(p => p.g, p => p.c).Select(g => g.ToArray())];
    }
}
