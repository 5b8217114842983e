namespace TidalHall.Simulation.Tests;

/// <summary>What goes wrong in a hall besides the crowd, and that it is off unless asked for.</summary>
public sealed class DisturbanceSpecs
{
    private const int Days = 8;
    private static readonly Policy[] Compared = [Policies.SeparateFifo, Policies.ChainPublished, Policies.ChainTide];
    private static Arrivals Of(SimulatedHall hall) => new(hall, 0.85, ReferenceHall.Windows, 7);
    private static SimulatedDay[][] Run(SimulatedHall hall) => Simulator.Run(hall, Of(hall), Days, Compared, new() { CancellationToken = TestContext.Current.CancellationToken });
    private static double Mean(SimulatedDay[] days) => days.Sum(d => d.Waits.Sum(w => (double)w)) / days.Sum(d => d.Waits.Length);

    /// <summary>As it was before there was anything to switch on: sums of all waits in milliseconds, seed 7, load .85.</summary>
    [Fact]
    public void With_everything_off_the_days_are_as_they_ever_were()
    {
        Assert.Null(Of(ReferenceHall.Hall).RosterOf(0));
        Assert.Equal([SeparateThen, PublishedThen, ChainThen], Run(ReferenceHall.Hall).Select(p => p.Sum(d => d.Waits.Sum(w => (long)w))));
    }

    [Fact]
    public void Whatever_is_switched_on_the_others_come_as_before()
    {
        foreach (var hall in (SimulatedHall[])[ReferenceHall.Hall with { Break = 15 }, ReferenceHall.Hall with { ClerkCv = 0.2 }, ReferenceHall.Hall with { LostWindow = 0 }])
            Assert.Equal(Of(ReferenceHall.Hall).Of(3), Of(hall).Of(3));
        Assert.Equal(Of(ReferenceHall.Hall).Of(3), Of(ReferenceHall.Hall with { Patience = 30 }).Of(3).Select(a => a with { Patience = Arrival.Endless }));
        Assert.Empty(Of(ReferenceHall.Hall).Of(3).Except(Of(ReferenceHall.Hall with { Surge = 3 }).Of(3)));
    }

    [Fact]
    public void Breaks_a_lost_window_and_a_surge_make_people_wait_longer()
    {
        var before = Run(ReferenceHall.Hall).Select(Mean).ToArray();
        foreach (var hall in (SimulatedHall[])[ReferenceHall.Hall with { Break = 30 }, ReferenceHall.Hall with { LostWindow = 15 }, ReferenceHall.Hall with { Surge = 4 }])
            Assert.All(Run(hall).Select(Mean).Zip(before), p => Assert.True(p.First > p.Second));
    }

    [Fact]
    public void People_without_patience_leave_where_others_would_wait_long()
    {
        var days = Run(ReferenceHall.Hall with { Patience = 40 });
        Assert.True(days[0].Sum(d => d.Left) > days[1].Sum(d => d.Left));
        Assert.True(days[1].Sum(d => d.Left) > 0);
        Assert.True(Mean(days[0]) < Mean(Run(ReferenceHall.Hall)[0]));
    }

    [Fact]
    public void Clerks_differ_by_as_much_as_asked_for()
    {
        var paces = Enumerable.Range(0, 200).SelectMany(d => Of(ReferenceHall.Hall with { ClerkCv = 0.2 }).RosterOf(d)!.Paces).ToList();
        Assert.InRange(paces.Average(), 0.99, 1.01);
        Assert.InRange(Math.Sqrt(paces.Average(p => (p - paces.Average()) * (p - paces.Average()))), 0.19, 0.21);
    }

    [Fact]
    public void Each_quarter_of_an_hour_knows_its_own_waits()
    {
        foreach (var day in Run(ReferenceHall.Hall)[1])
            Assert.Equal((day.Waits.Sum(w => (long)w), day.Waits.Length), (day.Quarters.Sum(q => q.Waited), day.Quarters.Sum(q => q.People)));
    }

    [Fact]
    public void The_picture_names_every_policy()
    {
        var results = PolicyResult.Of(ReferenceHall.Hall, 0.85, Compared, Run(ReferenceHall.Hall), 7);
        var picture = WaitPicture.Svg("A title", new(9, 0), results);
        Assert.StartsWith("<?xml", picture, StringComparison.Ordinal);
        Assert.All(Compared.Select(p => p.Name).Append("A title").Append("09:00"), text => Assert.Contains(text, picture, StringComparison.Ordinal));
    }

    private const long SeparateThen = 17_809_784_044, PublishedThen = 8_302_118_144, ChainThen = 8_333_724_490;
}
