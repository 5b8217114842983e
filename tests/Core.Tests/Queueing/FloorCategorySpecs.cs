using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>What follows for a category from its windows and from the other categories of its hall.</summary>
public sealed class FloorCategorySpecs
{
    private static Skill[] Calls(params int[] categories) => [.. categories.Select(c => new Skill(c, 1, 1))];

    [Theory]
    [InlineData(1, 2.05)]
    [InlineData(2, 0.96)]
    [InlineData(4, 0.515)]
    [InlineData(9, 0.23)]
    [InlineData(18, 0.115)]
    public void Who_goes_first_waits_less_where_more_windows_call(int windows, double services)
    {
        var of = FloorCategory.Of([(20, 10), (20, 10)], [.. Enumerable.Repeat(Calls(0, 1), windows - 1), Calls(0)]);
        Assert.Equal(services * 10, of[0].Lead, 1e-9);
    }

    [Fact]
    public void A_category_that_only_tidal_windows_serve_counts_as_one_with_one() => Assert.Equal(2.05 * 10, FloorCategory.Of([(20, 10)], [])[0].Lead, 1e-9);

    [Fact]
    public void The_tide_sees_people_rather_than_work_and_half_of_the_target()
    {
        var of = FloorCategory.Of([(20, 4), (20, 16), (80, 10)], []);
        var waiting = 12;
        double Weighed(FloorCategory c) => c.Weight * Tide.Pressure(waiting, c.Service, 3, c.Target);
        // The same number before as many windows weighs the same, however long each takes.
        Assert.Equal(Weighed(of[0]), Weighed(of[1]), 1e-9);
        // A target four times as long counts half.
        Assert.Equal(Weighed(of[0]) / 2, Weighed(of[2]), 1e-9);
    }

    /// <summary>Where nobody can come for a category, what it would take is a guess: ten minutes. The others weigh as if it were not there.</summary>
    [Fact]
    public void A_category_without_items_has_no_part_in_the_halls_means()
    {
        var plan = HallScenario.Plan with { Items = [.. HallScenario.Plan.Items.Select(i => i with { Minutes = i.Id == HallScenario.Tax ? 4 : 16 })] };
        double[] Weights(HallPlan of) => [.. new[] { HallScenario.Intake, HallScenario.TaxDesk }.Select(c => new HallMap(of).Floor is var floor ? floor.Plan.Categories[floor[c]].Weight : 0)];
        Assert.Equal([10.0 / 16, 10.0 / 4], Weights(plan));
        var slow = new Category(new("green"), CategoryKind.DedicatedGreenChannel, new("绿色通道"), "G", 480, "#1e66f5");
        Assert.Equal(Weights(plan), Weights(plan with { Categories = [.. plan.Categories, slow] }));
    }

    [Fact]
    public void Minutes_or_seconds_weigh_alike()
    {
        var (minutes, seconds) = (FloorCategory.Of([(20, 4), (10, 16)], []), FloorCategory.Of([(1_200, 240), (600, 960)], []));
        Assert.Equal(minutes.Select(c => c.Weight), seconds.Select(c => c.Weight), (a, b) => Math.Abs(a - b) < 1e-12);
    }
}
