using TidalHall.Core.Halls;
using TidalHall.Core.History;
using TidalHall.Core.Queueing;
using TidalHall.Simulation.OwnDays;

namespace TidalHall.Simulation.Tests.OwnDays;

/// <summary>A hall's own days again, under its rule and under others.</summary>
public sealed class OwnHallSpecs
{
    private const long Minute = 60_000, Nine = 9 * 60 * Minute;
    private static readonly HallPlan Plan = ShippedHalls.Read("provincial-centre.json");
    private static readonly HallMap Map = new(Plan);
    private static readonly CategoryId Tax = new("tax"), Police = new("police");

    /// <summary>A day as the hall's rule runs it with all windows open, written down as its journal would have it; two tidal windows serve, one of them turned at eleven.</summary>
    private static readonly RecordedDay Day = Recorded();

    private static RecordedDay Recorded()
    {
        var played = ShippedHalls.Text("days/ordinary.csv").Trim().Split('\n').Skip(1).Select(l => l.Split(',')).ToList();
        var waits = played.Select(c =>
        {
            var at = (long)TimeOnly.Parse(c[0], System.Globalization.CultureInfo.InvariantCulture).ToTimeSpan().TotalMilliseconds;
            return new RecordedWait(Map.Items[new ItemId(c[1])].Category, Enum.Parse<TicketClass>(c[2]), at, at) { Called = at, Service = int.Parse(c[4], System.Globalization.CultureInfo.InvariantCulture) * 1_000 };
        }).ToList();
        var day = new RecordedDay(new(2026, 11, 23), Plan)
        {
            Waits = waits,
            Open = [.. Plan.Windows.Select(w => new OpenSpan(w.Id, Nine, Nine + 540 * Minute))],
            Turns = [new(new("w26"), new("intake"), Nine - 60 * Minute), new(new("w27"), Tax, Nine - 30 * Minute), new(new("w27"), Police, Nine + 120 * Minute)],
            IsOver = true,
        };
        var own = new OwnHall(Map, [day], []).DayOf(0);
        var outcomes = new List<Outcome>();
        new DayRun(own.Policies[0], new() { Categories = [], Weights = [], NoShowCost = 1 }, own.Roster).Run(own.Came, outcomes);
        var called = outcomes.ToDictionary(o => o.Who, o => o.Called);
        return day with { Waits = [.. waits.Select((w, n) => w with { Called = Nine + called[n] })] };
    }

    private static PolicyResult[] Run(OwnHall own)
    {
        SimulatedDay[][] days = [[own.AsItWas(0)], .. Simulator.Run(own.Hall, own.DayOf, 1, own.Policies.Count, new() { CancellationToken = TestContext.Current.CancellationToken })];
        return PolicyResult.Of(own.Hall, 0, [own.Policies[0], .. own.Policies], days, 7);
    }

    [Fact]
    public void Under_its_own_rule_the_day_is_as_it_was()
    {
        var own = new OwnHall(Map, [Day], []);
        var again = Simulator.Run(own.Hall, own.DayOf, 1, own.Policies.Count, new() { CancellationToken = TestContext.Current.CancellationToken })[0][0];
        Assert.Equal(own.AsItWas(0).Waits.Order(), again.Waits.Order());
        Assert.Equal((1, 1, new TimeOnly(9, 0)), (own.AsItWas(0).Moves, again.Moves, own.Opens));
    }

    [Fact]
    public void Other_rules_and_other_windows_stand_beside_it()
    {
        var results = Run(new(Map, [Day], [new(new("intake"), 2)]));
        Assert.Equal(["today", "today", "no-tide", "tide", "fifo", "today-changed", "tide-changed"], results.Select(r => r.Policy.Id));
        Assert.True(results[5].Mean < results[1].Mean);
        Assert.True(results[4].Mean > results[1].Mean);
        Assert.Equal(results[0].Mean, results[1].Mean);
    }

    [Fact]
    public void A_window_fewer_makes_its_category_wait_longer()
    {
        var intake = Map.Floor[new CategoryId("intake")];
        var results = Run(new(Map, [Day], [new(new("intake"), -2)]));
        Assert.True(results[5].CategoryMeans[intake] > results[1].CategoryMeans[intake]);
    }

    [Fact]
    public void A_window_is_shut_when_it_was_and_whoever_waits_at_the_end_is_served()
    {
        var early = Day with { Open = [.. Day.Open.Select(o => o.Window.Value == "w19" ? o with { Until = Nine + 60 * Minute } : o)] };
        var own = new OwnHall(Map, [early], []);
        var day = own.DayOf(0);
        var outcomes = new List<Outcome>();
        new DayRun(day.Policies[0], own.Hall, day.Roster).Run(day.Came, outcomes);
        Assert.DoesNotContain(outcomes, o => o.Window == 18 && o.Called is > 60 * Minute and < 540 * Minute);
        Assert.Equal(day.Came.Count, outcomes.Count);
    }

    [Fact]
    public void Who_left_leaves_again_after_as_long_unless_called_before()
    {
        var leaver = Day.Waits[0] with { Called = null, Service = 0, Left = Nine + 5 * Minute };
        var own = new OwnHall(Map, [Day with { Waits = [leaver, .. Day.Waits.Skip(1)] }], []);
        Assert.Equal(5 * Minute, own.DayOf(0).Came[0].Patience);
        Assert.Equal(1, own.AsItWas(0).Left);
    }

    [Theory]
    [InlineData("intake+1", 1)]
    [InlineData("real-estate+1, intake-7", 2)]
    public void Changes_are_written_so(string text, int changes) => Assert.Equal(changes, WindowChange.Read(text, Plan, out _)!.Length);

    [Theory]
    [InlineData("intake", "\"intake\" is not allowed. Allowed: CATEGORY+n or CATEGORY-n, parted by commas, like \"insurance+1,intake-1\", n from 1 to 20.")]
    [InlineData("intake+0", "\"intake+0\" is not allowed. Allowed: CATEGORY+n or CATEGORY-n, parted by commas, like \"insurance+1,intake-1\", n from 1 to 20.")]
    [InlineData("intake-8", "\"intake-8\" is not allowed: one window must stay. Allowed: intake-1 to intake-7.")]
    [InlineData("police-1", "\"police-1\" is not allowed: one window must stay. It has no more.")]
    [InlineData("visa+1", "\"visa\" has no window. Allowed: intake, delivery, consultation, general, unresolved, assisted, registration, construction, insurance, tax, real-estate, police, transport, tobacco, enterprise, green, tidal.")]
    public void And_refused_with_what_is_allowed(string text, string sentence)
    {
        Assert.Null(WindowChange.Read(text, Plan, out var wrong));
        Assert.Equal(sentence, wrong);
    }
}
