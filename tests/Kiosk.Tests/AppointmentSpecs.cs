using Bunit;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;

namespace TidalHall.Kiosk.Tests;

public sealed class AppointmentSpecs
{
    private static readonly CardRead Card = new(TestPlan.Reader, "99000019900307001X", "演示甲");
    private static HallPlan Plan => TestPlan.Whole with
    {
        Appointments = new() { BookByMinutes = 0, PerPerson = 5, Slots = [new(TestPlan.Intake, Enum.GetValues<DayOfWeek>(), new(9, 0), new(12, 0), 30, 4)] },
    };

    private static async Task<TicketCode> BookAsync(KioskContext c, int minutes, ItemId? item = null)
    {
        var person = await c.People.RememberAsync(Card.Number, Card.Name, default);
        c.Hall.Do(Actor.Citizen("elsewhere"), new BookSlot(item ?? TestPlan.Passport, TestPlan.Nine.AddMinutes(minutes), person));
        return c.Hall.View.Bookings.All.MaxBy(b => b.Sequence)!.Code;
    }

    private static async Task KeyInAsync(IRenderedComponent<KioskPage> kiosk, string digits)
    {
        foreach (var digit in digits.Where(char.IsAsciiDigit)) await kiosk.FindAll(".pad .key").First(k => k.TextContent == digit.ToString()).ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
    }

    [Fact]
    public async Task The_number_of_the_booking_brings_its_ticket_under_its_own_code()
    {
        await using var c = new KioskContext(Plan);
        var code = await BookAsync(c, 30);
        var kiosk = c.Open();
        await kiosk.Find(".booked-open").ClickAsync(new());
        Assert.True(kiosk.Find(".take").HasAttribute("disabled"));
        await KeyInAsync(kiosk, c.Hall.View.Bookings.Find(code)!.Number.ToString());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        var ticket = Assert.Single(c.Hall.Tickets);
        Assert.Equal((code, TicketClass.Appointment, PaperState.Printing, TestPlan.Place), (ticket.Code, ticket.Class, ticket.Paper, ticket.Place));
        Assert.Contains("预约时段 09:30 开始，届时优先叫号", kiosk.Find(".follow").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_with_one_appointment_is_enough()
    {
        await using var c = new KioskContext(Plan);
        await BookAsync(c, 30);
        var kiosk = c.Open();
        await kiosk.Find(".booked-open").ClickAsync(new());
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.Equal("A001", kiosk.Find(".number").TextContent));
    }

    [Fact]
    public async Task Of_several_appointments_the_screen_asks_which()
    {
        await using var c = new KioskContext(Plan);
        await BookAsync(c, 30);
        var second = await BookAsync(c, 0, new("paper-01"));
        var kiosk = c.Open();
        await kiosk.Find(".booked-open").ClickAsync(new());
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.Equal(["09:00", "09:30"], kiosk.FindAll(".bookings .item-more").Select(e => e.TextContent)));
        await kiosk.Find(".bookings .item").ClickAsync(new());
        Assert.Equal(second, Assert.Single(c.Hall.Tickets).Code);
    }

    [Theory]
    [InlineData("zh-CN", "您预约的时段 10:30 开始，10:00 起可以取号。请稍后再来。")]
    [InlineData("en", "Your slot begins at 10:30; you get your number from 10:00 on. Please come back then.")]
    public async Task Who_is_too_early_is_told_from_when_on(string language, string told)
    {
        await using var c = new KioskContext(Plan);
        var code = await BookAsync(c, 90);
        var kiosk = c.Open(language: language);
        await kiosk.Find(".booked-open").ClickAsync(new());
        await KeyInAsync(kiosk, c.Hall.View.Bookings.Find(code)!.Number.ToString());
        Assert.Equal(told, kiosk.Find(".refusal").TextContent);
        Assert.Equal("––––––––", kiosk.Find(".digits").TextContent);
        Assert.Empty(c.Hall.Tickets);
    }

    [Fact]
    public async Task Who_is_late_gets_a_number_and_is_told_that_the_slot_is_over()
    {
        await using var c = new KioskContext(Plan);
        var code = await BookAsync(c, 0);
        c.Time.Advance(TimeSpan.FromMinutes(20));
        var kiosk = c.Open();
        await kiosk.Find(".booked-open").ClickAsync(new());
        await KeyInAsync(kiosk, c.Hall.View.Bookings.Find(code)!.Number.ToString());
        Assert.Contains("您的预约时段 09:00 已过，按普通号等候", kiosk.Find(".follow").TextContent, StringComparison.Ordinal);
        Assert.Empty(kiosk.FindAll(".mark"));
    }

    [Fact]
    public async Task A_number_nobody_has_is_told_so_and_a_card_without_appointment_too()
    {
        await using var c = new KioskContext(Plan);
        var kiosk = c.Open();
        await kiosk.Find(".booked-open").ClickAsync(new());
        await KeyInAsync(kiosk, "12345678");
        Assert.Equal("没有这个预约。请核对预约号。", kiosk.Find(".refusal").TextContent);
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.Equal("这张身份证没有预约，请核对后输入预约号，或直接取号", kiosk.Find(".notice.warn").TextContent));
    }

    [Fact]
    public async Task A_second_time_the_ticket_there_is_is_offered_again()
    {
        await using var c = new KioskContext(Plan);
        var code = await BookAsync(c, 30);
        c.Hall.Do(Actor.Citizen("elsewhere"), new CheckIn(code));
        var kiosk = c.Open();
        await kiosk.Find(".booked-open").ClickAsync(new());
        await KeyInAsync(kiosk, c.Hall.View.Bookings.Find(code)!.Number.ToString());
        Assert.Equal("您已有本事项的号 A001，可以补打。", kiosk.Find(".refusal").TextContent);
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        Assert.Equal(1, Assert.Single(c.Hall.Tickets).Prints);
    }

    [Fact]
    public async Task A_hall_that_books_nothing_offers_nothing()
    {
        await using var c = new KioskContext();
        Assert.Empty(c.Open().FindAll(".booked-open"));
    }

    [Fact]
    public async Task Another_time_is_booked_by_card_with_a_day_and_a_slot()
    {
        await using var c = new KioskContext(Plan);
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".another").ClickAsync(new());
        Assert.Equal("预约须实名，请把身份证放在读卡处", kiosk.Find(".notice.warn").TextContent);
        Assert.All(kiosk.FindAll(".slots button"), b => Assert.True(b.HasAttribute("disabled")));
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.False(kiosk.Find(".slots button").HasAttribute("disabled")));
        Assert.Equal("03-02 周一", kiosk.Find(".days [aria-pressed=true]").TextContent);
        await kiosk.FindAll(".days button")[1].ClickAsync(new());
        Assert.Equal(["09:00", "09:30", "10:00", "10:30", "11:00", "11:30"], kiosk.FindAll(".slots b").Select(b => b.TextContent));
        await kiosk.FindAll(".slots button")[2].ClickAsync(new());

        var booking = Assert.Single(c.Hall.View.Bookings.All);
        Assert.Equal(TestPlan.Nine.AddHours(25), booking.Slot);
        Assert.Equal(booking.Number.ToString(), kiosk.Find(".number").TextContent);
        Assert.Contains("2026-03-03 10:00–10:30", kiosk.Find(".facts").TextContent, StringComparison.Ordinal);
        Assert.Empty(c.Hall.Tickets);
        await c.PassAsync(41);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".themes")));
    }

    [Theory]
    [InlineData(JobOutcome.Done, "请取走预约凭证")]
    [InlineData(JobOutcome.Failed, "没有打印出来，请拍下屏幕")]
    [InlineData(JobOutcome.Expired, "没有打印出来，请拍下屏幕")]
    [InlineData(JobOutcome.Unknown, "如果没有纸出来，请拍下屏幕")]
    public async Task The_paper_of_a_booking_comes_by_itself_and_what_became_of_it_is_said_beside_the_number(JobOutcome outcome, string told)
    {
        var papers = new TestPapers();
        await using var c = new KioskContext(Plan, papers);
        var kiosk = await BookAnotherAsync(c);
        Assert.Equal("正在打印预约凭证", kiosk.Find(".paper").TextContent);
        var booking = Assert.Single(c.Hall.View.Bookings.All);
        Assert.Equal((booking.Code, TestPlan.Printer), Assert.Single(papers.Asked));
        await kiosk.InvokeAsync(() => papers.Outcome.SetResult(outcome));
        kiosk.WaitForAssertion(() => Assert.Equal(told, kiosk.Find(".paper").TextContent));
        Assert.Equal(booking.Number.ToString(), kiosk.Find(".number").TextContent);
    }

    [Fact]
    public async Task A_kiosk_whose_printer_is_out_of_order_keeps_the_booking_on_its_screen()
    {
        var papers = new TestPapers();
        await using var c = new KioskContext(Plan, papers);
        c.Hall.Report(new DeviceHealth(TestPlan.Printer, DeviceState.Faulty, DeviceFault.PaperOut));
        var kiosk = await BookAnotherAsync(c);
        Assert.Empty(kiosk.FindAll(".paper"));
        Assert.NotEmpty(kiosk.FindAll(".booking-number"));
        Assert.Empty(papers.Asked);
    }

    [Fact]
    public async Task Who_has_gone_on_is_told_nothing_of_the_paper_left_behind()
    {
        var papers = new TestPapers();
        await using var c = new KioskContext(Plan, papers);
        var kiosk = await BookAnotherAsync(c);
        await kiosk.Find(".done").ClickAsync(new());
        await kiosk.InvokeAsync(() => papers.Outcome.SetResult(JobOutcome.Failed));
        Assert.NotEmpty(kiosk.FindAll(".themes"));
    }

    private static async Task<IRenderedComponent<KioskPage>> BookAnotherAsync(KioskContext c)
    {
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".another").ClickAsync(new());
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.False(kiosk.Find(".slots button").HasAttribute("disabled")));
        // Its paper may take a while; the click is not over before.
        kiosk.Find(".slots button").Click();
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".booking-number")));
        return kiosk;
    }

    private sealed class TestPapers : IBookingPapers
    {
        public List<(TicketCode, DeviceId)> Asked { get; } = [];
        public TaskCompletionSource<JobOutcome> Outcome { get; } = new();

        public Task<JobOutcome> PrintAsync(TicketCode booking, DeviceId printer, CancellationToken cancel)
        {
            Asked.Add((booking, printer));
            return Outcome.Task.WaitAsync(cancel);
        }
    }

    [Fact]
    public async Task What_cannot_be_booked_is_said_over_the_slots_and_the_way_back_is_the_matter()
    {
        await using var c = new KioskContext(Plan);
        await BookAsync(c, 30);
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".another").ClickAsync(new());
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.False(kiosk.Find(".slots button").HasAttribute("disabled")));
        await kiosk.FindAll(".slots button")[3].ClickAsync(new());
        Assert.Equal("您已预约“普通护照签发”，时间是 2026-03-02 09:30。", kiosk.Find(".notice.bad").TextContent);
        await kiosk.Find(".foot .touch").ClickAsync(new());
        Assert.NotEmpty(kiosk.FindAll(".take"));
        Assert.NotEmpty(kiosk.FindAll(".priority"));
    }

    [Fact]
    public async Task A_matter_without_slots_and_a_kiosk_without_reader_offer_no_other_time()
    {
        await using var c = new KioskContext(Plan);
        var kiosk = c.Open();
        await kiosk.FindAll(".theme")[1].ClickAsync(new());
        await kiosk.Find(".item").ClickAsync(new());
        Assert.Empty(kiosk.FindAll(".another"));
        await using var without = new KioskContext(Plan with { Kiosks = [Plan.Kiosks[0] with { Reader = null }] });
        Assert.Empty((await without.OpenAtConfirmAsync()).FindAll(".another"));
    }
}
