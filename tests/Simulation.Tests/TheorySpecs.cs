using TidalHall.Core.Planning;

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

    [Fact]
    public void Cobham_and_Kleinrock_give_the_published_waits()
    {
        const double shares = 0.9;
        Near([0.9890110, 1.5453297, 14.0625], Theory.Cobham(0.9, shares * 0.1, shares * 0.3, shares * 0.6));
        Near([0.1675809, 0.2618452, 2.3827913], Theory.Cobham(Erlang.Delayed(4.5, 5) / 5, shares * 0.1, shares * 0.3, shares * 0.6));
        var started = (0.05 * 16 + 0.10 * 25 + 0.02 * 64) * 1.64 / 2;
        Near([3.7556, 4.6945, 15.648333, 89.419048], [started, .. Theory.Cobham(started, 0.2, 0.5, 0.16)]);
        Near([2.7272727, 4.5454545], Theory.Accumulating(0.8, [0.24, 0.56], [1, 0.5]));
        Near([1.8883573, 2.9346093, 4.8484848], Theory.Accumulating(0.8, [0.1, 0.2, 0.5], [4, 2, 1]));

        static void Near(double[] published, double[] found) => Assert.All(published.Zip(found), p => Assert.Equal(p.First, p.Second, 1e-6));
    }

    // The ordinary class goes last.
    [Fact]
    public void Strict_priority_waits_as_Cobham_says()
    {
        const double first = 0.2, second = 0.3, last = 0.3, all = first + second + last;
        var waits = Steady.Waits(Steady.Floor(1, [1, 1, 1], [1e-3, 1e9]), [last, first, second], 450_000);
        var expected = Theory.Cobham(all, first, second, last);
        Holds(waits[1], expected[0]);
        Holds(waits[2], expected[1]);
        Holds(waits[0], expected[2]);
    }

    // Kleinrock, slopes 4, 2, 1 (targets 1, 2, 4), ρ .1, .2, .5; Σρ·W/ρ is the wait of first come, first served: nobody gains what another does not lose.
    [Fact]
    public void Waits_against_targets_are_as_Kleinrock_says_and_the_whole_waits_as_without_them()
    {
        var waits = Steady.Waits(Steady.Floor(1, [4, 2, 1]), [0.5, 0.2, 0.1], 550_000);
        var expected = Theory.Accumulating(0.8, [0.5, 0.2, 0.1], [1, 2, 4]);
        for (var k = 0; k < 3; k++) Holds(waits[k], expected[k]);
        Holds(waits[3], 4);
    }

    private static void Holds(Interval found, double expected)
    {
        Assert.InRange(expected, found.Low, found.High);
        Assert.InRange(found.HalfWidth / expected, 0, 0.02);
    }
}
