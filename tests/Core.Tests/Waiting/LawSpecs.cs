using TidalHall.Core.Queueing;
using TidalHall.Core.Waiting;

namespace TidalHall.Core.Tests.Waiting;

/// <summary>The laws a wait is told by.</summary>
public sealed class LawSpecs
{
    [Theory]
    [InlineData(0.5, 0)]
    [InlineData(0.9, 1.2815515655446004)]
    [InlineData(0.975, 1.959963984540054)]
    [InlineData(0.001, -3.090232306167813)]
    [InlineData(1e-9, -5.997807015007687)]
    public void Normal_quantiles_are_those_of_the_tables(double share, double z)
    {
        Assert.Equal(z, Normal.Quantile(share), 1e-7);
        Assert.Equal(1 - share, Normal.Above(z), 2e-7);
    }

    [Fact]
    public void The_upper_tail_is_right_far_out() => Assert.InRange(Normal.Above(6) / 9.865876450376946e-10, 1 - 2e-7, 1 + 2e-7);

    /// <summary>A memory test of the law: what is left after e, plus e, is the law above e.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(40)]
    public void What_is_left_of_a_service_is_the_law_given_that_it_lasted_so_long(double elapsed)
    {
        var (law, draws) = (new ServiceLaw(0.8, 0, 0), new Draws(1));
        double[] whole = [.. Enumerable.Range(0, 400_000).Select(_ => law.Draw(draws, 10)).Where(s => s > elapsed).Select(s => s - elapsed).Order()];
        double[] rest = [.. Enumerable.Range(0, 100_000).Select(_ => law.DrawRest(draws, 10, elapsed)).Order()];
        foreach (var share in (double[])[0.1, 0.5, 0.9]) Assert.InRange(rest[(int)(share * rest.Length)] / whole[(int)(share * whole.Length)], 0.85, 1.15);
    }

    [Fact]
    public void One_who_has_just_been_called_may_not_come_at_all()
    {
        var (law, draws) = (new ServiceLaw(0.8, 0.5, 2), new Draws(1));
        Assert.InRange(Enumerable.Range(0, 10_000).Count(_ => law.DrawRest(draws, 10, 1.5) == 0.5), 4_800, 5_300);
        Assert.DoesNotContain(0.0, Enumerable.Range(0, 1_000).Select(_ => law.DrawRest(draws, 10, 2)));
    }

    [Fact]
    public void Before_anything_is_learnt_the_length_of_the_line_tells()
    {
        Assert.Equal(new ToldWait(8, 25), ColdStart.Tell(0, 10, 1));
        Assert.Equal(2 * ColdStart.Quantile(7, 10, 3, 1, 0.9), ColdStart.Quantile(7, 10, 3, 2, 0.9), 1e-9);
        Assert.Equal(ColdStart.Quantile(7, 10, 3, 1, 0.5), 80 / 3.0 * Math.Pow(1 - 0.64 / 72, 3), 1e-9);
    }

    [Fact]
    public void The_pace_of_a_line_follows_what_came_of_it()
    {
        var pace = default(Pace);
        Assert.Equal(1, pace.R);
        for (var i = 0; i < 400; i++) pace = pace.After(20, 10);
        Assert.Equal(2, pace.R, 1e-3);
        Assert.Equal(pace, pace.After(20, 0));
    }

    [Fact]
    public void A_source_that_errs_is_asked_for_other_shares_until_what_is_told_is_right()
    {
        var (calibration, draws, within) = (default(Calibration), new Draws(2), (Half: 0, Most: 0));
        for (var i = 0; i < 20_000; i++)
        {
            // It thinks that waits are shorter than they are.
            var told = calibration.Tell(share => -7 * Math.Log(1 - share));
            var waited = 10 * draws.Exponential();
            within = (within.Half + (waited <= told.P50Minutes ? 1 : 0), within.Most + (waited <= told.P90Minutes ? 1 : 0));
            calibration = calibration.After(told, waited);
        }
        Assert.InRange(within.Half, 9_700, 10_300);
        Assert.InRange(within.Most, 17_800, 18_200);
    }

    /// <summary>What is told as twenty is short, whichever side of twenty it came from; what moves a share is what was told by it.</summary>
    [Theory]
    [InlineData(19.6, 20)]
    [InlineData(21, 20)]
    [InlineData(22.4, 20)]
    [InlineData(22.6, 25)]
    [InlineData(31, 30)]
    public void A_wait_moves_the_share_that_it_was_told_by(double usual, double about)
    {
        var begin = default(Calibration);
        var told = begin.Tell(share => usual * (0.5 + share));
        Assert.Equal(about, told.P50Minutes);
        var after = begin.After(told, told.P50Minutes + 1);
        Assert.Equal(after.Tell(share => usual * (0.5 + share)), Tell(after, about > 20 ? after.MedianOfLong : after.Median));
        Assert.Equal(about > 20, after.MedianOfLong != begin.MedianOfLong);
        Assert.Equal(about <= 20, after.Median != begin.Median);

        ToldWait Tell(Calibration by, double share) => Telling.Of(usual * (0.5 + share), usual * (0.5 + by.Share90));
    }

    /// <summary>Long waits came shorter than told, so a smaller share is asked for them: they stay long all the same.</summary>
    [Fact]
    public void What_is_long_by_the_one_share_is_not_told_as_short_by_the_other()
    {
        var calibration = default(Calibration);
        for (var i = 0; i < 40; i++) calibration = calibration.After(new(30, 40), 1);
        Assert.Equal(25, calibration.Tell(share => 46 * share).P50Minutes);
    }

    [Fact]
    public void Shares_that_are_asked_for_stay_in_their_bounds()
    {
        var (longer, shorter) = (default(Calibration), default(Calibration));
        for (var i = 0; i < 1_000; i++) (longer, shorter) = (longer.After(new(1, 2), 100), shorter.After(new(1, 2), 0));
        Assert.Equal((0.01, 0.8), (Math.Round(longer.Alpha, 9), Math.Round(longer.Median, 9)));
        Assert.Equal((0.5, 0.2), (Math.Round(shorter.Alpha, 9), Math.Round(shorter.Median, 9)));
    }

    [Fact]
    public void One_who_left_teaches_only_what_he_has_waited_already()
    {
        var begin = default(Calibration);
        Assert.Equal(begin, begin.AfterAtLeast(new(10, 20), 5));
        Assert.Equal(begin.After(new(10, 20), 30).Alpha, begin.AfterAtLeast(new(10, 20), 30).Alpha, 1e-12);
        var learned = new LearnedQuantile(0.9, 1, [5]);
        learned.LearnAtLeast([1], 4);
        Assert.Equal(5, learned.Tell([1]));
        learned.LearnAtLeast([1], 6);
        Assert.True(learned.Tell([1]) > 5);
    }

    [Fact]
    public void A_learned_quantile_comes_to_the_share_it_is_asked_for()
    {
        var (learned, draws, within) = (new LearnedQuantile(0.9, 1, [0, 0]), new Draws(3), 0);
        for (var i = 0; i < 40_000; i++)
        {
            double[] signs = [1, draws.Uniform()];
            var waited = signs[1] * 20 * draws.Exponential();
            if (i >= 20_000 && waited <= learned.Tell(signs)) within++;
            learned.Learn(signs, waited);
        }
        Assert.InRange(within / 20_000.0, 0.88, 0.92);
    }

    [Fact]
    public void What_is_told_never_falls_as_the_share_rises()
    {
        var (waits, draws) = (new LearnedWaits(), new Draws(4));
        for (var i = 0; i < 3_000; i++)
        {
            var seen = new WaitSigns((int)(20 * draws.Uniform()), 50 * draws.Uniform(), 30 * draws.Uniform(), 30 * draws.Uniform(), 40 * draws.Uniform(), 50, 480 * draws.Uniform(), 2);
            var told = Enumerable.Range(1, 19).Select(n => waits.Quantile(seen, n / 20.0)).ToList();
            Assert.True(told[0] >= 0);
            Assert.Equal(told.Order(), told);
            waits.Learn(seen, 40 * draws.Exponential());
        }
    }
}
