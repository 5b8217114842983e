namespace TidalHall.Hub.Agents;

/// <summary>The machine's time as it would be had nobody set its clock since the start: for how long something may take, never for people.</summary>
internal sealed class SteadyTime(TimeProvider machine) : TimeProvider
{
    private readonly DateTimeOffset _wall = machine.GetUtcNow();
    private readonly long _stamp = machine.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => _wall + machine.GetElapsedTime(_stamp);
    public override long TimestampFrequency => machine.TimestampFrequency;
    public override long GetTimestamp() => machine.GetTimestamp();
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => machine.CreateTimer(callback, state, dueTime, period);
}
