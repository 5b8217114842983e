using Bunit;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;

namespace TidalHall.Kiosk.Tests;

/// <summary>Whoever holds a card or a code to a kiosk finds what is theirs at once, and the paper again.</summary>
public sealed class MineSpecs
{
    private static readonly DeviceId Scanner = new("scanner-1");
    private static readonly CardRead Card = new(TestPlan.Reader, "99000019900307001X", "演示甲");
    private static readonly CardRead Other = new(TestPlan.Reader, "990000194805120020", "演示乙");

    private static HallPlan Plan => TestPlan.Whole with
    {
        Kiosks = [TestPlan.Whole.Kiosks[0] with { Scanner = Scanner }],
        Devices = [.. TestPlan.Whole.Devices, new(Scanner, DeviceKind.Scanner, "sim-scanner", new("扫码器"))],
        Appointments = new() { BookByMinutes = 0, PerPerson = 5, Slots = [new(TestPlan.Intake, Enum.GetValues<DayOfWeek>(), new(9, 0), new(12, 0), 30, 4)] },
    };

    private static async Task<Ticket> TakeAsync(KioskContext c, CardRead card)
    {
        var person = await c.People.RememberAsync(card.Number, card.Name, default);
        var taken = c.Hall.Do(Actor.Citizen("elsewhere"), new TakeTicket(TestPlan.Passport, Person: person)).Ticket!.Value;
        return c.Hall.View.Find(taken)!;
    }

    private static async Task<TicketCode> BookAsync(KioskContext c, int minutes)
    {
        var person = await c.People.RememberAsync(Card.Number, Card.Name, default);
        c.Hall.Do(Actor.Citizen("elsewhere"), new BookSlot(TestPlan.Passport, TestPlan.Nine.AddMinutes(minutes), person));
        return c.Hall.View.Bookings.All.MaxBy(b => b.Sequence)!.Code;
    }

    [Fact]
    public async Task A_card_at_the_start_brings_its_holders_ticket_with_the_name_masked_and_its_paper_again()
    {
        await using var c = new KioskContext(Plan);
        await TakeAsync(c, Card);
        await TakeAsync(c, Other);
        var kiosk = c.Open();
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.Equal("您的号票、预约和办件", kiosk.Find("h1").TextContent));
        Assert.Equal(["A001"], kiosk.FindAll(".mine-number").Select(e => e.TextContent));
        Assert.Equal("前面等候 0 人", kiosk.Find(".mine span").TextContent);
        Assert.Equal("已读取身份证：演**", kiosk.Find(".card-band").TextContent);
        Assert.DoesNotContain("演示甲", kiosk.Markup, StringComparison.Ordinal);
        await kiosk.Find(".reprint").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        var ticket = c.Hall.Tickets[0];
        Assert.Equal((1, PaperState.Printing, TestPlan.Place), (ticket.Prints, ticket.Paper, ticket.Place));
    }

    [Fact]
    public async Task A_reprint_says_that_it_is_one()
    {
        await using var c = new KioskContext(Plan);
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HoldAsync(Card);
        await kiosk.Find(".take").ClickAsync(new());
        await kiosk.Find(".done").ClickAsync(new());
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.Single(kiosk.FindAll(".mine")));
        await kiosk.Find(".reprint").ClickAsync(new());
        Assert.Equal("补打（第 1 次）", Paper.Of(c.Hall.View, c.Hall.Tickets[0], new("https://hall.example/")).ReprintMark);
    }

    [Fact]
    public async Task A_card_at_the_start_brings_its_holders_booking_and_one_touch_makes_it_a_ticket()
    {
        await using var c = new KioskContext(Plan);
        var code = await BookAsync(c, 30);
        var kiosk = c.Open();
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.Equal("09:30", kiosk.Find(".mine-time").TextContent));
        Assert.Empty(c.Hall.Tickets);
        await kiosk.Find(".check-in").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        Assert.Equal(code, Assert.Single(c.Hall.Tickets).Code);
    }

    [Fact]
    public async Task Whoever_has_nothing_yet_stays_at_the_start()
    {
        await using var c = new KioskContext(Plan);
        var kiosk = c.Open();
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".card-band.known")));
        Assert.NotEmpty(kiosk.FindAll(".themes"));
    }

    [Fact]
    public async Task Another_card_takes_the_first_ones_things_off_the_screen()
    {
        await using var c = new KioskContext(Plan);
        await TakeAsync(c, Card);
        var kiosk = c.Open();
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".mine")));
        await c.Devices.HoldAsync(Other);
        kiosk.WaitForAssertion(() => Assert.Empty(kiosk.FindAll(".mine")));
        Assert.NotEmpty(kiosk.FindAll(".themes"));
    }

    [Fact]
    public async Task From_their_things_another_matter_is_one_touch_away_and_still_in_their_name()
    {
        await using var c = new KioskContext(Plan);
        await TakeAsync(c, Card);
        var kiosk = c.Open();
        await c.Devices.HoldAsync(Card);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".mine")));
        await kiosk.Find(".take.done").ClickAsync(new());
        Assert.NotEmpty(kiosk.FindAll(".themes"));
        Assert.Equal("已读取身份证：演**", kiosk.Find(".card-band").TextContent);
    }

    [Theory]
    [InlineData("https://hall.example/t/{0}")]
    [InlineData("https://hall.example/t/{0}?lang=en&large=true")]
    [InlineData("{0}")]
    public async Task The_code_of_a_ticket_held_to_the_scanner_brings_that_ticket_and_nothing_of_its_holder(string form)
    {
        await using var c = new KioskContext(Plan);
        var ticket = await TakeAsync(c, Card);
        await BookAsync(c, 90);
        var kiosk = c.Open();
        await c.Devices.HappenAsync(new CodeScanned(Scanner, string.Format(System.Globalization.CultureInfo.InvariantCulture, form, ticket.Code)));
        kiosk.WaitForAssertion(() => Assert.Equal("A001", Assert.Single(kiosk.FindAll(".mine-number")).TextContent));
        Assert.Empty(kiosk.FindAll(".mine-time"));
        Assert.DoesNotContain("演", kiosk.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_of_a_ticket_that_was_taken_this_very_second_is_known()
    {
        await using var c = new KioskContext(Plan);
        var kiosk = c.Open();
        var ticket = await TakeAsync(c, Card);
        await c.Devices.HappenAsync(new CodeScanned(Scanner, ticket.Code.ToString()));
        kiosk.WaitForAssertion(() => Assert.Equal("A001", Assert.Single(kiosk.FindAll(".mine-number")).TextContent));
    }

    [Fact]
    public async Task The_code_or_the_number_of_a_booking_brings_the_booking()
    {
        await using var c = new KioskContext(Plan);
        var code = await BookAsync(c, 30);
        var booking = c.Hall.View.Bookings.Find(code)!;
        var kiosk = c.Open();
        foreach (var scanned in new[] { $"https://hall.example/t/{booking.Code}", booking.Number.ToString() })
        {
            await c.Devices.HappenAsync(new CodeScanned(Scanner, scanned));
            kiosk.WaitForAssertion(() => Assert.Equal("09:30", kiosk.Find(".mine-time").TextContent));
            await kiosk.Find(".foot .touch").ClickAsync(new());
        }
        // Where a booking's number is asked for, its code is the answer.
        await kiosk.Find(".booked-open").ClickAsync(new());
        await c.Devices.HappenAsync(new CodeScanned(Scanner, booking.Code.ToString()));
        kiosk.WaitForAssertion(() => Assert.Equal("A001", kiosk.Find(".number").TextContent));
    }

    [Theory]
    [InlineData("https://example.com/")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("6901234567892")]
    public async Task A_code_the_hall_does_not_know_is_told_so_for_ten_seconds(string scanned)
    {
        await using var c = new KioskContext(Plan);
        var kiosk = c.Open();
        await c.Devices.HappenAsync(new CodeScanned(Scanner, scanned));
        kiosk.WaitForAssertion(() => Assert.Equal("没有找到这个码的号票或预约", kiosk.Find(".told").TextContent));
        await c.PassAsync(10);
        kiosk.WaitForAssertion(() => Assert.Empty(kiosk.FindAll(".told")));
    }

    [Theory]
    [InlineData(CardHitch.PresentAgain, "没有读到，请再放一次身份证")]
    [InlineData(CardHitch.OtherCard, "这种证件本机不能读，可不用证件取号，或到窗口办理")]
    public async Task A_card_that_could_not_be_read_is_told_with_what_to_do(CardHitch why, string told)
    {
        await using var c = new KioskContext(Plan);
        var kiosk = c.Open();
        await c.Devices.HappenAsync(new CardNotRead(TestPlan.Reader, why));
        kiosk.WaitForAssertion(() => Assert.Equal(told, kiosk.Find(".told").TextContent));
    }

    [Fact]
    public async Task A_code_while_something_is_being_confirmed_changes_nothing()
    {
        await using var c = new KioskContext(Plan);
        var ticket = await TakeAsync(c, Card);
        var kiosk = await c.OpenAtConfirmAsync();
        await c.Devices.HappenAsync(new CodeScanned(Scanner, ticket.Code.ToString()));
        await c.PassAsync(1);
        Assert.NotEmpty(kiosk.FindAll(".priority"));
    }

    [Theory]
    [InlineData(PaperState.Unknown)]
    [InlineData(PaperState.NotOnPaper)]
    public async Task A_print_nobody_is_sure_of_is_printed_again_by_whoever_stands_there_once(PaperState paper)
    {
        await using var c = new KioskContext(Plan);
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Empty(kiosk.FindAll(".reprint"));
        c.Hall.Report(new TicketId(1), paper);
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".reprint")));
        await kiosk.Find(".reprint").ClickAsync(new());
        Assert.Empty(kiosk.FindAll(".reprint"));
        Assert.Equal("正在打印，请稍候", kiosk.Find("h1").TextContent);
        Assert.Equal((2, PaperState.Printing), Assert.Single(c.Hall.Tickets) is var t ? (t.Prints, t.Paper) : default);
    }

    [Fact]
    public async Task A_printer_that_is_only_slow_is_not_asked_for_a_second_paper()
    {
        await using var c = new KioskContext(Plan);
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        await c.PassAsync(8);
        kiosk.WaitForAssertion(() => Assert.Equal("取号成功，没有纸票", kiosk.Find("h1").TextContent));
        Assert.Empty(kiosk.FindAll(".reprint"));
    }

    [Fact]
    public async Task A_printer_that_is_back_is_said_to_be_for_two_minutes()
    {
        await using var c = new KioskContext(Plan);
        c.Hall.Report(new DeviceHealth(TestPlan.Printer, DeviceState.Faulty, DeviceFault.PaperOut));
        var kiosk = c.Open();
        Assert.Equal("本机暂不能打印，号码会显示在屏幕上，可用手机扫码", kiosk.Find(".notice.warn").TextContent);
        c.Hall.Report(new DeviceHealth(TestPlan.Printer, DeviceState.Ready));
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Equal("打印机已恢复，可以取纸票", kiosk.Find(".notice.good").TextContent));
        await c.PassAsync(121);
        kiosk.WaitForAssertion(() => Assert.Empty(kiosk.FindAll(".notice")));
    }

    [Theory]
    [InlineData(DeviceState.NearEnd)]
    [InlineData(DeviceState.Ready)]
    public async Task A_roll_near_its_end_is_no_citizens_concern(DeviceState state)
    {
        await using var c = new KioskContext(Plan);
        c.Hall.Report(new DeviceHealth(TestPlan.Printer, state));
        Assert.Empty(c.Open().FindAll(".notice"));
    }

    [Fact]
    public async Task An_English_screen_of_ones_things_marks_what_is_Chinese()
    {
        await using var c = new KioskContext(Plan);
        var ticket = await TakeAsync(c, Card);
        var kiosk = c.Open("", "en");
        await c.Devices.HappenAsync(new CodeScanned(Scanner, ticket.Code.ToString()));
        kiosk.WaitForAssertion(() => Assert.Equal("0 ahead of you", kiosk.Find(".mine span").TextContent));
        Assert.Empty(Chinese.Unmarked(kiosk.Find(".kiosk")));
    }
}
