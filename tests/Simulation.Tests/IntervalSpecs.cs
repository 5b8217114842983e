namespace TidalHall.Simulation.Tests;

public sealed class IntervalSpecs
{
    private static readonly double[] OneToTen = [.. Enumerable.Range(1, 10)];

    // Student's t with 9 degrees of freedom: 2.262157 and 3.249836.
    [Theory]
    [InlineData(0.95, 2.262157)]
    [InlineData(0.99, 3.249836)]
    public void A_mean_has_the_interval_of_Students_t(double confidence, double t)
    {
        var mean = Interval.OfMean(OneToTen, confidence);
        Assert.Equal(5.5, mean.Value);
        Assert.Equal(t * Math.Sqrt(82.5 / 9 / 10), mean.HalfWidth, 0.01);
    }

    [Fact]
    public void Days_all_alike_leave_no_doubt_about_a_quantile()
    {
        var day = Enumerable.Range(1, 100).Select(m => m * 60_000).ToArray();
        var found = new Quantiles([.. Enumerable.Repeat(day, 20)], Quantiles.Drawings(20, 50, 1)).Of(0.5, 0.95);
        Assert.Equal([new(50, 50, 50), new(95, 95, 95)], found);
    }

    [Fact]
    public void Days_that_differ_leave_doubt()
    {
        var days = Enumerable.Range(1, 20).Select(d => Enumerable.Range(1, 100).Select(m => d * m * 60_000).ToArray()).ToList();
        var p95 = new Quantiles(days, Quantiles.Drawings(20, 200, 1)).Of(0.95)[0];
        Assert.True(p95.Low < p95.Value && p95.Value < p95.High && p95.HalfWidth > 50);
    }
}
