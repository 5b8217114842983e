namespace TidalHall.Simulation;

/// <summary>What one day under one policy leaves for the figures.</summary>
/// <param name="Waits">Milliseconds, in the order of the calls.</param>
/// <param name="Kinds">Of each wait: category and class, see <see cref="KindOf"/>.</param>
public sealed record SimulatedDay(int[] Waits, byte[] Kinds, int Moves)
{
    /// <summary>How many left before they were called.</summary>
    public int Left { get; init; }
    /// <summary>Of those who came in each quarter of an hour: how long they waited together, milliseconds, and how many they were.</summary>
    public IReadOnlyList<(long Waited, int People)> Quarters { get; init; } = [];

    internal static SimulatedDay Of(List<Outcome> outcomes, List<Arrival> came, int moves)
    {
        var quarters = new (long Waited, int People)[came.Count == 0 ? 0 : came[^1].At / Quarter + 1];
        foreach (var o in outcomes)
        {
            ref var quarter = ref quarters[Math.Max(0, came[o.Who].At / Quarter)];
            quarter = (quarter.Waited + o.Wait, quarter.People + 1);
        }
        return new([.. outcomes.Select(o => (int)o.Wait)], [.. outcomes.Select(o => KindOf(o.Category, o.Class))], moves) { Left = outcomes.Count(o => o.HasLeft), Quarters = quarters };
    }

    private const int Classes = 4;
    internal const long Quarter = 15 * 60_000;

    /// <summary>One number for category and class.</summary>
    public static byte KindOf(int category, int @class) => (byte)(category * Classes + @class);
    public static int CategoryOf(byte kind) => kind / Classes;
    public static int ClassOf(byte kind) => kind % Classes;
}

/// <summary>A day to be run under several policies.</summary>
/// <param name="Came">By time.</param>
/// <param name="Roster">Null: every window is open and all are as quick.</param>
public sealed record DayToRun(List<Arrival> Came, Roster? Roster, IReadOnlyList<Policy> Policies);

/// <summary>Many days under many policies: each day is drawn once and run under all of them, on all cores.</summary>
public static class Simulator
{
    /// <returns>By policy, then by day: the same for a seed however many threads there are.</returns>
    /// <param name="dayDone">Told once a day from any thread.</param>
    public static SimulatedDay[][] Run(SimulatedHall hall, Arrivals arrivals, int days, IReadOnlyList<Policy> policies, ParallelOptions options, Action? dayDone = null) =>
        Run(hall, day => new(arrivals.Of(day), arrivals.RosterOf(day), policies), days, policies.Count, options, dayDone);

    /// <summary>Days that each have policies of their own, the same number for all.</summary>
    public static SimulatedDay[][] Run(SimulatedHall hall, Func<int, DayToRun> dayOf, int days, int policies, ParallelOptions options, Action? dayDone = null)
    {
        SimulatedDay[][] all = [.. Enumerable.Range(0, policies).Select(_ => new SimulatedDay[days])];
        Parallel.For(0, days, options, number =>
        {
            var day = dayOf(number);
            var outcomes = new List<Outcome>(day.Came.Count);
            for (var p = 0; p < policies; p++)
            {
                outcomes.Clear();
                var run = new DayRun(day.Policies[p], hall, day.Roster);
                run.Run(day.Came, outcomes);
                all[p][number] = SimulatedDay.Of(outcomes, day.Came, run.Moves.Count);
            }
            dayDone?.Invoke();
        });
        return all;
    }
}
