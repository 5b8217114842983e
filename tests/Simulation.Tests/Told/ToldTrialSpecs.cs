using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;
using TidalHall.Simulation.Told;

namespace TidalHall.Simulation.Tests.Told;

/// <summary>What people are told on simulated days. Eight days here; `simulate --told` runs sixty.</summary>
public sealed class ToldTrialSpecs
{
    private const ulong Seed = 7;
    private static readonly Arrivals Days = new(ReferenceHall.Hall, 0.85, ReferenceHall.Windows, Seed);
    private static List<ToldTicket> Watch(int first, int days, int times, int threads = -1) =>
        ToldTrial.Watch(ReferenceHall.Hall, Policies.ChainTide, Days, first, days, times, Seed, new() { MaxDegreeOfParallelism = threads });

    [Fact]
    public void Forward_simulation_is_calibrated_and_better_than_what_is_learnt_and_that_than_nothing()
    {
        var lines = ToldTrial.Score(Watch(8, 60, 0), Watch(0, 8, 32));
        ToldFigures Of(string name) => lines.Single(l => l.Name == name).Figures;
        var forward = Of("forward simulation, as told");
        Assert.InRange(forward.Within50, 0.44, 0.56);
        Assert.InRange(forward.Within90, 0.86, 0.94);
        Assert.InRange(forward.MedianError, 0.1, 0.28);
        Assert.InRange(forward.MedianErrorOfLong, 0.05, 0.2);
        Assert.True(Of("forward simulation, as it is").Pinball < Of("learned quantiles, as it is").Pinball);
        Assert.True(Of("learned quantiles, as it is").Pinball < Of("cold start, as it is").Pinball);
    }

    [Fact]
    public void Looking_ahead_changes_nothing_of_the_day()
    {
        var (plain, watched) = (new List<Outcome>(), new List<Outcome>());
        var came = Days.Of(3);
        new DayRun(Policies.ChainTide, ReferenceHall.Hall).Run(came, plain);
        DayRun run = null!;
        run = new(Policies.ChainTide, ReferenceHall.Hall) { LookEvery = 15 * 60_000 };
        run.Looked = now => DrawnWaits.From(run.Picture(now, ServiceLaw.Usual, ExpectedArrivals.None), 1, 4);
        run.Run(came, watched);
        Assert.Equal(plain, watched);
    }

    [Fact]
    public void The_number_of_threads_changes_nothing()
    {
        string Printed(int threads) => string.Join('\n', Watch(0, 2, 8, threads).Select(t => $"{t.Day} {t.At} {t.Category} {t.Waited} {t.Drawn![4]}"));
        Assert.Equal(Printed(1), Printed(4));
    }

    [Fact]
    public void Figures_are_those_of_the_definition()
    {
        var figures = ToldFigures.Of([(new ToldWait(10, 20), 5, 0), (new ToldWait(10, 20), 20, 12), (new ToldWait(10, 20), 40, 0), (new ToldWait(1, 2), 1, 0)]);
        Assert.Equal((4, 0.5, 0.75), (figures.Count, figures.Within50, figures.Within90));
        Assert.Equal((0.75, 0.5), (figures.MedianError, figures.MedianErrorOfLong));
        Assert.Equal((0.1 * 15 + 0 + 0.9 * 20 + 0.1) / 4, figures.Pinball, 1e-9);
    }
}
