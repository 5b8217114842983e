using System.Diagnostics;
using System.Globalization;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Waiting;
using TidalHall.Simulation;

namespace TidalHall.Benchmarks.Dispatch;

/// <summary>What one decision costs: a window chooses, its ticket leaves and another joins, with many waiting and many windows. Then what the simulator runs on one core.</summary>
internal static class DispatchFigures
{
    private const int Waiting = 2_000, Windows = 200, Categories = 40, Helps = 4, Classes = 3, Calls = 400_000, Days = 200;
    private const long Minute = 60_000;

    public static void Print()
    {
        Decide(Calls / 10);
        var (times, bytes) = Decide(Calls);
        var empty = Enumerable.Range(0, Calls).Select(_ => { var at = Stopwatch.GetTimestamp(); return Stopwatch.GetTimestamp() - at; }).Order().ElementAt(Calls / 2);
        Line($"choose + leave + join, {Waiting} waiting, {Windows} windows, {Categories} categories, {Helps + 1} of them a window: p50 {Micro(times[Calls / 2])} µs, p99 {Micro(times[Calls * 99 / 100])} µs, {(double)bytes / Calls:0.00} bytes a call; reading the clock, included: {Micro(empty)} µs");
        Full(Calls / 20);
        var full = Full(Calls / 2);
        Line($"the whole hall, {FullHall.Waiting} waiting, {FullHall.Windows} windows: decide + apply one call, grounds and all: p50 {Micro(full[full.Length / 2])} µs, p99 {Micro(full[full.Length * 99 / 100])} µs");
        Simulate(20);
        var (tickets, seconds) = Simulate(Days);
        Line($"simulator, reference hall at .85, chain and tide, one core: {tickets / seconds / 1e6:0.0} million tickets a second ({tickets} tickets)");
    }

    private static (long[] Times, long Bytes) Decide(int calls)
    {
        var draws = new Draws(1);
        int Any(int of) => (int)(draws.Uniform() * of);
        Skill[] Of(int primary) => [new(primary, 0b111, 1), .. Enumerable.Range(1, Helps).Select(i => new Skill((primary + i) % Categories, 0b111, 0.5))];
        var floor = new Floor(new(
            [.. Enumerable.Range(0, Categories).Select(_ => new FloorCategory(20 * Minute, 10 * Minute))],
            [default, new(10 * Minute, 15 * Minute), new(8 * Minute, 8 * Minute)],
            [.. Enumerable.Range(0, Windows).Select(w => Of(w % Categories))], 0.5, 60 * Minute));
        void Join(long now)
        {
            var (category, @class) = (Any(Categories), Any(Classes));
            floor.Join(floor.LineOf(category, @class), category, @class, now, now);
        }
        for (var i = 0; i < Waiting; i++) Join(i * 1_000);
        var times = new long[calls];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
        {
            var (window, now) = (Any(Windows), (Waiting + i) * 1_000L);
            var at = Stopwatch.GetTimestamp();
            floor.Choose(window, now, hasCredit: (i & 1) == 0, out var choice);
            floor.Leave(choice.Place);
            Join(now);
            times[i] = Stopwatch.GetTimestamp() - at;
        }
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        Array.Sort(times);
        return (times, bytes);
    }

    private static long[] Full(int calls)
    {
        var (hall, times) = (new FullHall(), new long[calls]);
        for (var i = 0; i < calls; i++)
        {
            var window = i % FullHall.Windows;
            var at = Stopwatch.GetTimestamp();
            hall.Call(window);
            times[i] = Stopwatch.GetTimestamp() - at;
            hall.Refill(window);
        }
        Array.Sort(times);
        return times;
    }

    private static (int Tickets, double Seconds) Simulate(int days)
    {
        var arrivals = new Arrivals(ReferenceHall.Hall, 0.85, ReferenceHall.Windows, 7);
        var drawn = Enumerable.Range(0, days).Select(arrivals.Of).ToList();
        var (outcomes, tickets, began) = (new List<Outcome>(), 0, Stopwatch.GetTimestamp());
        foreach (var day in drawn)
        {
            outcomes.Clear();
            new DayRun(Policies.ChainTide, ReferenceHall.Hall).Run(day, outcomes);
            tickets += outcomes.Count;
        }
        return (tickets, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static string Micro(long ticks) => (ticks * 1e6 / Stopwatch.Frequency).ToString("0.00", CultureInfo.InvariantCulture);
    private static void Line(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
