namespace TidalHall.Simulation;

/// <summary>What one day under one policy leaves for the figures.</summary>
/// <param name="Waits">Milliseconds, in the order of the calls.</param>
/// <param name="Kinds">Of each wait: category and class, see <see cref="KindOf"/>.</param>
public sealed record SimulatedDay(int[] Waits, byte[] Kinds, int Moves)
{
    /// <summary>How many left before they were called.</summary>
    public int Left { get; init; }

    private const int Classes = 4;

    /// <summary>One number for category and class.</summary>
    public static byte KindOf(int category, int @class) => (byte)(category * Classes + @class);
    public static int CategoryOf(byte kind) => kind / Classes;
    public static int ClassOf(byte kind) => kind % Classes;
}

/// <summary>Many days under many policies: each day is drawn once and run under all of them, on all cores.</summary>
public static class Simulator
{
    /// <returns>By policy, then by day: the same for a seed however many threads there are.</returns>
    /// <param name="dayDone">Told once a day from any thread.</param>
    public static SimulatedDay[][] Run(SimulatedHall hall, Arrivals arrivals, int days, IReadOnlyList<Policy> policies, ParallelOptions options, Action? dayDone = null)
    {
        SimulatedDay[][] all = [.. policies.Select(_ => new SimulatedDay[days])];
        Parallel.For(0, days, options, day =>
        {
            var came = arrivals.Of(day);
            var outcomes = new List<Outcome>(came.Count);
            for (var p = 0; p < policies.Count; p++)
            {
                outcomes.Clear();
                var run = new DayRun(policies[p], hall);
                run.Run(came, outcomes);
                all[p][day] = new([.. outcomes.Select(o => (int)o.Wait)], [.. outcomes.Select(o => SimulatedDay.KindOf(o.Category, o.Class))], run.Moves.Count);
            }
            dayDone?.Invoke();
        });
        return all;
    }
}
