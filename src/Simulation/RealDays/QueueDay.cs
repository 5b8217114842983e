namespace TidalHall.Simulation.RealDays;

/// <summary>What a queue's board said at one moment.</summary>
/// <param name="Time">Minutes from midnight by the office's own clock.</param>
/// <param name="Open">Counters allowed to serve it; a counter may serve several queues.</param>
/// <param name="Called">The last number called; −1 where none was shown.</param>
/// <param name="Service">Minutes a person as the office states them, 0 where it does not.</param>
public readonly record struct QueueSight(int Time, int Open, int Waiting, int Called, double Service);

/// <summary>How long the last in line waited in truth: longer than <paramref name="Low"/> and not longer than <paramref name="High"/> minutes; both −1: never called that day.</summary>
public readonly record struct TrueWait(int Low, int High)
{
    public bool WasCalled => High >= 0;
    public double Middle => (Low + High) / 2.0;
}

/// <summary>One queue on one day.</summary>
/// <param name="HasOddClock">Its clock showed another day, or ran backward.</param>
/// <param name="Truths">By the index of the sight.</param>
public sealed record QueueDay(DateOnly Date, string Office, int Queue, QueueSight[] Sights, bool HasOddClock, IReadOnlyDictionary<int, TrueWait> Truths)
{
    /// <summary>10:00: a queue that gave its last ticket by then had only so many places for the day.</summary>
    public const int Morning = 600;
    private const int Still = 2;

    /// <summary>It stopped giving tickets in the morning and then only shrank. Known in hindsight.</summary>
    public bool EndedEarly { get; } = Shrinks(Sights);

    private static bool Shrinks(QueueSight[] sights)
    {
        // People leave and numbers are skipped, so a step or two is no new ticket.
        var (most, at) = (0, -1);
        foreach (var s in sights)
            if (s.Called >= 0 && s.Called + s.Waiting > most + (most == 0 ? 0 : Still)) (most, at) = (s.Called + s.Waiting, s.Time);
        return at >= 0 && at < Morning && sights.Any(s => s.Time >= Morning + 30 && s.Waiting > 0);
    }
}
