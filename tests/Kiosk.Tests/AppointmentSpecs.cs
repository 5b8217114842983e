using Bunit;
using TidalHall.Core.Devices;
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
}
