using CsCheck;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Waiting;

namespace TidalHall.Core.Tests.Waiting;

/// <summary>The next hours of a floor, drawn ahead.</summary>
public sealed class DrawnWaitsSpecs
{
    private const long Minute = 60_000;
    private static readonly ServiceLaw NearlyFixed = new(0.001, 0, 0);

    private static DrawnWaits Drawn(FloorPicture picture, ulong seed, int times = DrawnWaits.Usual) => DrawnWaits.From(picture, seed, times, TestContext.Current.CancellationToken);

    /// <summary>Some windows of one category and a line before them.</summary>
    private static FloorPicture Line(int windows, int waiting, double service, ServiceLaw law, ExpectedArrivals? arrivals = null)
    {
        var floor = new Floor(new FloorPlan([new(20 * Minute, service * Minute)], [default, new(8 * Minute, 8 * Minute)], [.. Enumerable.Range(0, windows).Select(_ => (Skill[])[new(0, 0b11, 1)])], 0.5, 60 * Minute));
        for (var n = 0; n < waiting; n++) floor.Join(floor.LineOf(0, 0), 0, 0, n, n);
        return new(floor, null, 1_000, [.. Enumerable.Range(0, windows).Select(_ => new PicturedWindow(WindowDoing.Serving, 1_000, service * Minute, 2))]) { Service = law, Arrivals = arrivals ?? ExpectedArrivals.None };
    }

    [Fact]
    public void With_one_window_and_no_chance_each_waits_for_those_before_him()
    {
        var picture = Line(1, 4, 10, NearlyFixed);
        var drawn = Drawn(picture, 1);
        Assert.Equal([10, 20, 30, 40], picture.Waiting.Select(p => Math.Round(drawn.Of(p, 0.5)!.Value)));
        Assert.Equal(50, Math.Round(drawn.OfNewcomer(0, 0, 0.9)));
        // Green goes first once it is due.
        Assert.Equal(10, Math.Round(drawn.OfNewcomer(0, 1, 0.9)));
        Assert.Null(drawn.Of(200, 0.5));
    }

    [Fact]
    public void Nobody_waits_before_a_window_that_is_free()
    {
        var picture = Line(2, 0, 10, NearlyFixed);
        picture.Windows[1] = new(WindowDoing.Free, 0, 0, 2);
        Assert.Equal(0, Drawn(picture, 1).OfNewcomer(0, 0, 0.9));
    }

    [Fact]
    public void Nobody_is_called_where_no_window_is_open()
    {
        var picture = Line(1, 2, 10, NearlyFixed);
        picture.Windows[0] = new(WindowDoing.Away, 0, 0, 2);
        Assert.Equal(DrawnWaits.Horizon / Minute, Drawn(picture, 1).OfNewcomer(0, 0, 0.1));
    }

    [Fact]
    public void A_clerk_who_comes_back_calls_then()
    {
        var picture = Line(1, 1, 10, NearlyFixed);
        picture.Windows[0] = new(WindowDoing.Out, 1_000 + 5 * Minute, 0, 2);
        Assert.Equal(5, Drawn(picture, 1).Of(picture.Waiting[0], 0.5)!.Value, 0.01);
    }

    [Fact]
    public void Priority_that_is_still_to_come_makes_ordinary_people_wait_longer()
    {
        var alone = Drawn(Line(1, 5, 5, ServiceLaw.Usual), 1, 200).OfNewcomer(0, 0, 0.5);
        var green = new ExpectedArrivals(0, [.. Enumerable.Repeat((double[])[0.1], 20)], [0, 1], [0, 0]);
        Assert.InRange(Drawn(Line(1, 5, 5, ServiceLaw.Usual, green), 1, 200).OfNewcomer(0, 0, 0.5) / alone, 1.2, 3);
    }

    [Fact]
    public void The_tide_goes_on_in_the_drawings()
    {
        FloorPicture Hall(bool ebbs)
        {
            var plan = new FloorPlan([new(20 * Minute, 5 * Minute), new(20 * Minute, 5 * Minute)], [default], [[new(0, 1, 1)], [new(1, 1, 1)], [new(0, 1, 1)]], 0.5, 60 * Minute);
            var floor = new Floor(plan);
            for (var n = 0; n < 30; n++) floor.Join(floor.LineOf(1, 0), 1, 0, n, n);
            var tide = new Tide(new(), [new(2, 0, [0, 1])], [2, 1]);
            return new(floor, ebbs ? tide : null, 1_000, [new(WindowDoing.Free, 0, 0, 2), new(WindowDoing.Free, 0, 0, 2), new(WindowDoing.Free, 0, 0, 2)])
            { Service = NearlyFixed, TurnedTo = [[new(0, 1, 1)], [new(1, 1, 1)]], Setup = 2 * Minute };
        }
        Assert.InRange(Drawn(Hall(true), 1).OfNewcomer(1, 0, 0.5) / Drawn(Hall(false), 1).OfNewcomer(1, 0, 0.5), 0.45, 0.6);
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_drawing_changes_no_state() => Pictures.Sample(picture =>
    {
        var before = picture.Print();
        var (first, second) = (Drawn(picture, 5, 16), Drawn(picture, 5, 16));
        Assert.Equal(before, picture.Print());
        foreach (var place in picture.Waiting) Assert.Equal(first.DrawnOf(place), second.DrawnOf(place));
        Assert.Equal(first.DrawnOfNewcomer(0, 0), second.DrawnOfNewcomer(0, 0));
    });

    [Fact]
    public void Every_wait_is_told_from_0_up_and_p90_is_not_below_p50() => Pictures.Sample(picture =>
    {
        var drawn = Drawn(picture, 5, 16);
        for (var k = 0; k < 2; k++)
        {
            var told = default(Calibration).Tell(share => drawn.OfNewcomer(0, k, share));
            Assert.True(told.P50Minutes >= 0 && told.P90Minutes >= told.P50Minutes);
        }
        foreach (var place in picture.Waiting) Assert.True(drawn.Of(place, 0.5) >= 0 && drawn.Of(place, 0.9) >= drawn.Of(place, 0.5));
    });

    /// <summary>One who waits longer than all others of his line is never told more than they.</summary>
    [Fact]
    public void In_a_line_nobody_is_told_less_than_who_stands_before_him() => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 12], Gen.Double[1, 15]).Sample(hall =>
    {
        var picture = Line(hall.Item1, hall.Item2, hall.Item3, ServiceLaw.Usual);
        var drawn = Drawn(picture, 3, 32);
        double[] told = [.. picture.Waiting.Select(p => drawn.Of(p, 0.5)!.Value)];
        Assert.Equal(told.Order(), told);
    });

    private static readonly Gen<FloorPicture> Pictures =
        from windows in Gen.Int[1, 4]
        from waiting in Gen.Select(Gen.Int[0, 1], Gen.Int[-60, 30]).Array[0, 25]
        from doing in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 30]).Array[windows]
        from rate in Gen.Double[0, 1]
        select Any(windows, waiting, doing, rate);

    private static FloorPicture Any(int windows, (int Class, int Ref)[] waiting, (int Doing, int Ago)[] doing, double rate)
    {
        var floor = new Floor(new FloorPlan([new(20 * Minute, 6 * Minute)], [default, new(8 * Minute, 8 * Minute)], [.. Enumerable.Range(0, windows).Select(_ => (Skill[])[new(0, 0b11, 1)])], 0.5, 60 * Minute));
        for (var n = 0; n < waiting.Length; n++) floor.Join(floor.LineOf(0, waiting[n].Class), 0, waiting[n].Class, (60 + waiting[n].Ref) * Minute, n);
        return new(floor, null, 60 * Minute, [.. doing.Select(d => new PicturedWindow((WindowDoing)d.Doing, (60 - d.Ago) * Minute, 6 * Minute, 1))])
        { Arrivals = new(0, [.. Enumerable.Repeat((double[])[rate], 6)], [0.8, 0.2], [0, 0]) };
    }
}

internal static class PicturePrint
{
    /// <summary>All that a picture holds of a floor.</summary>
    internal static string Print(this FloorPicture picture)
    {
        var floor = picture.CopyFloor();
        return string.Join(' ', floor.Places().Select(p => $"{p}:{floor.Lines.KindOf(p)}@{floor.Lines.RefOf(p)}")) + $" {floor.WaitingFor(0)} " + string.Join(' ', picture.Windows.Select((w, n) => $"{w} {floor.IsIdle(n)}"));
    }
}
