namespace TidalHall.Simulation.RealDays;

/// <summary>What is seen of a queue at one moment: a first guess of the wait by its last 45 minutes, and signs of how far to trust it.</summary>
/// <param name="Guess">Minutes: people waiting × minutes a call.</param>
internal readonly record struct QueueSigns(double Guess, double[] Signs)
{
    internal const int Count = 12;
    /// <summary>Minutes; a shorter wait is not told apart.</summary>
    internal const double Least = 2.5;
    private const int WholeDay = 1_440, Monday = 18 * 60, OtherDays = 16 * 60;

    /// <summary>Of the sight at an index; uses nothing after it.</summary>
    internal static QueueSigns Of(QueueDay day, int at, QueueHistory history)
    {
        var now = day.Sights[at];
        var usual = history.Gap(now);
        var gap = Gap(day.Sights, at, 45, usual);
        var guess = Math.Max(Least, now.Waiting * gap);
        double Against(double other) => Math.Clamp(Math.Log(other / gap), -2, 2);
        // Around 10 people and 4.5 minutes a call, so that weights do not lean on one another.
        var (people, pace) = (Math.Log(Math.Max(1, now.Waiting)) - 2.3, Math.Log(gap) - 1.5);
        // Offices close at 16:00, on Mondays at 18:00, and hurry before.
        var left = Math.Clamp(Math.Log(Math.Max(5, (day.Date.DayOfWeek is DayOfWeek.Monday ? Monday : OtherDays) - now.Time) / guess), -2, 1);
        return new(guess,
        [
            1, Against(Gap(day.Sights, at, 20, usual)), Against(Gap(day.Sights, at, 90, usual)), Against(Gap(day.Sights, at, WholeDay, usual)), Against(usual), Against(GapOfLast(day.Sights, at, usual) ?? gap),
            people, people * people, pace, pace * people, left, left * left,
        ]);
    }

    /// <summary>Minutes a call over the last so many minutes, while people waited; one call as usual is mixed in.</summary>
    private static double Gap(QueueSight[] sights, int at, int minutes, double usual)
    {
        var (calls, passed) = (0, 0);
        for (var i = at; i > 0 && sights[at].Time - sights[i].Time < minutes; i--)
        {
            var (before, after) = (sights[i - 1], sights[i]);
            // The first number of a day may be any: it is one call.
            var called = after.Called < 0 ? 0 : before.Called < 0 ? 1 : Math.Max(0, after.Called - before.Called);
            if (before.Waiting > 0 || called > 0) (calls, passed) = (calls + called, passed + after.Time - before.Time);
        }
        return (passed + usual) / (calls + 1);
    }

    /// <summary>Minutes a call over the wait of whoever was called last: his wait by how many were there when he came.</summary>
    private static double? GapOfLast(QueueSight[] sights, int at, double usual)
    {
        var number = sights[at].Called;
        if (number < 0) return null;
        var came = Array.FindIndex(sights, 0, at + 1, s => s.Called >= 0 && s.Called + s.Waiting >= number);
        var called = at;
        while (called > 0 && sights[called - 1].Called >= number) called--;
        return came >= 0 && sights[called].Time > sights[came].Time ? (sights[called].Time - sights[came].Time + usual) / (Math.Max(1, sights[came].Waiting) + 1) : null;
    }
}
