using TidalHall.Core.Halls;
using TidalHall.Core.Planning;
using TidalHall.Simulation.Planning;

namespace TidalHall.Simulation.Tests.Planning;

/// <summary>A plan of windows does on simulated days what it promises.</summary>
public sealed class StaffPlanSpecs
{
    private static readonly HallPlan Hall = ShippedHalls.Read("provincial-centre.json");
    private static readonly HallMap Map = new(Hall);
    private static readonly DayLoad Load = DayLoad.Of(Hall, DayOfWeek.Monday, Caseload.Read(ShippedHalls.Text("provincial-centre.caseload.csv"), "", Hall).Rows, DayShape.Ordinary);
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private static readonly Lazy<StaffPlan> Demo = new(() => StaffPlan.Of(Map, Load, WaitTarget.Usual, 7));

    [Fact]
    public void In_no_half_hour_the_target_is_missed_by_more_than_chance()
    {
        var (plan, kept, _) = Demo.Value;
        foreach (var (c, category) in Load.Categories.Index())
            for (var h = 0; h < Load.HalfHours; h++)
                Assert.False(kept.Misses(0.8, c, h), $"{category.Category} at {Load.At(h)} with {plan.Windows[c][h]}: {kept.At(c, h):p0}");
        Assert.True(kept.OfAll > 0.8);
    }

    [Fact]
    public void Windows_that_are_not_needed_were_taken_away()
    {
        var (plan, kept, rounds) = Demo.Value;
        var formula = WindowPlan.Of(Load, WaitTarget.Usual, WindowPlan.GroupsOf(Hall, Load));
        Assert.InRange(rounds, 2, 59);
        Assert.True(plan.Windows.Sum(w => w.Sum()) < formula.Windows.Sum(w => w.Sum()));
        Assert.True(kept.OfAll < 0.8 + StaffPlan.TooGood);
    }

    [Fact]
    public void Another_seed_needs_nearly_the_same_windows()
    {
        var other = StaffPlan.Of(Map, Load, WaitTarget.Usual, 8, cancel: Cancel).Plan;
        Assert.InRange(other.Windows.Sum(w => w.Sum()) / (double)Demo.Value.Plan.Windows.Sum(w => w.Sum()), 0.95, 1.05);
    }

    [Fact]
    public void The_same_seed_gives_the_same_plan()
    {
        var again = StaffPlan.Of(Map, Load, WaitTarget.Usual, 7, cancel: Cancel);
        Assert.Equal(Demo.Value.Plan.Windows, again.Plan.Windows);
        Assert.Equal(Demo.Value.Kept.InTime, again.Kept.InTime);
    }

    [Fact]
    public void More_people_or_a_stricter_target_need_more_windows()
    {
        int Sum(DayLoad load, WaitTarget target) => StaffPlan.Of(Map, load, target, 7, cancel: Cancel).Plan.Windows.Sum(w => w.Sum());
        var usual = Demo.Value.Plan.Windows.Sum(w => w.Sum());
        Assert.True(Sum(Load.Times(1.5), WaitTarget.Usual) > usual);
        Assert.True(Sum(Load, new(0.95, 5)) > usual);
        Assert.True(Sum(Load.Times(0.6), new(0.6, 20)) < usual);
    }

    [Fact]
    public void It_tells_each_trial_and_stops_when_told_to()
    {
        using var stop = new CancellationTokenSource();
        var told = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => StaffPlan.Of(Map, Load, WaitTarget.Usual, 7, _ => { if (++told == 2) stop.Cancel(); }, stop.Token));
        Assert.Equal(2, told);
    }

    [Fact]
    public void An_even_day_of_one_category_needs_what_the_formula_says()
    {
        var category = Hall.Categories.Single(c => c.Id.Value == "transport").Id;
        var even = new DayLoad(new(9, 0), [new(category, [.. Enumerable.Repeat(12.0, 16)], new(9, 0.8))]) { Green = 0 };
        var plan = StaffPlan.Of(Map, even, WaitTarget.Usual, 7, cancel: Cancel).Plan;
        var needed = WindowsNeeded.For(12 * 9 / 30.0, new(9, 0.8), WaitTarget.Usual, even.Day);
        Assert.All(plan.Windows[0][4..], n => Assert.InRange(n, needed - 1, needed + 1));
    }
}
