using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation.Tests;

/// <summary>Halls that textbooks have formulas for: Poisson arrivals, exponential services, a minute the mean service, run through the very day and floor of the product.</summary>
internal static class Steady
{
    internal const double Minute = 60_000;
    private const int Seeds = 10;

    /// <summary>A floor of equal windows that serve one category and all classes.</summary>
    /// <param name="slopes">Of each class, the ordinary one first: minutes that stand in for the target.</param>
    /// <param name="promises">Of each class but the ordinary one; smaller goes first once due, which is at once.</param>
    internal static Policy Floor(int windows, double[] slopes, double[]? promises = null)
    {
        FloorClass[] classes = [default, .. slopes.Skip(1).Select((s, i) => new FloorClass(promises is null ? double.PositiveInfinity : promises[i], s * Minute))];
        var all = (1U << slopes.Length) - 1;
        return new("steady", "steady", new([new(slopes[0] * Minute, Minute)], classes, [.. Enumerable.Range(0, windows).Select(_ => (Skill[])[new(0, all, 1)])], 0, double.PositiveInfinity), 1);
    }

    /// <summary>The mean wait of each class in services, each with its 99 % interval over ten seeds, the first tenth dropped; last the mean of all.</summary>
    /// <param name="loads">Of a window, by class.</param>
    internal static Interval[] Waits(Policy policy, double[] loads, int customers)
    {
        var means = new double[Seeds][];
        Parallel.For(0, Seeds, seed =>
        {
            var draws = new Draws((ulong)seed + 11);
            var rate = loads.Sum() * policy.Floor.Windows.Length;
            var (at, came) = (0.0, new List<Arrival>(customers));
            for (var i = 0; i < customers; i++)
            {
                at += draws.Exponential() / rate;
                var (u, k) = (draws.Uniform() * loads.Sum(), 0);
                while (k < loads.Length - 1 && u >= loads[k]) u -= loads[k++];
                came.Add(new((long)(at * Minute), (long)(at * Minute), 0, k, Math.Max(1, (long)(draws.Exponential() * Minute))));
            }
            var outcomes = new List<Outcome>(customers);
            new DayRun(policy, new() { Categories = [], Weights = [] }).Run(came, outcomes);
            var kept = outcomes.Where(o => o.Who >= customers / 10).ToList();
            means[seed] = [.. Enumerable.Range(0, loads.Length).Select(k => kept.Where(o => o.Class == k).Average(o => o.Wait) / Minute), kept.Average(o => o.Wait) / Minute];
        });
        return [.. Enumerable.Range(0, loads.Length + 1).Select(k => Interval.OfMean([.. means.Select(m => m[k])], 0.99))];
    }
}
