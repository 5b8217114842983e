using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Halls;

/// <summary>The hall's own axis: milliseconds that never fall, across restarts too, beside the wall clock that people set.</summary>
internal sealed class HallTime
{
    /// <summary>How far the two may part before it is an event.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(5);

    private readonly TimeProvider _time;
    private readonly long _stampAtStart;
    private readonly long _tickAtStart;
    private DateTimeOffset _wallAtStart;

    /// <param name="hall">As it was when the hub went; the axis goes on where it stood, and on by what the wall clock says has passed.</param>
    public HallTime(TimeProvider time, HallState hall)
    {
        _time = time;
        (_wallAtStart, _stampAtStart) = (time.GetUtcNow(), time.GetTimestamp());
        var away = hall.Sequence > 0 ? _wallAtStart - hall.At : TimeSpan.Zero;
        _tickAtStart = hall.Tick + Math.Max(0, (long)away.TotalMilliseconds);
        // Set back while the hub was away: told at the first look.
        if (away < -Step) _wallAtStart = hall.At;
    }

    public DateTimeOffset Now => _time.GetUtcNow();

    /// <param name="least">The tick of the newest event.</param>
    public long Tick(long least) => Math.Max(least, _tickAtStart + (long)_time.GetElapsedTime(_stampAtStart).TotalMilliseconds);

    /// <summary>By how much the wall clock was set since the last look; null when it was not. Told once.</summary>
    public TimeSpan? TakeStep()
    {
        var step = _time.GetUtcNow() - _wallAtStart - _time.GetElapsedTime(_stampAtStart);
        if (step.Duration() <= Step) return null;
        _wallAtStart += step;
        return step;
    }
}
