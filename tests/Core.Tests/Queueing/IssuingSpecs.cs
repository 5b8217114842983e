using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.Core.Tests.Queueing.HallScenario;

namespace TidalHall.Core.Tests.Queueing;

public sealed class IssuingSpecs
{
    private static HallScenario With(Func<HallRules, HallRules> rules) => new(Plan with { Rules = rules(Plan.Rules) });
    private static TakeTicket For(ItemId item, Guid person) => new(item, Person: new PersonRef(person));
    private static readonly Guid Li = new("11111111-1111-1111-1111-111111111111");

    [Fact]
    public void Numbers_of_a_category_count_up_from_one()
    {
        var hall = new HallScenario();
        Assert.Equal(["A001", "A002", "T001"], new[] { hall.Ticket(), hall.Ticket(), hall.Ticket(Tax) }.Select(t => hall.State.Find(t)!.Number.ToString()));
    }

    [Fact]
    public void A_person_has_one_live_ticket_for_an_item()
    {
        var hall = new HallScenario().Given(Citizen, For(Passport, Li));
        Assert.Equal(RefusalCode.LiveTicketExists, hall.Refused(Citizen, For(Passport, Li)));
        hall.Given(Citizen, For(Tax, Li));
    }

    [Fact]
    public void Who_has_a_number_already_is_told_so_even_when_no_more_are_given()
    {
        var hall = With(r => r with { Quotas = [new() { Item = Passport, PerDay = 1 }] }).Given(Citizen, For(Passport, Li));
        Assert.Equal(RefusalCode.LiveTicketExists, hall.Refused(Citizen, For(Passport, Li)));
        hall.Given(Chief, new StopTicketing());
        var refusal = hall.Decide(Citizen, For(Passport, Li)).Refusal!;
        Assert.Equal("您已有本事项的号 A001，可以补打。", RefusalText.Of(refusal, System.Globalization.CultureInfo.GetCultureInfo("zh-CN")));
        hall.Given(Citizen, new ReprintTicket(new(1)));
    }

    [Fact]
    public void After_a_cancelled_ticket_the_person_may_take_another()
    {
        var hall = new HallScenario().Given(Citizen, For(Passport, Li));
        hall.Given(Citizen, new CancelTicket(new(1))).Given(Citizen, For(Passport, Li));
    }

    [Fact]
    public void A_used_up_quota_gives_no_ticket()
    {
        var hall = With(r => r with { Quotas = [new() { Item = Passport, PerDay = 1 }] });
        hall.Ticket();
        Assert.Equal(RefusalCode.QuotaUsedUp, hall.Refused(Citizen, new TakeTicket(Passport)));
        hall.Ticket(Tax);
    }

    [Fact]
    public void A_segment_has_a_quota_of_its_own()
    {
        var hall = With(r => r with { Quotas = [new() { Category = Intake, Segments = [new(new(9, 0), new(10, 0), 1), new(new(10, 0), new(11, 0), 1)] }] });
        hall.Ticket();
        Assert.Equal(RefusalCode.SegmentQuotaUsedUp, hall.Refused(Citizen, new TakeTicket(Passport)));
        hall.Later(TimeSpan.FromHours(1)).Ticket();
        hall.Later(TimeSpan.FromHours(1));
        Assert.Equal(RefusalCode.OutsideSegments, hall.Refused(Citizen, new TakeTicket(Passport)));
    }

    [Fact]
    public void The_daily_maximum_holds_for_the_hall()
    {
        var hall = With(r => r with { DailyMaximum = 1 });
        hall.Ticket();
        Assert.Equal(RefusalCode.DailyMaximumReached, hall.Refused(Citizen, new TakeTicket(Tax)));
    }

    [Fact]
    public void Nobody_gets_a_ticket_that_no_window_can_serve()
    {
        var hall = new HallScenario().Given(Bo, new OpenWindow(W3)).Given(Bo, new CloseWindow(W3));
        Assert.Equal(RefusalCode.NobodyCanServe, hall.Refused(Citizen, new TakeTicket(Tax)));
        hall.Given(Bo, new OpenWindow(W3)).Ticket(Tax);
    }

    [Fact]
    public void After_the_stop_of_ticketing_there_are_no_tickets()
    {
        var hall = new HallScenario().Given(Chief, new StopTicketing());
        Assert.Equal(RefusalCode.TicketingHasStopped, hall.Refused(Citizen, new TakeTicket(Passport)));
    }

    [Fact]
    public void An_unknown_item_is_refused() => Assert.Equal(RefusalCode.UnknownItem, new HallScenario().Refused(Citizen, new TakeTicket(new("no-such"))));

    [Fact]
    public void Pre_printed_numbers_keep_to_their_own_band()
    {
        var hall = new HallScenario();
        Assert.Equal(RefusalCode.NotPrePrintedNumber, hall.Refused(Chief, new TakeTicket(Passport, PrePrinted: new TicketNumber("A", 12))));
        hall.Given(Chief, new TakeTicket(Passport, Channel: TicketChannel.PrePrinted, PrePrinted: new TicketNumber("A", 9012), ReportedAt: Nine));
        Assert.Equal(RefusalCode.NumberTaken, hall.Refused(Chief, new TakeTicket(Passport, PrePrinted: new TicketNumber("A", 9012))));
        Assert.Equal("A001", hall.State.Find(hall.Ticket())!.Number.ToString());
    }

    [Fact]
    public void A_pre_printed_number_is_keyed_in_once_a_day()
    {
        var hall = new HallScenario();
        var keyedIn = new TakeTicket(Passport, Channel: TicketChannel.PrePrinted, PrePrinted: new TicketNumber("A", 9012), ReportedAt: Nine);
        hall.Given(Chief, keyedIn).Given(Chief, new CancelTicket(new(1)));
        Assert.Equal(RefusalCode.NumberTaken, hall.Refused(Chief, keyedIn));
        hall.Later(TimeSpan.FromDays(1)).Given(Chief, new OpenDay()).Given(Chief, keyedIn);
    }

    [Fact]
    public void Who_holds_pre_printed_paper_is_keyed_in_after_the_stop_and_past_every_quota()
    {
        var hall = With(r => r with { DailyMaximum = 1, Quotas = [new() { Item = Passport, PerDay = 1 }] });
        hall.Ticket();
        hall.Given(Chief, new StopTicketing());
        hall.Given(Chief, new TakeTicket(Passport, Channel: TicketChannel.PrePrinted, PrePrinted: new TicketNumber("A", 9001), ReportedAt: Nine));
    }

    [Fact]
    public void Pre_printed_tickets_wait_since_the_paper_was_dealt()
    {
        var hall = new HallScenario().Given(Anna, new OpenWindow(W1)).Later(TimeSpan.FromMinutes(30));
        var walkIn = hall.Ticket();
        hall.Given(Chief, new TakeTicket(Passport, Channel: TicketChannel.PrePrinted, PrePrinted: new TicketNumber("A", 9001), ReportedAt: Nine));
        Assert.Equal(new TicketId(2), hall.CallNext(Anna, W1));
        Assert.Equal(TimeSpan.FromMinutes(30).TotalMilliseconds + 1000, Assert.IsType<TicketCalled>(hall.Journal[^1].Event).Waited);
        hall.Given(Anna, new CompleteVisit(W1));
        Assert.Equal(walkIn, hall.CallNext(Anna, W1));
    }

    [Fact]
    public void Nobody_reports_himself_earlier_or_brings_his_own_number()
    {
        var hall = new HallScenario();
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Citizen, new TakeTicket(Passport, ReportedAt: Nine.AddHours(-1))));
        Assert.Equal(RefusalCode.NotAllowed, hall.Refused(Citizen, new TakeTicket(Passport, PrePrinted: new TicketNumber("A", 9001))));
    }

    [Fact]
    public void A_quota_of_an_item_and_one_of_a_category_with_the_same_id_are_counted_apart()
    {
        var same = new ItemId("intake");
        var hall = new HallScenario(Plan with
        {
            Items = [.. Plan.Items, Plan.Items[0] with { Id = same }],
            Rules = Plan.Rules with { Quotas = [new() { Item = same, PerDay = 2 }, new() { Category = Intake, PerDay = 3 }] },
        });
        hall.Ticket();
        hall.Ticket(same);
        hall.Ticket(same);
        Assert.Equal(RefusalCode.QuotaUsedUp, hall.Refused(Citizen, new TakeTicket(same)));
        Assert.Equal(RefusalCode.QuotaUsedUp, hall.Refused(Citizen, new TakeTicket(Passport)));
    }

    [Fact]
    public void Three_digits_grow_to_four_and_a_live_number_is_passed_over()
    {
        var hall = new HallScenario();
        for (var i = 0; i < 999; i++) hall.Ticket();
        Assert.Equal("A1000", hall.State.Find(hall.Ticket())!.Number.ToString());
        hall.Later(TimeSpan.FromDays(1)).Given(Chief, new OpenDay()).Given(Citizen, new CancelTicket(new(7)));
        // Of all the numbers of yesterday only the cancelled one is free again.
        Assert.Equal("A007", hall.State.Find(hall.Ticket())!.Number.ToString());
        Assert.Equal("A1001", hall.State.Find(hall.Ticket())!.Number.ToString());
    }

    [Fact]
    public void Late_news_of_an_ended_ticket_does_not_free_its_number_for_a_third()
    {
        var hall = new HallScenario();
        var yesterday = hall.Ticket();
        hall.Given(Citizen, new CancelTicket(yesterday)).Later(TimeSpan.FromDays(1)).Given(Chief, new OpenDay());
        var today = hall.Ticket();
        hall.Given(Actor.Hub, new ReportPaper(yesterday, PaperState.Unknown)).Later(TimeSpan.FromDays(1)).Given(Chief, new OpenDay());
        Assert.Equal(("A001", "A002"), (hall.State.Find(today)!.Number.ToString(), hall.State.Find(hall.Ticket())!.Number.ToString()));
    }

    [Fact]
    public void The_day_turns_at_four_in_the_hall_and_not_at_midnight_utc()
    {
        var hall = new HallScenario();
        hall.Ticket();
        // 09:00 to 23:59 and past midnight UTC (08:00 there) of the same business day, then 04:00 there.
        hall.Later(TimeSpan.FromHours(18.9)).Given(Chief, new OpenDay());
        Assert.Equal("A002", hall.State.Find(hall.Ticket())!.Number.ToString());
        hall.Later(TimeSpan.FromHours(0.2)).Given(Chief, new OpenDay());
        Assert.Equal(new DateOnly(2026, 3, 3), hall.State.Day!.Date);
        Assert.Equal([new TicketId(1), new TicketId(2)], hall.State.Day.Leftovers);
        // Two live tickets never share a number: A001 and A002 still wait.
        Assert.Equal("A003", hall.State.Find(hall.Ticket())!.Number.ToString());
    }
}
