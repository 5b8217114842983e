using TidalHall.Core.Halls;

namespace TidalHall.Core.Planning;

/// <summary>When those of a day come, as shares of its open time: known for one hall, laid over the hours of another.</summary>
/// <param name="Weights">Relative arrivals in equal parts of the open time.</param>
public sealed record DayShape(double[] Weights)
{
    /// <summary>The half-hours of <c>halls/days/ordinary.csv</c>, 09:00 to 17:00: real moments of two offices, see the note beside it.</summary>
    public static readonly DayShape Ordinary = new([120, 80, 97, 116, 109, 117, 118, 98, 104, 101, 103, 117, 84, 79, 36, 21]);
    /// <summary>For a hall that is open round the clock.</summary>
    private static readonly OpenHours OfficeHours = new(Enum.GetValues<DayOfWeek>(), new(9, 0), new(17, 0));

    /// <summary>The share of a day's people in each half-hour from the first open one to the last, and when that first one begins. Together 1; empty on a day off.</summary>
    public (TimeOnly Begin, double[] Shares) Over(HallPlan plan, DayOfWeek day)
    {
        OpenHours[] hours = [.. (plan.Hours.Length == 0 ? [OfficeHours] : plan.Hours).Where(h => h.Days.Contains(day))];
        int[] open = [.. Enumerable.Range(0, 1_440).Where(m => hours.Any(h => h.Contains(day, Minute(m))))];
        if (open.Length == 0) return (default, []);
        var first = open[0] / OfferedLoad.HalfHour;
        var shares = new double[open[^1] / OfferedLoad.HalfHour - first + 1];
        for (var i = 0; i < open.Length; i++) shares[open[i] / OfferedLoad.HalfHour - first] += Weights[i * Weights.Length / open.Length];
        var all = shares.Sum();
        return (Minute(first * OfferedLoad.HalfHour), [.. shares.Select(s => s / all)]);
    }

    private static TimeOnly Minute(int minute) => new(minute / 60, minute % 60);
}
