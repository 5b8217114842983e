using TidalHall.Core.Halls;
using TidalHall.Core.History;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Planning;

/// <summary>What a day will bring, from the days behind it: arrivals by category, weekday and half-hour, and how long services take.</summary>
/// <remarks>A day counts half as much for every eight weeks that it is older. A weekday leans on the mean of all days as on one day of its own, so that one seen seldom is not believed too much.</remarks>
public static class Forecast
{
    private const double HalfLifeDays = 56, Shrink = 20, NoShow = 1, Enough = 30;
    private const long HalfHour = OfferedLoad.HalfHour * 60_000L, Minute = 60_000;
    private const int Most = 3_000;

    /// <param name="days">That are over; days on which nobody came do not count.</param>
    /// <param name="plan">The hall as it is now: categories it has no more are left out.</param>
    /// <returns>Without categories where nothing is known or the hall is shut that weekday.</returns>
    public static DayLoad Of(IReadOnlyCollection<RecordedDay> days, HallPlan plan, DateOnly date)
    {
        var known = days.Where(d => d.Waits.Count > 0).ToList();
        var shut = plan.Hours.Length > 0 && plan.Hours.All(h => !h.Days.Contains(date.DayOfWeek));
        if (known.Count == 0 || shut) return new(default, []);
        var first = (int)Math.Max(0, known.Min(d => d.Waits.Min(w => w.At)) / HalfHour);
        var last = (int)known.Max(d => d.Waits.Max(w => w.At)) / HalfHour;
        var all = known.Select(d => (Day: d, Weight: Math.Pow(0.5, Math.Max(0, date.DayNumber - d.Date.DayNumber) / HalfLifeDays))).ToList();
        var waits = known.SelectMany(d => d.Waits).ToList();
        return new(new TimeOnly(first * HalfHour * TimeSpan.TicksPerMillisecond % TimeSpan.TicksPerDay),
        [
            .. plan.Categories.Where(c => waits.Any(w => w.Category == c.Id)).Select(c => new CategoryLoad(c.Id, PeopleOf(c.Id), ServiceOf(plan, c.Id, waits))),
        ])
        {
            Green = waits.Count(w => w.Class is TicketClass.GreenChannel) / (double)waits.Count,
        };

        double[] PeopleOf(CategoryId category)
        {
            var (usual, its, weights, weight) = (new double[last - first + 1], new double[last - first + 1], 0.0, 0.0);
            foreach (var (day, w) in all)
            {
                var same = day.Date.DayOfWeek == date.DayOfWeek;
                (weights, weight) = (weights + w, weight + (same ? w : 0));
                foreach (var wait in day.Waits.Where(x => x.Category == category && x.At >= 0))
                {
                    usual[(int)(wait.At / HalfHour) - first] += w;
                    if (same) its[(int)(wait.At / HalfHour) - first] += w;
                }
            }
            return [.. its.Select((sum, h) => (sum + usual[h] / weights) / (weight + 1))];
        }
    }

    /// <summary>The mean shrunk towards the hall file's minutes by as many as twenty services, those who did not come as a minute each.</summary>
    private static ServiceTime ServiceOf(HallPlan plan, CategoryId category, List<RecordedWait> waits)
    {
        var items = plan.Items.Where(i => i.Category == category).ToList();
        double[] minutes = [.. waits.Where(w => w.Category == category && w.Called is not null).TakeLast(Most).Select(w => w.Service == 0 ? NoShow : w.Service / (double)Minute)];
        var prior = items.Count == 0 ? 10 : items.Average(i => i.Minutes) + Caseload.Walk;
        var mean = (Shrink * prior + minutes.Sum()) / (Shrink + minutes.Length);
        if (minutes.Length < Enough) return new(mean, ServiceTime.UsualCv);
        var own = minutes.Average();
        return new(mean, Math.Clamp(Math.Sqrt(minutes.Average(m => (m - own) * (m - own))) / own, 0.2, 2));
    }
}
