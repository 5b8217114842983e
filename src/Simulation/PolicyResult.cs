using TidalHall.Core.Queueing;

namespace TidalHall.Simulation;

/// <summary>What a policy brought over many days at one load. Waits in minutes.</summary>
public sealed record PolicyResult
{
    private const int Drawings = 200;

    public required Policy Policy { get; init; }
    public required double Load { get; init; }
    public required double Mean { get; init; }
    public required Interval P50 { get; init; }
    public required Interval P90 { get; init; }
    public required Interval P95 { get; init; }
    public required double Max { get; init; }
    public required Interval GreenP90 { get; init; }
    public required Interval AppointmentP90 { get; init; }
    /// <summary>Of those who have no priority.</summary>
    public required double OrdinaryMean { get; init; }
    /// <summary>By category.</summary>
    public required double[] CategoryMeans { get; init; }
    public required double[] CategoryGreenP90 { get; init; }
    /// <summary>Moves of a tidal window in an hour that the hall is open.</summary>
    public required double MovesPerHour { get; init; }
    /// <summary>Of all, the share that left before it was called, percent.</summary>
    public required double LeftPercent { get; init; }
    /// <summary>By the quarter of an hour in which they came, from opening on: the mean wait; NaN where nobody ever came.</summary>
    public required double[] ByQuarter { get; init; }
    /// <summary>The mean of a day less that of the same day under the first policy.</summary>
    public required Interval Difference { get; init; }

    /// <param name="days">By policy, then by day, as <see cref="Simulator.Run"/> gives them; the first policy is what the others are compared with.</param>
    public static PolicyResult[] Of(SimulatedHall hall, double load, IReadOnlyList<Policy> policies, SimulatedDay[][] days, ulong seed)
    {
        var drawn = Quantiles.Drawings(days[0].Length, Drawings, seed);
        var results = new PolicyResult[policies.Count];
        Parallel.For(0, policies.Count, p => results[p] = Of(hall, load, policies[p], days[p], days[0], drawn));
        return results;
    }

    private static PolicyResult Of(SimulatedHall hall, double load, Policy policy, SimulatedDay[] days, SimulatedDay[] compared, int[][] drawn)
    {
        Interval[] Of(Func<byte, bool> which, params double[] shares) => new Quantiles([.. days.Select(d => d.Waits.Where((_, i) => which(d.Kinds[i])).ToArray())], drawn).Of(shares);
        double Mean(Func<byte, bool> which)
        {
            var (sum, count) = (0.0, 0L);
            foreach (var day in days)
                for (var i = 0; i < day.Waits.Length; i++)
                    if (which(day.Kinds[i])) (sum, count) = (sum + day.Waits[i], count + 1);
            return count == 0 ? 0 : Minutes(sum / count);
        }
        bool Is(byte kind, TicketClass @class) => SimulatedDay.ClassOf(kind) == (int)@class;

        var all = Of(_ => true, 0.5, 0.9, 0.95, 1);
        var categories = Enumerable.Range(0, hall.Categories.Length);
        return new()
        {
            Policy = policy,
            Load = load,
            Mean = Mean(_ => true),
            P50 = all[0],
            P90 = all[1],
            P95 = all[2],
            Max = all[3].Value,
            GreenP90 = Of(k => Is(k, TicketClass.GreenChannel), 0.9)[0],
            AppointmentP90 = Of(k => Is(k, TicketClass.Appointment), 0.9)[0],
            OrdinaryMean = Mean(k => Is(k, TicketClass.Ordinary)),
            CategoryMeans = [.. categories.Select(c => Mean(k => SimulatedDay.CategoryOf(k) == c))],
            CategoryGreenP90 = [.. categories.Select(c => Of(k => SimulatedDay.CategoryOf(k) == c && Is(k, TicketClass.GreenChannel), 0.9)[0].Value)],
            MovesPerHour = policy.Tidal.Length == 0 ? 0 : days.Average(d => d.Moves) / policy.Tidal.Length / (hall.OpenMinutes / 60),
            LeftPercent = 100.0 * days.Sum(d => d.Left) / Math.Max(1, days.Sum(d => d.Waits.Length)),
            ByQuarter = [.. Enumerable.Range(0, days.Max(d => d.Quarters.Count)).Select(q => Minutes(days.Sum(d => d.Quarters.ElementAtOrDefault(q).Waited) / (double)days.Sum(d => d.Quarters.ElementAtOrDefault(q).People)))],
            Difference = Interval.OfMean([.. days.Zip(compared, (day, same) => Minutes(day.Waits.Average() - same.Waits.Average()))]),
        };
    }

    private static double Minutes(double milliseconds) => milliseconds / 60_000;
}
