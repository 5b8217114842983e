using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>The hall's own day, in its own time zone: UTC midnight is 08:00 there, the opening hour.</summary>
public sealed class DaySpecs
{
    private static readonly HallPlan Hours = Plan with { Hours = [new(Enum.GetValues<DayOfWeek>(), new(8, 0), new(17, 0))] };
    private static DateTimeOffset At(int hour, int minute) => new(2026, 3, 2, hour, minute, 0, TimeSpan.FromHours(8));
    private static string NumberOf(HallScenario hall, TicketId id) => hall.State.Find(id)!.Number.ToString();

    /// <summary>Both lie beside a midnight somewhere: 08:00 is that of UTC, 16:00 that of a clock eight hours behind it.</summary>
    [Theory]
    [InlineData(7, 59)]
    [InlineData(15, 59)]
    public void No_other_midnight_resets_the_numbers_or_turns_the_day(int hour, int minute)
    {
        var hall = HallScenario.BeforeItsFirstDay(Plan, At(6, 0)).Given(Actor.Hub, new TimeCame());
        hall.LaterUntil(At(hour, minute));
        Assert.Equal("A001", NumberOf(hall, hall.Ticket()));
        hall.Later(TimeSpan.FromMinutes(2)).Given(Actor.Hub, new TimeCame()).Given(Chief, new OpenDay());
        var after = hall.Ticket();
        Assert.Equal("A002", NumberOf(hall, after));
        Assert.Equal(new DateOnly(2026, 3, 2), hall.State.Find(after)!.Day);
        Assert.Single(hall.Journal, r => r.Event is DayOpened);
    }

    [Fact]
    public void The_day_opens_by_the_clock_at_the_first_hour_and_stops_ticketing_at_the_last()
    {
        var hall = HallScenario.BeforeItsFirstDay(Hours, At(7, 0));
        Assert.Equal(At(8, 0), Hall.NextDue(hall.State));
        hall.Given(Actor.Hub, new TimeCame());
        Assert.Null(hall.State.Day);
        hall.LaterUntil(At(8, 0)).Given(Actor.Hub, new TimeCame());
        Assert.Equal(new HallDay(new(2026, 3, 2)).Date, hall.State.Day!.Date);
        Assert.Equal(At(17, 0), Hall.NextDue(hall.State));
        hall.LaterUntil(At(17, 0)).Given(Actor.Hub, new TimeCame());
        Assert.True(hall.State.Day.TicketingStopped);
        Assert.Equal(At(8, 0).AddDays(1), Hall.NextDue(hall.State));
    }

    [Fact]
    public void A_hub_that_was_away_over_the_closing_hour_stops_the_old_day_before_it_opens_the_new()
    {
        var hall = HallScenario.BeforeItsFirstDay(Hours, At(8, 0)).Given(Actor.Hub, new TimeCame());
        hall.LaterUntil(At(7, 30).AddDays(1)).Given(Actor.Hub, new TimeCame());
        Assert.Equal(new HallDay(new(2026, 3, 2)).Date, hall.State.Day!.Date);
        Assert.Equal(At(8, 0).AddDays(1), Hall.NextDue(hall.State));
    }

    [Fact]
    public void A_clock_set_back_to_yesterday_keeps_the_day_that_is_open()
    {
        var hall = new HallScenario();
        hall.Ticket();
        hall.ClockSet(TimeSpan.FromDays(-1)).Given(Actor.Hub, new TimeCame()).Given(Chief, new OpenDay());
        Assert.Equal(new DateOnly(2026, 3, 2), hall.State.Day!.Date);
        Assert.Equal("A002", NumberOf(hall, hall.Ticket()));
    }

    [Fact]
    public void The_missed_of_a_day_that_nobody_closed_end_as_the_next_one_opens_and_all_others_stand_on_its_list()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        TicketId missed = hall.Ticket(), held = hall.Ticket(), waiting = hall.Ticket();
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new RecallTicket(W1)).Later(TimeSpan.FromMinutes(1)).Given(Anna, new MissTicket(W1));
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new HoldTicket(W1, HoldKind.PapersAway));
        hall.Later(TimeSpan.FromDays(1)).Given(Actor.Hub, new TimeCame());
        Assert.IsType<VisitState.NoShow>(hall.StateOf(missed));
        Assert.Equal([held, waiting], hall.State.Day!.Leftovers);
        Assert.Equal(waiting, hall.CallNext(Anna, W1));
    }

    [Fact]
    public void A_held_ticket_is_carried_to_the_next_day_and_not_to_every_day_after_it()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        var held = hall.Ticket();
        hall.Given(Anna, new CallNext(W1)).Given(Anna, new HoldTicket(W1, HoldKind.StepElsewhere));
        hall.Given(Chief, new CarryTicket(held)).Given(Chief, new CloseDay());
        hall.Later(TimeSpan.FromDays(1)).Given(Actor.Hub, new TimeCame());
        Assert.Equal([held], hall.State.Day!.Leftovers);
        Assert.Equal(RefusalCode.DayHasHolders, hall.Refused(Chief, new CloseDay()));
    }

    [Fact]
    public void Nothing_expires_in_silence()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1));
        var waiting = hall.Ticket();
        hall.Given(Chief, new StopTicketing());
        Assert.Equal(RefusalCode.DayHasHolders, hall.Refused(Chief, new CloseDay()));
        Assert.Equal(waiting, hall.CallNext(Anna, W1));
        hall.Given(Anna, new CompleteVisit(W1)).Given(Chief, new CloseDay());
    }

    [Fact]
    public void Signing_off_is_no_closing_so_the_roster_still_counts()
    {
        var hall = new HallScenario().Given(Bo, new OpenWindow(W3)).Given(Bo, new SignOff(W3));
        hall.Ticket(Tax);
    }

    [Theory]
    [InlineData(23)]
    [InlineData(47)]
    [InlineData(71)]
    public void A_hall_that_slept_over_its_hours_is_woken_once_and_not_again_and_again(double hours)
    {
        var hall = new HallScenario(RuleBook.DayRules.WithHours).Later(TimeSpan.FromHours(hours));
        for (var i = 0; i < 2; i++) hall.Given(Actor.Hub, new TimeCame());
        Assert.True(Hall.NextDue(hall.State) > hall.At, $"{Hall.NextDue(hall.State)} is due at {hall.At}");
    }
}
