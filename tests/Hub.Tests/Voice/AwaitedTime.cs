using Microsoft.Extensions.Time.Testing;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>Time that tells whether somebody waits for it: moved before that, the move is lost.</summary>
internal sealed class AwaitedTime : FakeTimeProvider
{
    private int _waiting;

    public bool IsAwaited => Volatile.Read(ref _waiting) > 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var over = 0;
        void Over() { if (Interlocked.Exchange(ref over, 1) == 0) Interlocked.Decrement(ref _waiting); }
        var timer = base.CreateTimer(told => { Over(); callback(told); }, state, dueTime, period);
        // Only now: time moved between the reckoning of the delay and the arming would be lost.
        Interlocked.Increment(ref _waiting);
        return new Timer(timer, Over);
    }

    private sealed class Timer(ITimer inner, Action over) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(dueTime, period);

        public void Dispose()
        {
            over();
            inner.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            over();
            return inner.DisposeAsync();
        }
    }
}
