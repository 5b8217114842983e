using CsCheck;
using TidalHall.Core.Planning;

namespace TidalHall.Core.Tests.Planning;

/// <summary>The figures that textbooks and other programs give.</summary>
public sealed class ErlangSpecs
{
    private const double Close = 1e-6;
    private const double Second = 1 / 60.0;

    [Theory]
    [InlineData(1, 1, 0.5)]
    [InlineData(2, 3, 0.2105263158)]
    [InlineData(5, 10, 0.0183845703)]
    [InlineData(10, 15, 0.0364969455)]
    [InlineData(20, 25, 0.0502217779)]
    [InlineData(100, 110, 0.0274634484)]
    public void Without_room_to_wait_so_many_are_turned_away(double load, int windows, double expected) => Assert.Equal(expected, Erlang.Blocked(load, windows), Close);

    [Theory]
    [InlineData(2, 3, 0.4444444444)]
    [InlineData(8, 10, 0.4091801508)]
    [InlineData(6, 10, 0.1012992427)]
    [InlineData(10, 11, 0.6821182047)]
    [InlineData(17, 20, 0.3850562299)]
    [InlineData(22.1, 26, 0.3276417877)]
    [InlineData(24.7, 26, 0.7233694261)]
    [InlineData(95, 100, 0.5064568539)]
    public void With_it_so_many_have_to_wait(double load, int windows, double expected) => Assert.Equal(expected, Erlang.Delayed(load, windows), Close);

    [Fact]
    public void A_hundred_in_half_an_hour_wait_as_other_programs_say()
    {
        var line = new ErlangC(10, 14, 3);
        Assert.Equal(0.1741319336, line.Delayed, Close);
        Assert.Equal(0.8883500192, line.Within(20 * Second), Close);
        Assert.Equal(7.8359370118, line.Wait / Second, Close);
        Assert.Equal(0.7142857, line.Occupancy, Close);
    }

    [Fact]
    public void Fifty_windows_near_their_limit_wait_as_published()
    {
        var line = new ErlangC(48, 50, 1);
        Assert.Equal(0.6944556112, line.Delayed, Close);
        Assert.Equal(20.8337, line.Wait / Second, 5e-5);
        Assert.Equal(58.139, line.Quantile(0.9) / Second, 5e-4);
        Assert.Equal(16.66693, line.Queue, 5e-6);
    }

    [Theory]
    [InlineData(0.5, 1, 1)]
    [InlineData(0.8, 1, 4)]
    [InlineData(0.9, 1, 9)]
    [InlineData(8, 10, 0.2045900754)]
    [InlineData(22.1, 26, 0.0840107148)]
    public void Equal_windows_wait_so_many_services(double load, int windows, double expected) => Assert.Equal(expected, new ErlangC(load, windows, 1).Wait, Close);

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0.8, 3.28)]
    [InlineData(1.5, 6.5)]
    public void The_more_services_differ_the_longer_one_window_waits(double cv, double expected) => Assert.Equal(expected, new ErlangC(0.8, 1, 1, cv).Wait, Close);

    [Fact]
    public void Where_people_leave_fewer_wait_and_shorter()
    {
        var line = new ErlangA(48, 1, 50, 2);
        Assert.Equal(0.0309122, line.Leaving, 5e-8);
        Assert.Equal(3.7095, line.Wait / Second, 5e-5);
        Assert.Equal(2.967576, line.Queue, Close);
        Assert.Equal(0.930324, line.Occupancy, Close);
        Assert.Equal(0.467774, line.Delayed, Close);
        Assert.Equal(0.1, line.Longer(12.5 * Second), 2e-3);
    }

    [Fact]
    public void A_hundred_who_may_leave_wait_as_other_programs_say()
    {
        var line = new ErlangA(100 / 30.0, 3, 14, 5);
        Assert.Equal(0.145260, line.Delayed, Close);
        Assert.Equal(0.013984, line.Leaving, Close);
        Assert.Equal(0.0699187, line.Wait, Close);
        Assert.Equal(0.704297, line.Occupancy, Close);
        Assert.Equal(0.916792, line.ServedWithin(20 * Second), Close);
    }

    [Theory]
    [InlineData(10, 0.66353092, 0.09192603, 2.75778078)]
    [InlineData(9, 0.80779305, 0.14580646, 4.37419379)]
    public void As_much_as_the_windows_can_do_and_more_is_borne_where_people_leave(int windows, double delayed, double leaving, double wait)
    {
        var line = new ErlangA(1, 10, windows, 30);
        Assert.Equal(delayed, line.Delayed, Close);
        Assert.Equal(leaving, line.Leaving, Close);
        Assert.Equal(wait, line.Wait, Close);
    }

    [Fact]
    public void Patience_is_learned_from_those_who_stayed_too()
    {
        Assert.Equal(30, ErlangA.PatienceOf(4, 120));
        Assert.Equal(double.PositiveInfinity, ErlangA.PatienceOf(0, 120));
    }

    // In the steady state the rate at which people leave is the waiting number over the patience.
    [Fact]
    public void The_estimate_of_patience_gives_back_the_patience() => Lines.Sample((arrivals, service, windows, patience) =>
    {
        var line = new ErlangA(arrivals, service, windows, patience);
        // So many spare windows that the numbers have no place for a wait: then nobody leaves and nobody waits.
        if (line.Leaving == 0) Assert.Equal(0, line.Wait);
        else Assert.Equal(patience, 1_000_000 * line.Wait / (1_000_000 * line.Leaving), patience * 1e-9);
    });

    [Theory]
    [InlineData(0.5, 0.504539)]
    [InlineData(1, 0.223361)]
    public void In_a_large_hall_the_spare_windows_say_who_waits(double beta, double expected) => Assert.Equal(expected, SquareRoot.Delayed(beta), Close);

    [Fact]
    public void The_quick_wait_is_a_little_high_in_a_busy_hall() => Gen.Select(Gen.Int[1, 25], Gen.Double[0.8, 0.98]).Sample((windows, load) =>
    {
        Assert.InRange(ErlangC.QuickWait(load * windows, windows, 1) / new ErlangC(load * windows, windows, 1).Wait, 0.99, 1.2);
    });

    private static readonly Gen<(double Arrivals, double Service, int Windows, double Patience)> Lines =
        Gen.Select(Gen.Double[0.05, 2], Gen.Double[1, 15], Gen.Int[1, 20], Gen.Double[5, 120]);

    [Fact]
    public void Fewer_wait_with_a_window_more_and_more_with_more_load() => Gen.Select(Gen.Double[0.1, 80], Gen.Int[1, 100], Gen.Double[0.01, 3]).Sample((load, windows, more) =>
    {
        Assert.True(Erlang.Delayed(load, windows + 1) <= Erlang.Delayed(load, windows));
        Assert.True(Erlang.Delayed(load + more, windows) >= Erlang.Delayed(load, windows));
        Assert.InRange(Erlang.Delayed(load, windows), 0, 1);
    });

    [Fact]
    public void With_endless_patience_everybody_waits_as_if_nobody_could_leave() => Gen.Select(Gen.Double[0.1, 0.85], Gen.Int[1, 20], Gen.Double[0.5, 5], Gen.Double[0, 30]).Sample((share, windows, service, time) =>
    {
        var (leaving, staying) = (new ErlangA(share * windows / service, service, windows, 1e6), new ErlangC(share * windows, windows, service));
        Assert.Equal(staying.Delayed, leaving.Delayed, 1e-4);
        Assert.Equal(staying.Wait / service, leaving.Wait / service, 0.05);
        Assert.Equal(staying.Within(time), leaving.ServedWithin(time), 1e-4);
        Assert.Equal(1 - staying.Within(time), leaving.Longer(time), 1e-4);
    }, iter: 200);

    [Fact]
    public void Whoever_comes_is_served_or_leaves() => Lines.Sample((arrivals, service, windows, patience) =>
    {
        var line = new ErlangA(arrivals, service, windows, patience);
        Assert.Equal(1, line.ServedWithin(1e5) + line.Leaving, 1e-9);
        Assert.Equal(arrivals * (1 - line.Leaving) * service / windows, line.Occupancy, 1e-9);
        Assert.Equal(line.Delayed, line.Longer(0), 1e-9);
        Assert.True(line.Longer(5) >= line.Longer(6) - 1e-12 && line.ServedWithin(5) <= line.ServedWithin(6) + 1e-12);
    });
}
