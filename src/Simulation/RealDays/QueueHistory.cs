namespace TidalHall.Simulation.RealDays;

/// <summary>How fast a queue was called on earlier days, by half-hour, while people waited.</summary>
internal sealed class QueueHistory
{
    private const int HalfHours = 48, Ahead = 3;
    private const double AllWeight = 8, HourWeight = 6, LeastGap = 1.5, MostGap = 12, OfEarlier = 0.3;
    /// <summary>Two sights further apart say nothing of the calls between them.</summary>
    private const int Together = 15;

    private readonly double[] _calls = new double[HalfHours], _minutes = new double[HalfHours];

    /// <summary>Minutes from call to call that were usual from a time of day on, over two hours; the office's own figure stands in while little is known.</summary>
    internal double Gap(in QueueSight now)
    {
        var stated = now.Service is > 0 and < 60 && now.Open > 0 ? now.Service / now.Open : 6;
        var all = (_minutes.Sum() + AllWeight * Math.Clamp(stated, LeastGap, MostGap)) / (_calls.Sum() + AllWeight);
        var (calls, minutes) = (0.0, 0.0);
        for (var n = -1; n <= Ahead; n++)
        {
            var (hour, weight) = (Math.Clamp(now.Time / 30 + n, 0, HalfHours - 1), n < 0 ? OfEarlier : 1);
            (calls, minutes) = (calls + weight * _calls[hour], minutes + weight * _minutes[hour]);
        }
        return (minutes + HourWeight * all) / (calls + HourWeight);
    }

    /// <summary>A day is over.</summary>
    internal void Add(QueueDay day)
    {
        foreach (var (before, after) in day.Sights.Zip(day.Sights.Skip(1)))
        {
            if (before.Waiting == 0 || before.Called < 0 || after.Called < before.Called || after.Time - before.Time is <= 0 or > Together) continue;
            var hour = Math.Clamp(before.Time / 30, 0, HalfHours - 1);
            _calls[hour] += after.Called - before.Called;
            _minutes[hour] += after.Time - before.Time;
        }
    }
}
