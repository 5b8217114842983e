namespace TidalHall.Simulation.Tests;

/// <summary>The reference hall gives the published figures. Sixty days here; `simulate` runs a thousand.</summary>
public sealed class ReferenceHallSpecs
{
    private const ulong Seed = 7;
    private static SimulatedHall Hall => ReferenceHall.Hall;
    private static Arrivals At(double load) => new(Hall, load, ReferenceHall.Windows, Seed);
    private static SimulatedDay[][] Run(double load, int days, IReadOnlyList<Policy> policies, int threads = -1) => Simulator.Run(Hall, At(load), days, policies, new() { MaxDegreeOfParallelism = threads });

    public static TheoryData<double, double, double, double, double, double> Published => new()
    {
        { 0.70, 12.8, 9.9, 4.59, 4.11, 3.91 },
        { 0.85, 25.9, 20.4, 11.1, 10.8, 10.3 },
        { 0.95, 38.3, 31.9, 19.9, 20.0, 19.2 },
    };

    [Theory]
    [MemberData(nameof(Published))]
    public void Mean_waits_are_the_published_ones(double load, double separate, double feel, double chain, double secondaries, double bound)
    {
        Policy[] policies = [Policies.SeparateFifo, Policies.SeparateByFeel, Policies.ChainPublished, Policies.ChainSecondaries, Policies.TideBound];
        var days = Run(load, 60, policies);
        var separately = days[0].Sum(d => d.Waits.Sum(w => (double)w));
        foreach (var (simulated, published) in days.Zip([separate, feel, chain, secondaries, bound]))
        {
            // Days of many tickets weigh more in the pooled mean: the interval is of each day's sum over the mean number.
            var tickets = simulated.Average(d => d.Waits.Length);
            var mean = Interval.OfMean([.. simulated.Select(d => d.Waits.Sum(w => (double)w) / tickets / 60_000)], 0.99);
            Assert.InRange(published, mean.Low, mean.High);
            // The same days under both: their share of the wait in separate queues is known far better than either.
            Assert.InRange(simulated.Sum(d => d.Waits.Sum(w => (double)w)) / separately - published / separate, -0.05, 0.05);
        }
    }

    [Fact]
    public void Priority_and_tide_are_the_published_ones()
    {
        var policies = new[] { Policies.SeparateFifo, Policies.ChainPublished, Policies.ChainSecondaries };
        var results = PolicyResult.Of(Hall, 0.85, policies, Run(0.85, 60, policies), Seed);
        Assert.InRange(results[1].GreenP90.Value, 6.4, 7.6);
        Assert.InRange(results[1].AppointmentP90.Value, 8.6, 10.2);
        Assert.InRange(results[1].MovesPerHour, 0.75, 0.95);
        Assert.InRange(results[2].MovesPerHour, 0.15, 0.3);
        Assert.InRange(results[1].Difference.High, -20, -10);
    }

    /// <summary>The same days under both: what the windows' lead and the weight of people bring.</summary>
    [Theory]
    [InlineData(0.85)]
    [InlineData(0.95)]
    public void Ours_makes_everybody_wait_less_than_the_published_rule_and_keeps_the_promise_where_windows_are_few(double load)
    {
        Policy[] policies = [Policies.ChainPublished, Policies.ChainTide];
        var results = PolicyResult.Of(Hall, load, policies, Run(load, 200, policies), Seed);
        var (published, ours) = (results[0], results[1]);
        Assert.True(ours.Difference.High < 0, $"{ours.Difference}");
        Assert.True(ours.OrdinaryMean < published.OrdinaryMean && ours.P95.Value <= published.P95.Value * 1.01);
        Assert.InRange(ours.GreenP90.Value, 0, 8);
        foreach (var few in (int[])[ReferenceHall.AS, ReferenceHall.TAX, ReferenceHall.RE, ReferenceHall.POL, ReferenceHall.EN])
            Assert.True(ours.CategoryGreenP90[few] < published.CategoryGreenP90[few], $"{Hall.Categories[few].Id}: {published.CategoryGreenP90[few]:0.0} → {ours.CategoryGreenP90[few]:0.0}");
        Assert.InRange(ours.MovesPerHour, 0, 1);
    }

    [Fact]
    public void What_comes_is_what_was_asked_for()
    {
        var days = Enumerable.Range(0, 300).Select(At(0.85).Of).ToList();
        for (var c = 0; c < Hall.Categories.Length; c++)
        {
            var category = Hall.Categories[c];
            var came = days.SelectMany(d => d.Where(a => a.Category == c)).ToList();
            var expected = category.Erlangs * 26 * 0.85 / (0.9745 * 24.85) / category.Service * Hall.OpenMinutes;
            Assert.InRange(came.Count / 300.0 / expected, 0.95, 1.05);
            Assert.InRange(came.Where(a => a.Service > 0).Average(a => a.Service / 60_000.0) / category.Service, 0.96, 1.04);
        }
        var all = days.SelectMany(d => d).ToList();
        Assert.InRange(all.Average(a => a.Service == 0 ? 1.0 : 0), 0.038, 0.042);
        Assert.InRange(all.Average(a => a.Class == 2 ? 1.0 : 0), 0.048, 0.052);
        Assert.InRange(all.Average(a => a.Class == 1 ? 1.0 : 0), 0.097, 0.102);
        Assert.All(all.Where(a => a.Class == 1), a => Assert.True(a.Ref >= a.At && a.Ref <= a.At + 60 * 60_000));
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        Policy[] policies = [Policies.SeparateFifo, Policies.ChainTide];
        string Printed(int threads)
        {
            var results = PolicyResult.Of(Hall, 0.85, policies, Run(0.85, 12, policies, threads), Seed);
            return string.Join('\n', results.Select(r => ResultTable.CsvLine(r, results[0])));
        }
        Assert.Equal(Printed(1), Printed(4));
    }

    [Fact]
    public void Every_policy_is_asked_for_by_a_name_of_its_own() => Assert.Equal(Policies.Every.Count, Policies.Every.Select(p => p.Id).Distinct().Count());
}
