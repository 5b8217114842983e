using Microsoft.Extensions.Time.Testing;
using TidalHall.Hub.Play;

namespace TidalHall.Hub.Tests.Play;

/// <summary>The clock of a played day: it stands until the hub listens, then runs at the speed with its timers.</summary>
public sealed class PlayClockSpecs
{
    private static readonly DateTimeOffset Opening = new(2026, 3, 2, 0, 55, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _real = new();
    private readonly PlayClock _clock;

    public PlayClockSpecs() => _clock = new(Opening, 60, _real);

    [Fact]
    public void A_start_that_takes_its_time_takes_none_from_the_day()
    {
        _real.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(Opening, _clock.GetUtcNow());
        _clock.Begin();
        Assert.Equal(Opening, _clock.GetUtcNow());
    }

    [Fact]
    public void Set_going_it_runs_at_its_speed_and_a_second_word_changes_nothing()
    {
        _clock.Begin();
        var begun = _clock.GetTimestamp();
        _real.Advance(TimeSpan.FromSeconds(2));
        _clock.Begin();
        Assert.Equal(Opening.AddMinutes(2), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromMinutes(2), _clock.GetElapsedTime(begun));
    }

    [Fact]
    public void A_wait_of_its_minute_is_a_second()
    {
        _clock.Begin();
        var waits = Task.Delay(TimeSpan.FromMinutes(1), _clock, TestContext.Current.CancellationToken);
        _real.Advance(TimeSpan.FromMilliseconds(999));
        Assert.False(waits.IsCompleted);
        _real.Advance(TimeSpan.FromMilliseconds(1));
        Assert.True(waits.IsCompletedSuccessfully);
    }
}
