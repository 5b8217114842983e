using CsCheck;
using TidalHall.Core.Dispatch;
using static TidalHall.Simulation.Tests.RandomHall;

namespace TidalHall.Simulation.Tests;

/// <summary>What holds in every hall on every day, whatever its rules, its windows and who comes.</summary>
public sealed class FloorProperties
{
    private const int Days = 250;
    private const long Hour = 3_600_000;

    private static void Holds(Action<RandomHall, List<Outcome>, IReadOnlyList<Moved>> law) => Halls.Sample(hall =>
    {
        var (calls, moves) = hall.Run();
        law(hall, calls, moves);
    }, iter: Days);

    /// <summary>Each call with those who stood in line then: they are called after it.</summary>
    private static IEnumerable<(Outcome Called, IEnumerable<Outcome> Waiting)> Passed(RandomHall hall, List<Outcome> calls) =>
        calls.Select((called, n) => (called, calls.Skip(n + 1).Where(o => (hall.Came[o.Who].At, o.Who).CompareTo((called.Called, called.Who)) < 0)));

    [Fact]
    public void The_same_day_has_the_same_outcome() => Holds((hall, calls, moves) =>
    {
        var (again, movedAgain) = hall.Run();
        Assert.Equal(calls, again);
        Assert.Equal(moves, movedAgain);
    });

    [Fact]
    public void Everybody_is_called_once_by_a_window_that_may_and_is_free() => Holds((hall, calls, moves) =>
    {
        Assert.Equal(Enumerable.Range(0, hall.Came.Count), calls.Select(c => c.Who).Order());
        foreach (var call in calls)
        {
            Assert.True(May(hall.SkillsAt(call.Window, call.Called, moves), call.Category, call.Class));
            Assert.True(call.Called >= hall.Came[call.Who].At);
        }
        foreach (var window in Busy(hall, calls, moves))
            foreach (var (before, after) in window.Zip(window.Skip(1))) Assert.True(before.Until <= after.From);
    });

    [Fact]
    public void Nobody_waits_while_a_window_that_may_call_him_has_nothing_to_do() => Holds((hall, calls, moves) =>
    {
        foreach (var (busy, window) in Busy(hall, calls, moves).Select((b, w) => (b, w)))
        {
            var free = 0L;
            foreach (var (from, until) in busy.Append((long.MaxValue, long.MaxValue)))
            {
                if (free < from && hall.SkillsAt(window, free, moves) is var skills)
                    Assert.DoesNotContain(calls, c => May(skills, c.Category, c.Class) && Math.Max(hall.Came[c.Who].At, free) < Math.Min(c.Called, from));
                free = until;
            }
        }
    });

    [Fact]
    public void Those_alike_are_called_as_their_waits_began() => Holds((hall, calls, _) =>
    {
        foreach (var (called, waiting) in Passed(hall, calls))
            Assert.DoesNotContain(waiting, o => o.Category == called.Category && o.Class == called.Class && hall.LengthOf(o) == hall.LengthOf(called) && (o.Ref, o.Who).CompareTo((called.Ref, called.Who)) < 0);
    });

    [Fact]
    public void Only_for_a_shorter_visit_is_somebody_overtaken_in_his_line() => Holds((hall, calls, _) =>
    {
        foreach (var (called, waiting) in Passed(hall, calls))
            foreach (var behind in waiting.Where(o => o.Category == called.Category && o.Class == called.Class && o.Ref < called.Ref))
                Assert.True(called.Level is DispatchLevel.Ordinary && hall.LengthOf(called) < hall.LengthOf(behind));
    });

    [Fact]
    public void Nobody_ordinary_who_came_later_goes_before_one_who_has_waited_very_long() => Holds((hall, calls, moves) =>
    {
        foreach (var (called, waiting) in Passed(hall, calls).Where(p => p.Called.Class == 0))
        {
            var skills = hall.SkillsAt(called.Window, called.Called, moves);
            Assert.DoesNotContain(waiting, o => o.Ref < called.Ref && called.Called - o.Ref >= hall.Policy.Floor.Aged && May(skills, o.Category, o.Class));
        }
    });

    [Fact]
    public void One_who_has_waited_very_long_is_called_within_a_bound_number_of_calls() => Holds((hall, calls, _) =>
    {
        var aged = (long)Math.Ceiling(hall.Policy.Floor.Aged);
        foreach (var old in calls.Where(c => c.Class == 0 && c.Wait > aged))
            for (var window = 0; window < hall.Policy.Floor.Windows.Length - hall.Policy.Tidal.Length; window++)
            {
                var skills = hall.Policy.Floor.Windows[window];
                if (!May(skills, old.Category, old.Class)) continue;
                var since = old.Ref + aged;
                var earlier = calls.Count(c => May(skills, c.Category, c.Class) && (c.Ref, c.Who).CompareTo((old.Ref, old.Who)) < 0 && c.Called >= since);
                var before = calls.Count(c => c.Window == window && c.Called >= since && c.Called < old.Called);
                Assert.InRange(before, 0, Math.Ceiling((earlier + 3) / (1 - hall.Policy.Share)));
            }
    });

    [Fact]
    public void A_window_calls_by_promise_no_more_than_its_share_over_waiting_ordinary_people() => Holds((hall, calls, _) =>
    {
        foreach (var window in calls.Where(c => c.OrdinaryWaited).GroupBy(c => c.Window))
        {
            // Over any run of n calls: promised ones less κ·n, at most 2 above its lowest before.
            var (excess, lowest) = (0.0, 0.0);
            foreach (var call in window)
            {
                excess += (call.Level is DispatchLevel.Due ? 1 : 0) - hall.Policy.Share;
                Assert.True(excess - lowest <= 2 + 1e-9);
                lowest = Math.Min(lowest, excess);
            }
        }
    });

    [Fact]
    public void Twice_as_slow_a_hall_does_the_same_in_twice_the_time() => Holds((hall, _, _) =>
    {
        var plan = hall.Policy.Floor;
        // The tide looks once a minute and one who does not come takes a minute: neither scales.
        var came = hall.Came.Select(a => a with { Service = a.Service + 1 }).ToList();
        var still = hall with { Policy = hall.Policy with { Tide = null }, Came = came };
        var slow = still with
        {
            Policy = still.Policy with
            {
                Floor = plan with
                {
                    Categories = [.. plan.Categories.Select(c => c with { Target = c.Target * 2, Service = c.Service * 2, Lead = c.Lead * 2 })],
                    Lengths = [.. plan.Lengths.Select(l => l.Select(s => s * 2).ToArray())],
                    Classes = [.. plan.Classes.Select(c => new FloorClass(c.Promise * 2, c.Slope * 2))],
                    Aged = plan.Aged * 2,
                },
            },
            Came = [.. came.Select(a => a with { At = a.At * 2, Ref = a.Ref * 2, Service = a.Service * 2, Expected = a.Expected * 2 })],
        };
        Assert.Equal(still.Run().Calls.Select(c => c with { Ref = c.Ref * 2, Called = c.Called * 2, Until = c.Until * 2 }), slow.Run().Calls);
    });

    [Fact]
    public void Other_numbers_for_the_categories_change_nothing() => Holds((hall, _, _) =>
    {
        var (plan, last) = (hall.Policy.Floor, hall.Policy.Floor.Categories.Length - 1);
        var still = hall with { Policy = hall.Policy with { Tide = null } };
        var renamed = still with
        {
            Policy = still.Policy with
            {
                Floor = plan with { Categories = [.. plan.Categories.Reverse()], Lengths = [.. plan.Lengths.Reverse()], Windows = [.. plan.Windows.Select(w => (Skill[])[.. w.Select(s => s with { Category = last - s.Category })])] },
            },
            Came = [.. hall.Came.Select(a => a with { Category = last - a.Category })],
        };
        Assert.Equal(still.Run().Calls.Select(c => c with { Category = last - c.Category }), renamed.Run().Calls);
    });

    /// <summary>Where no credit tells windows apart that are alike.</summary>
    [Fact]
    public void The_order_of_the_windows_changes_nobodys_wait() => Holds((hall, _, _) =>
    {
        var still = hall with { Policy = hall.Policy with { Tide = null, Share = 1 } };
        var turned = still with { Policy = still.Policy with { Floor = still.Policy.Floor with { Windows = [.. still.Policy.Floor.Windows.Reverse()] } } };
        Assert.Equal(still.Run().Calls.Select(c => c with { Window = 0 }), turned.Run().Calls.Select(c => c with { Window = 0 }));
    });

    /// <summary>Kleinrock's conservation law, to the millisecond: where all windows serve all and everybody takes as long, a rule decides who waits and never how long all wait together.</summary>
    [Fact]
    public void What_one_waits_less_others_wait_more() => Holds((hall, _, _) =>
    {
        var (plan, all) = (hall.Policy.Floor, (1U << hall.Policy.Floor.Classes.Length) - 1);
        Skill[] everything = [.. Enumerable.Range(0, plan.Categories.Length).Select(c => new Skill(c, all, 1))];
        var pool = plan with { Windows = [.. plan.Windows.Select(_ => everything)] };
        var ours = hall with { Policy = hall.Policy with { Tide = null, Floor = pool }, Came = [.. hall.Came.Select(a => a with { Service = 300_000 })] };
        var inOrder = ours with { Policy = ours.Policy with { Floor = pool with { Classes = [.. plan.Classes.Select(_ => new FloorClass(double.PositiveInfinity, 0))], Aged = 0, ShorterFirst = 0, Lengths = [] } } };
        long Waited(RandomHall of) => of.Run().Calls.Sum(c => c.Called - of.Came[c.Who].At);
        Assert.Equal(Waited(inOrder), Waited(ours));
    });

    [Fact]
    public void With_one_category_and_one_class_who_comes_first_is_called_first() => Plain.Sample(hall =>
    {
        var (calls, _) = (hall with { Policy = hall.Policy with { Floor = hall.Policy.Floor with { ShorterFirst = 0, Lengths = [] } } }).Run();
        Assert.Equal(Enumerable.Range(0, hall.Came.Count), calls.Select(c => c.Who));
    }, iter: Days);

    [Fact]
    public void Those_who_wait_add_up_to_their_waits() => Holds((hall, _, _) =>
    {
        var seen = new List<(long At, int[] Waiting)>();
        var watched = hall with { Policy = hall.Policy with { Tide = () => new Counter(hall.Policy.Floor.Categories.Length, seen) } };
        var (calls, _) = watched.Run();
        foreach (var (at, waiting) in seen)
            for (var c = 0; c < waiting.Length; c++) Assert.Equal(calls.Count(o => o.Category == c && hall.Came[o.Who].At < at && o.Called >= at), waiting[c]);
        // ∫Q dt, from how many wait between one event and the next.
        var (sum, waits, last) = (0L, 0, 0L);
        foreach (var (at, change) in calls.SelectMany(o => ((long, int)[])[(hall.Came[o.Who].At, 1), (o.Called, -1)]).Order())
        {
            (sum, last) = (sum + waits * (at - last), at);
            waits += change;
        }
        Assert.Equal((calls.Sum(o => o.Called - hall.Came[o.Who].At), 0), (sum, waits));
    });

    [Fact]
    public void A_tidal_window_stays_its_time_moves_no_oftener_than_allowed_and_never_there_and_back() => Holds((hall, _, moves) =>
    {
        foreach (var window in moves.GroupBy(m => m.Window))
        {
            Moved[] all = [.. window];
            var at = hall.Policy.Tidal.Single(t => t.Window == window.Key).Primary;
            for (var i = 0; i < all.Length; i++)
            {
                Assert.Equal(at, all[i].From);
                Assert.NotEqual(at, all[i].To);
                if (i > 0) Assert.True(all[i].Ordered - all[i - 1].Ordered >= hall.Tide.DwellMinutes * 60_000);
                Assert.InRange(all.Count(m => m.Ordered > all[i].Ordered - Hour && m.Ordered <= all[i].Ordered), 1, hall.Tide.MovesPerHour);
                at = all[i].To;
            }
        }
    });

    /// <summary>When each window is with somebody or moves, in order.</summary>
    private static IEnumerable<List<(long From, long Until)>> Busy(RandomHall hall, List<Outcome> calls, IReadOnlyList<Moved> moves) =>
        Enumerable.Range(0, hall.Policy.Floor.Windows.Length).Select(w => calls.Where(c => c.Window == w).Select(c => (c.Called, c.Until))
            .Concat(moves.Where(m => m.Window == w && m.Begun != Moved.Never).Select(m => (m.Begun, m.Begun + (long)hall.Policy.Setup.TotalMilliseconds))).Order().ToList());

    /// <summary>Moves nothing and writes down how many wait, each minute.</summary>
    private sealed class Counter(int categories, List<(long, int[])> seen) : ITide
    {
        public TideMove? Propose(Floor floor, long now)
        {
            seen.Add((now, [.. Enumerable.Range(0, categories).Select(floor.WaitingFor)]));
            return null;
        }

        public void Order(in TideMove move, long now) => throw new InvalidOperationException("It never proposes one.");
        public bool StillPays(Floor floor, in TideMove move, long now) => false;
        public ITide Copy() => throw new InvalidOperationException("Nobody looks ahead.");
    }
}
