using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation.Tests;

/// <summary>The ways to move tidal windows that ours is compared with.</summary>
public sealed class OtherTideSpecs
{
    private const long Minute = 60_000;
    private static readonly TidalWindow[] OneWindow = [new(0, 0, [0, 1])];
    private readonly Floor _floor = new(new([new(20 * Minute, 10 * Minute), new(20 * Minute, 10 * Minute)], [default], [[new(0, 1, 1)]], 0.5, 60 * Minute));

    private int[] Join(int category, int people, long at) => [.. Enumerable.Range(0, people).Select(n => _floor.Join(_floor.LineOf(category, 0), category, 0, at, n))];

    [Fact]
    public void Plain_limits_open_above_twenty_waiting_and_close_below()
    {
        var tide = new ThresholdTide(new(), OneWindow);
        var places = Join(1, 20, 0);
        Assert.Null(tide.Propose(_floor, Minute));
        Join(1, 1, Minute);
        var move = tide.Propose(_floor, Minute)!.Value;
        Assert.Equal((0, 0, 1), (move.Window, move.From, move.To));
        tide.Order(move, Minute);
        Assert.Null(tide.Propose(_floor, 2 * Minute));
        _floor.Leave(places[0]);
        Assert.Equal((1, 0), (tide.Propose(_floor, 3 * Minute)!.Value.From, tide.Propose(_floor, 3 * Minute)!.Value.To));
    }

    [Fact]
    public void Plain_limits_open_for_one_who_has_waited_more_than_thirty_minutes()
    {
        Join(1, 1, 0);
        var tide = new ThresholdTide(new(), OneWindow);
        Assert.Null(tide.Propose(_floor, 30 * Minute));
        Assert.Equal(1, tide.Propose(_floor, 31 * Minute)!.Value.To);
    }

    [Fact]
    public void Somebody_who_moves_windows_by_feel_looks_on_the_hour_and_sees_three_times_as_many()
    {
        Join(0, 2, 0);
        Join(1, 6, 0);
        var tide = new HourlyTide(OneWindow);
        Assert.Null(tide.Propose(_floor, 60 * Minute));
        Join(1, 1, 0);
        Assert.Null(tide.Propose(_floor, 59 * Minute));
        Assert.Equal(1, tide.Propose(_floor, 60 * Minute)!.Value.To);
    }

    [Fact]
    public void A_day_on_which_somebody_is_never_called_is_refused()
    {
        var nobody = new Policy("none", "none", new([new(Minute, Minute)], [default], [[]], 0.5, Minute), 0.5);
        var tidal = nobody with { Tide = () => new HourlyTide([new(0, 0, [0])]) };
        foreach (var policy in (Policy[])[nobody, tidal])
            Assert.Equal("Under \"none\" somebody waits whom no window calls.", Assert.Throws<NobodyCallsException>(() => new DayRun(policy, ReferenceHall.Hall).Run([new(0, 0, 0, 0, Minute)], [])).Message);
    }
}
