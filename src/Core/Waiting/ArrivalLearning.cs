using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Waiting;

/// <summary>Who comes to a hall: by category, weekday and half-hour, the last weeks most; and how today goes against that.</summary>
/// <remarks>Half-life 8 weeks; today's factor (α + N)/(α + E), N came, E expected, α = 28: a day's coefficient of variation of 0.19.</remarks>
internal sealed class ArrivalLearning
{
    private const int HalfHours = 48;
    private const double Kept = 0.917, Alpha = 28, Minute = 60_000;
    private static readonly double[] UsualClasses = [17, 2, 1];

    private readonly Dictionary<(CategoryId, DayOfWeek), (double[] Came, double Days)> _usual = [];
    private readonly Dictionary<CategoryId, double[]> _today = [];
    private readonly double[] _classes = [.. UsualClasses];
    private (double Minutes, double Count) _early;
    private DateOnly? _day;

    internal void Came(CategoryId category, TicketClass @class, DateTime local, double earlyMinutes)
    {
        if (!_today.TryGetValue(category, out var today)) _today[category] = today = new double[HalfHours];
        today[local.Hour * 2 + local.Minute / 30]++;
        _classes[(int)@class]++;
        if (@class is TicketClass.Appointment) _early = (_early.Minutes + earlyMinutes, _early.Count + 1);
    }

    /// <summary>Another day begins: the one before goes into what is usual.</summary>
    internal void Turn(DateOnly day)
    {
        if (_day is { } before && _today.Count > 0)
            foreach (var category in _today.Keys.Union(_usual.Keys.Where(k => k.Item2 == before.DayOfWeek).Select(k => k.Item1)).ToList())
            {
                var (came, days) = _usual.GetValueOrDefault((category, before.DayOfWeek), (new double[HalfHours], 0));
                var today = _today.GetValueOrDefault(category) ?? new double[HalfHours];
                _usual[(category, before.DayOfWeek)] = ([.. came.Zip(today, (c, t) => Kept * c + t)], Kept * days + 1);
            }
        _today.Clear();
        _day = day;
    }

    /// <summary>Who is still to come, over the hours that are looked ahead.</summary>
    internal ExpectedArrivals From(HallMap map, FloorMap floor, long tick, DateTimeOffset at)
    {
        var local = map.Local(at);
        var slot = local.Hour * 2 + local.Minute / 30;
        var begin = tick - (long)((local.Minute % 30 + local.Second / 60.0) * Minute);
        var slots = (int)(DrawnWaits.Horizon / ExpectedArrivals.Slot) + 1;
        var open = Enumerable.Range(0, slots).Select(n => map.IsOpenAt(at.AddMinutes(30 * n))).ToArray();
        double[][] perMinute = [.. Enumerable.Range(0, slots).Select(n => (double[])[.. floor.CategoryIds.Select(c => open[n] ? PerMinute(c, local, slot, (slot + n) % HalfHours) : 0)])];
        var all = _classes.Sum();
        return new(begin, perMinute, [.. _classes.Select(c => c / all)], [0, _early.Count == 0 ? 0 : (long)(_early.Minutes / _early.Count * Minute), 0]);
    }

    private double PerMinute(CategoryId category, DateTime local, int now, int slot)
    {
        var today = _today.GetValueOrDefault(category);
        if (!_usual.TryGetValue((category, local.DayOfWeek), out var usual) || usual.Days < 1)
            // A weekday never seen: as it went in the last hour or so.
            return today is null ? 0 : (today[now] + today[Math.Max(0, now - 1)]) / (30 + local.Minute % 30 + 1);
        var expected = usual.Came.Take(now).Sum() / usual.Days;
        return usual.Came[slot] / usual.Days / 30 * (Alpha + (today?.Take(now).Sum() ?? 0)) / (Alpha + expected);
    }
}
