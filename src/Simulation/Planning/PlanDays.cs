using TidalHall.Core.Planning;
using TidalHall.Core.Queueing;

namespace TidalHall.Simulation.Planning;

/// <summary>Days as a load expects them, drawn once for every plan that is tried on them.</summary>
internal sealed class PlanDays
{
    private const double Minute = 60_000;
    private const int Fewest = 60, Most = 300, People = 400_000;

    /// <param name="numbers">Of the load's categories on the floor.</param>
    internal PlanDays(DayLoad load, int[] numbers, ulong seed)
    {
        var days = Math.Clamp((int)(People / Math.Max(1, load.Categories.Sum(c => c.PerDay))), Fewest, Most);
        All = [.. Enumerable.Range(0, days).Select(day => Draw(load, numbers, new(seed * 1_000_003 + (ulong)day)))];
    }

    internal List<Arrival>[] All { get; }

    private static List<Arrival> Draw(DayLoad load, int[] numbers, Draws draws)
    {
        var all = new List<Arrival>();
        for (var c = 0; c < load.Categories.Length; c++)
        {
            var (category, factor) = (load.Categories[c], draws.LogNormal(1, load.Day.Cv));
            for (var h = 0; h < load.HalfHours; h++)
            {
                var rate = category.People[h] * factor / OfferedLoad.HalfHour;
                if (rate == 0) continue;
                for (var t = h * OfferedLoad.HalfHour + draws.Exponential() / rate; t < (h + 1) * OfferedLoad.HalfHour; t += draws.Exponential() / rate)
                {
                    var @class = draws.Uniform() < load.Green ? TicketClass.GreenChannel : TicketClass.Ordinary;
                    var service = Math.Max(1, (long)(draws.LogNormal(category.Service.Mean, category.Service.Cv) * Minute));
                    all.Add(new((long)(t * Minute), (long)(t * Minute), numbers[c], (int)@class, service));
                }
            }
        }
        all.Sort((a, b) => a.At.CompareTo(b.At));
        return all;
    }
}
