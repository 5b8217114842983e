namespace TidalHall.Simulation.Tests;

/// <summary>What is proved of queues holds for days run through the product's floor: theory within the 99 % interval, whose half-width is at most 2 %.</summary>
public sealed class TheorySpecs
{
    // Erlang C gives the wait in services: C(a, n)/(n − a).
    [Theory]
    [InlineData(1, 0.5, 1, 150_000)]
    [InlineData(1, 0.8, 4, 500_000)]
    [InlineData(3, 2 / 3.0, 0.4444444444, 500_000)]
    public void First_come_first_served_waits_as_Erlang_says(int windows, double load, double expected, int customers) =>
        Holds(Steady.Waits(Steady.Floor(windows, [1]), [load], customers)[1], expected);

    // Cobham: W0/((1−σ of those before)(1−σ with his own)). The ordinary class goes last.
    [Fact]
    public void Strict_priority_waits_as_Cobham_says()
    {
        const double first = 0.2, second = 0.3, last = 0.3, all = first + second + last;
        var waits = Steady.Waits(Steady.Floor(1, [1, 1, 1], [1e-3, 1e9]), [last, first, second], 450_000);
        Holds(waits[1], all / (1 - first));
        Holds(waits[2], all / ((1 - first) * (1 - first - second)));
        Holds(waits[0], all / ((1 - first - second) * (1 - all)));
    }

    // Kleinrock, slopes 4, 2, 1 (targets 1, 2, 4), ρ .1, .2, .5; Σρ·W/ρ is the wait of first come, first served: nobody gains what another does not lose.
    [Fact]
    public void Waits_against_targets_are_as_Kleinrock_says_and_the_whole_waits_as_without_them()
    {
        var waits = Steady.Waits(Steady.Floor(1, [4, 2, 1]), [0.5, 0.2, 0.1], 550_000);
        Holds(waits[0], 4.8484848);
        Holds(waits[1], 2.9346093);
        Holds(waits[2], 1.8883573);
        Holds(waits[3], 4);
    }

    private static void Holds(Interval found, double expected)
    {
        Assert.InRange(expected, found.Low, found.High);
        Assert.InRange(found.HalfWidth / expected, 0, 0.02);
    }
}
