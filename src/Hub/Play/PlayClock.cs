namespace TidalHall.Hub.Play;

/// <summary>A hall's clock that stands at a given instant until it is set going, and then runs faster than the wall's, with all its timers.</summary>
/// <param name="start">What it shows before <see cref="Begin"/>.</param>
/// <param name="speed">Hall seconds in a real second, 1 to 600.</param>
internal sealed class PlayClock(DateTimeOffset start, double speed, TimeProvider real) : TimeProvider
{
    private const long Standing = long.MinValue;
    private long _begin = Standing;

    /// <summary>Sets it going: once the hub listens, so that a slow start takes nothing from the day.</summary>
    public void Begin() => Interlocked.CompareExchange(ref _begin, real.GetTimestamp(), Standing);

    public override DateTimeOffset GetUtcNow() => start + Passed;
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;
    public override long GetTimestamp() => Passed.Ticks;
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(real.CreateTimer(callback, state, Real(dueTime), Real(period)), this);

    private TimeSpan Passed => Interlocked.Read(ref _begin) is var begin && begin == Standing ? TimeSpan.Zero : real.GetElapsedTime(begin) * speed;

    // Whole milliseconds, rounded up: the machine's timers cut off the rest, and at this speed that is most of a second too early.
    private TimeSpan Real(TimeSpan hall) => hall == Timeout.InfiniteTimeSpan || hall == TimeSpan.Zero ? hall : TimeSpan.FromMilliseconds(Math.Ceiling(hall.TotalMilliseconds / speed));

    private sealed class Timer(ITimer inner, PlayClock clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Real(dueTime), clock.Real(period));
        public void Dispose() => inner.Dispose();
        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
