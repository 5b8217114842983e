using CsCheck;
using TidalHall.Core.Planning;

namespace TidalHall.Core.Tests.Planning;

/// <summary>What a day brings to the windows over time.</summary>
public sealed class OfferedLoadSpecs
{
    private static readonly Gen<(double[] People, ServiceTime Service)> Days = Gen.Select(Gen.Double[0, 60].Array[1, 16], Gen.Double[1, 25], Gen.Double[0, 1.5], (p, m, cv) => (p, new ServiceTime(m, cv)));

    [Fact]
    public void An_even_day_comes_to_its_own_load() =>
        Assert.Equal(2 * 5, OfferedLoad.At([.. Enumerable.Repeat(60.0, 40)], new(5, 0.8), 39 * 30), 1e-3);

    // ∫m dt is the work brought in, be it done then or later.
    [Fact]
    public void All_the_work_of_a_day_is_at_the_windows_once() => Days.Sample((people, service) =>
    {
        var work = Enumerable.Range(0, 30 * people.Length + 3_000).Sum(minute => OfferedLoad.At(people, service, minute + 0.5));
        Assert.Equal(people.Sum() * service.Mean, work, Math.Max(0.2, people.Sum() * service.Mean * 0.01));
    }, iter: 30);

    [Fact]
    public void Services_that_all_take_the_same_leave_one_by_one()
    {
        Assert.Equal([1, 0.75, 0.5, 0, 0], new[] { 0, 5, 10, 20, 30.0 }.Select(new ServiceTime(20, 0).StaysOver));
        // The excess has the mean (1 + cv²)/2·s.
        var law = new ServiceTime(8, 0.8);
        Assert.Equal(1.64 / 2 * 8, Enumerable.Range(0, 40_000).Sum(x => law.StaysOver(x * 0.01 + 0.005)) * 0.01, 1e-3);
    }

    [Fact]
    public void The_largest_load_of_a_half_hour_is_no_less_than_any_in_it() => Days.Sample((people, service) =>
    {
        var peaks = OfferedLoad.Peaks(people, service);
        for (var i = 0; i < people.Length; i++)
            foreach (var minute in (int[])[0, 7, 15, 30]) Assert.True(OfferedLoad.At(people, service, i * 30 + minute) <= peaks[i] + 1e-12);
    }, iter: 100);

    [Fact]
    public void A_load_falls_behind_the_arrivals_by_as_long_as_services_take()
    {
        double[] people = [10, 60, 10, 10];
        var (quick, slow) = (Left(new(2, 0.8)), Left(new(20, 0.8)));
        Assert.True(slow > 2 * quick);
        // What a quarter of an hour after the rush is still there of it.
        double Left(ServiceTime service) => OfferedLoad.At(people, service, 75) / OfferedLoad.At(people, service, 60);
    }

    [Fact]
    public void Several_matters_together_differ_more_than_each()
    {
        var law = ServiceTime.Of([(1, new(4, 0.8)), (3, new(12, 0.8))]);
        Assert.Equal(10, law.Mean);
        Assert.Equal((1 * 16 + 3 * 144) * 1.64 / 4 / 100 - 1, law.Cv * law.Cv, 1e-12);
    }

    [Fact]
    public void A_day_as_forecast_weighs_as_much_as_busier_and_quieter_ones()
    {
        Assert.Equal(1, UncertainDay.Usual.OverAll(_ => 1), 1e-12);
        // E[f²]/E[f] = 1 + cv².
        Assert.Equal(1 + 0.19 * 0.19, UncertainDay.Usual.OverAll(f => f), 1e-7);
    }
}
