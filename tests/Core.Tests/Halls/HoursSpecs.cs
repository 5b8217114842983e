using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Core.Tests.HallFiles;
using TidalHall.Core.Tests.Queueing;

namespace TidalHall.Core.Tests.Halls;

/// <summary>The hours of the shipped centre with real opening hours: weekdays 09:00–12:00 and 13:00–17:00 at +08:00.</summary>
public sealed class HoursSpecs
{
    private const string Monday = "2026-03-02", Tuesday = "2026-03-03", Friday = "2026-03-06", Saturday = "2026-03-07", Sunday = "2026-03-08", NextMonday = "2026-03-09";
    private static readonly HallPlan WithHours = ShippedHalls.Read("provincial-centre-hours.json").Plan;
    private static readonly HallPlan RoundTheClock = ShippedHalls.Read("provincial-centre.json").Plan;
    private static readonly ItemId IntakeItem = Common("intake"), Transport = Common("transport"), RealEstate = Common("real-estate");

    private static ItemId Common(string category) => WithHours.Items.First(i => i.Common && i.Category == new CategoryId(category)).Id;

    /// <summary>The scenario begins on Monday at 09:00; the clock then goes to a time of the hall's own, and the hall is woken there.</summary>
    private static HallScenario At(HallScenario hall, string day, string time)
    {
        var target = DateTimeOffset.Parse($"{day}T{time}:00+08:00", System.Globalization.CultureInfo.InvariantCulture).ToUniversalTime();
        hall.Later(target - hall.At);
        while (hall.Do(Actor.Hub, new TimeCame()).First is not null) { }
        return hall;
    }

    private static RefusalCode? Take(HallScenario hall, ItemId item) => hall.Do(HallScenario.Citizen, new TakeTicket(item)).Refusal?.Code;

    [Theory]
    [InlineData("08:59", RefusalCode.TicketingHasStopped)]
    [InlineData("09:00", null)]
    [InlineData("11:59", null)]
    [InlineData("12:00", RefusalCode.OutsideHours)]
    [InlineData("12:59", RefusalCode.OutsideHours)]
    [InlineData("13:00", null)]
    [InlineData("16:59", null)]
    [InlineData("17:00", RefusalCode.TicketingHasStopped)]
    public void Tickets_are_given_in_the_hours_and_not_at_lunch(string time, RefusalCode? refusal)
    {
        // Monday ran its course before.
        var hall = At(At(new(WithHours), Monday, "17:00"), Tuesday, time);
        Assert.Equal(refusal, Take(hall, IntakeItem));
    }

    [Fact]
    public void A_day_opens_with_its_hours_and_its_numbers_begin_anew()
    {
        var hall = new HallScenario(WithHours);
        hall.Ticket(IntakeItem);
        hall.Given(HallScenario.Citizen, new CancelTicket(new(1)));
        At(At(hall, Monday, "17:00"), Tuesday, "08:59");
        Assert.Equal(new DateOnly(2026, 3, 2), hall.State.Day!.Date);
        At(hall, Tuesday, "09:00");
        Assert.Equal((new DateOnly(2026, 3, 3), "A001"), (hall.State.Day!.Date, hall.State.Find(hall.Ticket(IntakeItem))!.Number.ToString()));
    }

    [Theory]
    [InlineData(Saturday)]
    [InlineData(Sunday)]
    public void The_weekend_gives_no_tickets(string day)
    {
        var hall = At(At(new(WithHours), Friday, "17:00"), day, "10:00");
        Assert.Equal(RefusalCode.TicketingHasStopped, Take(hall, IntakeItem));
        Assert.NotEqual(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), hall.State.Day!.Date);
    }

    [Fact]
    public void After_friday_the_hall_wants_waking_on_monday_at_nine()
    {
        var hall = At(At(new(WithHours), Friday, "09:00"), Friday, "17:00");
        Assert.Equal(new DateTimeOffset(2026, 3, 9, 1, 0, 0, TimeSpan.Zero), Hall.NextDue(hall.State));
        Assert.Null(Take(At(hall, NextMonday, "09:00"), IntakeItem));
    }

    [Theory]
    [InlineData("07:59", "08:01")] // UTC midnight
    [InlineData("15:59", "16:01")] // 08:00 UTC
    public void Nothing_begins_anew_at_midnight_elsewhere(string before, string after)
    {
        var hall = At(new(RoundTheClock), Tuesday, before);
        Assert.Equal("A001", hall.State.Find(hall.Ticket(IntakeItem))!.Number.ToString());
        At(hall, Tuesday, after);
        Assert.Equal(("A002", new DateOnly(2026, 3, 3)), (hall.State.Find(hall.Ticket(IntakeItem))!.Number.ToString(), hall.State.Day!.Date));
    }

    [Fact]
    public void The_round_the_clock_hall_gives_tickets_at_night_and_turns_its_day_at_four()
    {
        var hall = At(new(RoundTheClock), Monday, "23:59");
        hall.Ticket(IntakeItem);
        At(hall, Tuesday, "03:59");
        Assert.Equal(("A002", new DateOnly(2026, 3, 2)), (hall.State.Find(hall.Ticket(IntakeItem))!.Number.ToString(), hall.State.Day!.Date));
        At(hall, Tuesday, "04:00");
        Assert.Equal(new DateOnly(2026, 3, 3), hall.State.Day!.Date);
        Assert.Null(Take(hall, IntakeItem));
    }

    [Theory]
    [InlineData(Monday, "09:00", null)]
    [InlineData(Monday, "16:29", null)]
    [InlineData(Monday, "16:30", RefusalCode.NobodyCanServe)]
    [InlineData(Tuesday, "10:00", RefusalCode.NobodyCanServe)]
    public void Transport_is_taken_only_while_somebody_is_rostered(string day, string time, RefusalCode? refusal) =>
        Assert.Equal(refusal, Take(At(new(WithHours), day, time), Transport));

    [Fact]
    public void A_morning_quota_used_up_leaves_the_next_segment_its_own()
    {
        var hall = new HallScenario(WithHours);
        for (var i = 0; i < 30; i++) hall.Ticket(RealEstate);
        Assert.Equal(RefusalCode.SegmentQuotaUsedUp, Take(hall, RealEstate));
        Assert.Null(Take(At(hall, Monday, "10:30"), RealEstate));
        Assert.Equal(RefusalCode.OutsideSegments, Take(At(hall, Monday, "16:30"), RealEstate));
    }
}
