using TidalHall.Core.History;
using TidalHall.Core.Planning;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.Queueing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.History;

/// <summary>A journal read back as days.</summary>
public sealed class RecordedDaysSpecs
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static long At(int hour, int minute, int second = 0) => ((hour * 60 + minute) * 60 + second) * 1_000L;

    [Fact]
    public void A_visit_has_its_wait_and_the_time_it_took_of_the_window()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        hall.Ticket();
        hall.Later(4 * Minute).CallNext(Anna, W1);
        hall.Later(Minute).Given(Anna, new StartService(W1)).Later(6 * Minute).Given(Anna, new CompleteVisit(W1, VisitOutcome.Done));
        var day = Assert.Single(RecordedDays.Of(hall.Journal));
        Assert.Equal(new(Intake, TicketClass.Ordinary, At(9, 0), At(9, 0)) { Called = At(9, 4, 1), Service = At(0, 7) }, Assert.Single(day.Waits));
        Assert.Equal([new OpenSpan(W1, At(9, 0), At(9, 11, 1))], day.Open);
        Assert.Equal((new DateOnly(2026, 3, 2), false), (day.Date, day.IsOver));
    }

    [Fact]
    public void Who_does_not_come_takes_no_service_and_who_cancels_has_left()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        hall.Ticket();
        var second = hall.Ticket();
        hall.CallNext(Anna, W1);
        hall.Later(Minute).Given(Anna, new RecallTicket(W1)).Later(Minute).Given(Anna, new MissTicket(W1)).Given(Chief, new CancelTicket(second));
        var waits = RecordedDays.Of(hall.Journal)[0].Waits;
        Assert.Equal((At(9, 0, 2), 0L, null), (waits[0].Called, waits[0].Service, waits[0].Left));
        Assert.Equal((null, 0L, At(9, 2, 2)), (waits[1].Called, waits[1].Service, waits[1].Left));
    }

    [Fact]
    public void After_a_transfer_it_waits_anew_with_its_old_reference()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Given(Chief, new OpenWindow(W3));
        hall.Ticket();
        hall.CallNext(Anna, W1);
        hall.Later(3 * Minute).Given(Anna, new TransferTicket(W1, TaxDesk, null, default)).Later(Minute);
        hall.CallNext(Chief, W3);
        hall.Later(2 * Minute).Given(Chief, new CompleteVisit(W3, VisitOutcome.Done));
        var waits = RecordedDays.Of(hall.Journal)[0].Waits;
        Assert.Equal([(Intake, At(9, 0), At(0, 3)), (TaxDesk, At(9, 3, 1), At(0, 2))], waits.Select(w => (w.Category, w.At, w.Service)));
        Assert.Equal(waits[0].Ref, waits[1].Ref);
    }

    [Fact]
    public void Windows_that_pause_and_tidal_windows_that_turn_are_known()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Later(Minute).Given(Anna, new PauseWindow(W1, Break)).Later(Minute).Given(Anna, new ResumeWindow(W1))
            .Given(Chief, new AssignWindow(W4, TaxDesk, Grown)).Later(Minute);
        hall.Ticket();
        var day = RecordedDays.Of(hall.Journal)[0];
        Assert.Equal([new(W1, At(9, 0), At(9, 1)), new OpenSpan(W1, At(9, 2), At(9, 3))], day.Open);
        Assert.Equal([new RecordedTurn(W4, TaxDesk, At(9, 2))], day.Turns);
    }

    [Fact]
    public void A_visit_that_follows_waits_from_when_it_became_ready()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        var ticket = hall.Ticket();
        hall.CallNext(Anna, W1);
        hall.Later(5 * Minute).Given(Anna, new CompleteVisit(W1, VisitOutcome.Done));
        Recorded[] journal = [.. hall.Journal, new(hall.Journal.Count + 1, hall.At, hall.Tick, new VisitFollowed(ticket, 2, Tax, TaxDesk, hall.Tick, [])), new(hall.Journal.Count + 2, hall.At, hall.Tick, new TideMoved(W4, TaxDesk, null!))];
        var day = RecordedDays.Of(journal)[0];
        Assert.Equal([(Intake, At(9, 0)), (TaxDesk, At(9, 5, 1))], day.Waits.Select(w => (w.Category, w.Ref)));
        Assert.Equal([new RecordedTurn(W4, TaxDesk, At(9, 5, 1))], day.Turns);
    }

    [Fact]
    public void A_clock_that_is_set_moves_nobody()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Later(Minute).ClockSet(TimeSpan.FromHours(-3)).Later(Minute);
        hall.Ticket();
        Assert.Equal(At(9, 2), RecordedDays.Of(hall.Journal)[0].Waits[0].At);
    }

    [Fact]
    public void Another_day_ends_the_one_before()
    {
        var hall = new HallScenario();
        hall.Ticket();
        hall.LaterUntil(Nine.AddDays(1)).Given(Actor.Hub, new TimeCame());
        hall.Ticket();
        Assert.Equal([(true, 1), (false, 1)], RecordedDays.Of(hall.Journal).Select(d => (d.IsOver, d.Waits.Count)));
    }

    [Fact]
    public void A_forecast_leans_on_the_weekday_and_on_newer_days()
    {
        RecordedDay Day(DateOnly date, int people) => new(date, Plan) { Waits = [.. Enumerable.Range(0, people).Select(n => new RecordedWait(Intake, TicketClass.Ordinary, At(9, 0) + n, At(9, 0) + n) { Called = At(10, 0), Service = At(0, 8) })] };
        var monday = new DateOnly(2026, 3, 2);
        double[] For(params RecordedDay[] days) => [.. Forecast.Of(days, Plan, monday.AddDays(7)).Categories.Select(c => c.PerDay)];
        Assert.Equal(30, Assert.Single(For(Day(monday, 30))), 1e-9);
        // A Tuesday of 60 says less of a Monday than a Monday of 30.
        Assert.InRange(For(Day(monday, 30), Day(monday.AddDays(1), 60))[0], 30, 45);
        Assert.InRange(For(Day(monday.AddDays(-56), 30), Day(monday, 60))[0], 46, 54);
        Assert.Equal(8, Forecast.Of([Day(monday, 500)], Plan, monday.AddDays(7)).Categories[0].Service.Mean, 0.15);
        Assert.Equal(new TimeOnly(9, 0), Forecast.Of([Day(monday, 30)], Plan, monday).Begin);
        Assert.Empty(Forecast.Of([], Plan, monday).Categories);
    }
}
