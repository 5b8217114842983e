using CsCheck;
using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation.Tests;

/// <summary>Windows that are shut for a while, clerks that differ and people who leave.</summary>
public sealed class RosterSpecs
{
    private const long Minute = 60_000;
    private static readonly SimulatedHall Hall = new() { Categories = [], Weights = [], NoShowCost = 1 };
    private static readonly Policy TwoWindows = new("two", "two", new([new(20 * Minute, 10 * Minute)], [default], [[new(0, 1, 1)], [new(0, 1, 1)]], 0.5, 60 * Minute), 0.5);

    private static List<Outcome> Run(Roster roster, params List<Arrival> came)
    {
        var outcomes = new List<Outcome>();
        new DayRun(TwoWindows, Hall, roster).Run(came, outcomes);
        return outcomes;
    }

    private static Arrival At(long minute, long service, long patience = Arrival.Endless) => new(minute * Minute, minute * Minute, 0, 0, service * Minute, Patience: patience);

    [Fact]
    public void A_window_that_shuts_ends_its_visit_and_calls_again_when_it_opens()
    {
        var calls = Run(new([new(0, 5 * Minute, 30 * Minute), new(1, 0, Roster.Never)], []), At(0, 10), At(6, 10), At(8, 10));
        Assert.Equal([(0, 0L), (0, 30L), (0, 40L)], calls.Select(c => (c.Window, c.Called / Minute)));
    }

    [Fact]
    public void Shut_twice_at_once_a_window_opens_after_both()
    {
        var calls = Run(new([new(0, 0, 20 * Minute), new(0, 10 * Minute, 30 * Minute), new(1, 0, Roster.Never)], []), At(5, 1));
        Assert.Equal(30, calls[0].Called / Minute);
    }

    [Fact]
    public void A_slow_clerk_takes_longer_over_the_same_matter()
    {
        var calls = Run(new([], [1.5, 0.5]), At(0, 10), At(0, 10));
        Assert.Equal([15, 5], calls.OrderBy(c => c.Window).Select(c => c.Until / Minute));
    }

    [Fact]
    public void Who_lost_patience_does_not_come_and_costs_the_window_a_minute()
    {
        var calls = Run(new([new(1, 0, Roster.Never)], []), At(0, 30), At(1, 10, patience: 20 * Minute), At(2, 10, patience: 28 * Minute));
        Assert.Equal([(0, false, 0L, 30L), (1, true, 20L, 31L), (2, true, 28L, 32L)], calls.Select(c => (c.Who, c.HasLeft, c.Wait / Minute, c.Until / Minute)));
    }

    private static readonly Gen<(RandomHall Hall, Roster Roster)> Rostered =
        from hall in RandomHall.Halls
        from shut in Gen.Select(Gen.Int[0, hall.Policy.Floor.Windows.Length - 1], Gen.Long[0, 12_000], Gen.Long[1, 4_000], (w, begins, lasts) => new Shut(w, begins * 1_000, (begins + lasts) * 1_000)).List[0, 12]
        select (hall, new Roster(shut, []));

    private static (List<Outcome> Calls, IReadOnlyList<Moved> Moves) Run(RandomHall hall, Roster? roster)
    {
        var (run, calls) = (new DayRun(hall.Policy, Hall, roster), new List<Outcome>());
        run.Run(hall.Came, calls);
        return (calls, run.Moves);
    }

    [Fact]
    public void A_shut_window_calls_nobody_and_everybody_is_called_in_the_end() => Rostered.Sample((hall, roster) =>
    {
        var (calls, moves) = Run(hall, roster);
        Assert.Equal(Enumerable.Range(0, hall.Came.Count), calls.Select(c => c.Who).Order());
        foreach (var call in calls) Assert.DoesNotContain(roster.Shut, s => s.Window == call.Window && s.From <= call.Called && call.Called < s.Until);
        foreach (var window in calls.GroupBy(c => c.Window))
            foreach (var (before, after) in window.OrderBy(c => c.Called).Zip(window.OrderBy(c => c.Called).Skip(1)))
            {
                Assert.True(before.Until <= after.Called);
                Assert.DoesNotContain(moves, m => m.Window == window.Key && m.Begun != Moved.Never && m.Begun > before.Called && m.Begun < before.Until);
            }
    }, iter: 250);

    [Fact]
    public void Nobody_waits_while_an_open_window_that_may_call_him_has_nothing_to_do() => Rostered.Sample((hall, roster) =>
    {
        var (calls, moves) = Run(hall, roster);
        for (var w = 0; w < hall.Policy.Floor.Windows.Length; w++)
        {
            var taken = calls.Where(c => c.Window == w).Select(c => (c.Called, c.Until))
                .Concat(moves.Where(m => m.Window == w && m.Begun != Moved.Never).Select(m => (m.Begun, m.Begun + (long)hall.Policy.Setup.TotalMilliseconds)))
                .Concat(roster.Shut.Where(s => s.Window == w).Select(s => (s.From, s.Until))).Order().Append((long.MaxValue, long.MaxValue));
            var free = 0L;
            foreach (var (from, until) in taken)
            {
                if (free < from && hall.SkillsAt(w, free, moves) is var skills)
                    Assert.DoesNotContain(calls, c => RandomHall.May(skills, c.Category, c.Class) && Math.Max(hall.Came[c.Who].At, free) < Math.Min(c.Called, from));
                free = Math.Max(free, until);
            }
        }
    }, iter: 250);

    [Fact]
    public void With_nothing_shut_the_day_is_as_without_a_roster() => RandomHall.Halls.Sample(hall =>
    {
        var (calls, moves) = Run(hall, new([], []));
        var (without, movesWithout) = Run(hall, null);
        Assert.Equal(without, calls);
        Assert.Equal(movesWithout, moves);
    }, iter: 100);
}
