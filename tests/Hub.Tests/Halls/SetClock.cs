namespace TidalHall.Hub.Tests.Halls;

/// <summary>A wall clock that somebody can set, beside an axis and timers that go on as they were.</summary>
internal sealed class SetClock(TimeProvider axis) : TimeProvider
{
    /// <summary>By how much it has been set in all.</summary>
    public TimeSpan By { get; set; }

    public override DateTimeOffset GetUtcNow() => axis.GetUtcNow() + By;
    public override long TimestampFrequency => axis.TimestampFrequency;
    public override long GetTimestamp() => axis.GetTimestamp();
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => axis.CreateTimer(callback, state, dueTime, period);
}
