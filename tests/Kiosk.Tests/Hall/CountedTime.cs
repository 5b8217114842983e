using Microsoft.Extensions.Time.Testing;

namespace TidalHall.Tests;

/// <summary>A clock of tests that knows how many timers are set.</summary>
internal sealed class CountedTime(DateTimeOffset now) : FakeTimeProvider(now)
{
    private int _timers;

    public int Timers => Volatile.Read(ref _timers);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Interlocked.Increment(ref _timers);
        return new Counted(this, base.CreateTimer(callback, state, dueTime, period));
    }

    private sealed class Counted(CountedTime time, ITimer timer) : ITimer
    {
        private int _gone;

        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _gone, 1) == 0) Interlocked.Decrement(ref time._timers);
            timer.Dispose();
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
