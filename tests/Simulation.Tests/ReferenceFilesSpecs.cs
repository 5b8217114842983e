using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;

namespace TidalHall.Simulation.Tests;

/// <summary>The reference halls as hall files are the hall that is simulated.</summary>
public sealed class ReferenceFilesSpecs
{
    private static readonly string[] Ids = ["intake", "delivery", "consultation", "general", "unresolved", "assisted", "insurance", "tax", "real-estate", "police", "enterprise"];

    public static TheoryData<string> Files => ["reference-chain.json", "reference-broad.json"];

    private static (HallMap Map, Policy Policy) Of(string file) => (new(ShippedHalls.Read(file)), file == "reference-chain.json" ? Policies.ChainTide : Policies.BroadTide);

    private static (int, uint, double)[] Named(HallMap map, Skill[] skills) =>
        [.. skills.Select(s => (Array.IndexOf(Ids, map.Floor.CategoryIds[s.Category].Value), s.Classes, s.Factor)).Where(s => s.Item1 >= 0)];

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_window_that_stays_may_call_the_same_in_the_same_order(string file)
    {
        var (map, policy) = Of(file);
        Assert.Equal(ReferenceHall.Windows, map.Plan.Windows.Length);
        for (var w = 0; w < ReferenceHall.GreenWindow; w++)
            Assert.Equal(policy.Floor.Windows[w].Select(s => (s.Category, s.Classes, s.Factor)), Named(map, map.Floor.Plan.Windows[w]));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void The_green_window_takes_the_green_channel_of_seven_and_helps_four(string file)
    {
        var (map, policy) = Of(file);
        Assert.Equal(policy.Floor.Windows[ReferenceHall.GreenWindow].Select(s => (s.Category, s.Classes, s.Factor)).Order(), Named(map, map.Floor.Plan.Windows[ReferenceHall.GreenWindow]).Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Targets_classes_and_tidal_windows_are_the_same(string file)
    {
        var (map, policy) = Of(file);
        Assert.Equal(policy.Floor.Categories.Select(c => c.Target), Ids.Select(id => map.Floor.Plan.Categories[map.Floor[new CategoryId(id)]].Target));
        Assert.All(Ids.Select((id, c) => map.Floor.Plan.Categories[map.Floor[new CategoryId(id)]].Service / policy.Floor.Categories[c].Service), ratio => Assert.InRange(ratio, 0.95, 1.05));
        Assert.All(Ids.Select((id, c) => map.Floor.Plan.Categories[map.Floor[new CategoryId(id)]].Lead / policy.Floor.Categories[c].Lead), ratio => Assert.InRange(ratio, 0.95, 1.05));
        Assert.Equal((policy.Floor.Due, policy.Floor.Aged), (map.Floor.Plan.Due, map.Floor.Plan.Aged));
        Assert.Equal(policy.Floor.Classes, map.Floor.Plan.Classes);
        var tidal = map.Plan.Windows.Where(map.IsTidal).ToList();
        Assert.Equal(policy.Tidal.Select(t => t.Window), tidal.Select(w => map.Floor[w.Id]));
        Assert.All(tidal, w => Assert.Equal(policy.Tidal[0].Allowed, w.TidalFor.Select(c => Array.IndexOf(Ids, c.Value))));
    }
}
