using CsCheck;
using TidalHall.Core.Planning;

namespace TidalHall.Core.Tests.Planning;

/// <summary>From a load to windows.</summary>
public sealed class WindowsNeededSpecs
{
    private static readonly Gen<(double Load, ServiceTime Service, WaitTarget Target, UncertainDay Day)> Asked =
        from load in Gen.Double[0.05, 40]
        from mean in Gen.Double[2, 20]
        from cv in Gen.Double[0, 1.5]
        from share in Gen.Double[0.3, 0.97]
        from minutes in Gen.Double[1, 40]
        from day in Gen.Double[0, 0.4]
        select (load, new ServiceTime(mean, cv), new WaitTarget(share, minutes), new UncertainDay(day));

    [Fact]
    public void One_window_fewer_would_miss_the_target() => Asked.Sample((load, service, target, day) =>
    {
        var windows = WindowsNeeded.For(load, service, target, day);
        double Kept(int n) => day.OverAll(f => new ErlangC(load * f, n, service.Mean, service.Cv).Within(target.Minutes));
        Assert.True(Kept(windows) >= target.Share);
        if (windows > 1) Assert.True(Kept(windows - 1) < target.Share);
    }, iter: 300);

    [Fact]
    public void Windows_never_fall_when_the_target_or_the_load_rises() => Asked.Sample((load, service, target, day) =>
    {
        var windows = WindowsNeeded.For(load, service, target, day);
        Assert.True(WindowsNeeded.For(load * 1.1, service, target, day) >= windows);
        Assert.True(WindowsNeeded.For(load, service, target with { Share = target.Share + 0.02 }, day) >= windows);
        Assert.True(WindowsNeeded.For(load, service, target with { Minutes = target.Minutes * 0.8 }, day) >= windows);
    }, iter: 300);

    [Fact]
    public void Where_people_leave_windows_do_not_fall_with_load_or_target_either() => Gen.Select(Gen.Double[0.5, 12], Gen.Double[2, 15], Gen.Double[0.4, 0.85], Gen.Double[20, 90]).Sample((load, mean, share, patience) =>
    {
        int For(double a, double x) => WindowsNeeded.For(a, new(mean, 1), new(x, 10), UncertainDay.Usual, patience);
        Assert.True(For(load * 1.1, share) >= For(load, share));
        Assert.True(For(load, share + 0.02) >= For(load, share));
    }, iter: 30);

    [Fact]
    public void A_day_that_may_be_busier_needs_no_fewer_windows_for_a_high_target() => Gen.Select(Gen.Double[1, 40], Gen.Double[2, 20]).Sample((load, mean) =>
        Assert.True(WindowsNeeded.For(load, new(mean, 0.8), WaitTarget.Usual, new(0.3)) >= WindowsNeeded.For(load, new(mean, 0.8), WaitTarget.Usual, new(0))), iter: 200);

    [Fact]
    public void Nobody_comes_so_no_window_is_needed() => Assert.Equal(0, WindowsNeeded.For(0, new(10, 0.8), WaitTarget.Usual, UncertainDay.Usual));

    [Fact]
    public void Windows_that_share_skills_are_parted_by_the_root_of_the_load() => Gen.Select(Gen.Double[0, 12].Array[1, 8], Gen.Int[0, 20]).Sample((loads, spare) =>
    {
        var total = Math.Max((int)Math.Ceiling(loads.Sum()), loads.Count(a => a > 0)) + spare;
        if (loads.Sum() == 0) return;
        var windows = SquareRoot.Split(loads, total);
        Assert.Equal(total, windows.Sum());
        var beta = (total - loads.Sum()) / loads.Sum(Math.Sqrt);
        for (var c = 0; c < loads.Length; c++)
        {
            Assert.True(loads[c] == 0 || windows[c] >= 1);
            Assert.True(windows[c] < Math.Max(1, loads[c] + beta * Math.Sqrt(loads[c])) + 1);
        }
    });

    [Theory]
    [InlineData("80% in 10", 0.8, 10)]
    [InlineData("95 % in 7.5 min", 0.95, 7.5)]
    [InlineData(" 1%in 240", 0.01, 240)]
    public void A_target_is_written_so(string text, double share, double minutes)
    {
        Assert.True(WaitTarget.TryParse(text, out var target));
        Assert.Equal(new(share, minutes), target);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("80 in 10")]
    [InlineData("100% in 10")]
    [InlineData("0% in 10")]
    [InlineData("80% in 0")]
    [InlineData("80% in 241")]
    [InlineData("-80% in 10")]
    public void And_not_so(string? text) => Assert.False(WaitTarget.TryParse(text, out _));

    [Fact]
    public void A_target_is_read_as_it_is_written_down() => Gen.Select(Gen.Int[1, 99], Gen.Int[1, 240]).Sample((share, minutes) =>
        Assert.True(WaitTarget.TryParse(new WaitTarget(share / 100.0, minutes).ToString(), out var read) && read == new WaitTarget(share / 100.0, minutes)));
}
