using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using Bunit;
using TidalHall.CallerConsole.Appointments;
using TidalHall.Core.Appointments;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui.SignIn;

namespace TidalHall.CallerConsole.Tests;

/// <summary>Somebody of the hall books for whoever stands at the counter or has called, by the rules of whoever books alone.</summary>
public sealed class AppointmentsPageSpecs
{
    private const string Number = "210102199003072316";
    private static readonly DeviceId Desk = new("reader-desk"), Printer = new("printer-1");

    /// <summary>Advice has slots of half an hour from nine to eleven the next days, two places each; it is nine on a Monday.</summary>
    private static HallPlan Plan => RuledHall.Plan with
    {
        Hours = [new(Enum.GetValues<DayOfWeek>(), new(9, 0), new(17, 0))],
        Appointments = new() { HorizonDays = 3, PerPerson = 2, Slots = [new(RuledHall.Help, Enum.GetValues<DayOfWeek>(), new(9, 0), new(11, 0), 30, 2)] },
        Kiosks = [new(new("kiosk-1"), new("取号机"), new("a"), Reader: new("reader-kiosk"))],
        Devices = [new(new("reader-kiosk"), DeviceKind.IdReader, "sim-reader", new("取号机阅读器")), new(Desk, DeviceKind.IdReader, "sim-reader", new("导办台阅读器", "The guide's reader")), new(Printer, DeviceKind.Printer, "escpos", new("一号打印机"))],
    };

    [Fact]
    public async Task A_guide_books_for_a_caller_tells_the_number_and_stands_in_the_journal()
    {
        await using var desk = Shown();
        await FillAsync(desk);
        await desk.Page.Find("#person-number").InputAsync(new() { Value = "210102 19900307 2316" });
        await desk.Page.Find(".act-form").SubmitAsync();
        var sent = Assert.IsType<BookSlot>(desk.Last.Command);
        Assert.Equal((RuledHall.Advice, RuledHall.Nine.AddDays(1).AddMinutes(30), desk.Unseen[Number]), (sent.Item, sent.Slot, sent.Person));
        Assert.DoesNotContain(Number, JsonSerializer.Serialize(sent), StringComparison.Ordinal);
        var booked = Assert.Single(desk.Hall.View.Bookings.All);
        Assert.Equal(booked.Number.ToString(), desk.Page.Find(".booking-number").TextContent);
        Assert.Equal(["咨询", "2026-03-03 09:30–10:00", "2026-03-03 09:00 起", "2026-03-03 07:30"], desk.Page.FindAll(".booked dd").Select(d => d.TextContent));
        Assert.Equal(new ClerkId("lin"), Assert.Single(await desk.Hall.EventsAsync<SlotBooked>()).By);
    }

    [Fact]
    public async Task A_card_at_the_desks_reader_says_who_it_is_for()
    {
        await using var desk = Shown();
        await FillAsync(desk);
        Assert.Equal(["导办台阅读器"], desk.Page.FindAll(".reading option").Select(o => o.TextContent));
        var reading = desk.Page.Find(".read-card").ClickAsync(new());
        Assert.Equal("请把身份证放到阅读器上。", desk.Page.Find(".reading [role=status]").TextContent);
        await desk.HoldAsync(new(Desk, Number, "张三"));
        await reading;
        Assert.Equal((Number, "已读卡"), (desk.Page.Find("#person-number").GetAttribute("value"), desk.Page.Find(".reading [role=status]").TextContent));
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(desk.Seen[Number], Assert.IsType<BookSlot>(desk.Last.Command).Person);
        Assert.Empty(desk.Unseen);
    }

    [Fact]
    public async Task A_reader_is_listened_to_for_a_while_and_no_longer()
    {
        await using var desk = Shown();
        await FillAsync(desk);
        var reading = desk.Page.Find(".read-card").ClickAsync(new());
        desk.Time.Advance(AppointmentsPage.CardWithin);
        await reading;
        Assert.Equal(("false", "读身份证"), (desk.Page.Find(".read-card").GetAttribute("aria-pressed"), desk.Page.Find(".read-card").TextContent));
    }

    [Fact]
    public async Task What_is_not_filled_in_is_said_at_its_field_and_the_first_has_the_focus()
    {
        await using var desk = Shown();
        await ChooseAsync(desk, "咨询");
        await desk.Page.Find("button#item").ClickAsync(new());
        desk.SeeFields();
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(("请选择事项。", "item"), (desk.Page.Find("#item-fault").TextContent, desk.Focused));
        Assert.Equal("身份证号应为 17 位数字加 1 位数字或 X。", desk.Page.Find("#person-number-fault").TextContent);
        await ChooseAsync(desk, "咨询");
        await desk.Page.Find("#person-number").InputAsync(new() { Value = Number });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请选择时段。", desk.Page.Find("#slot-fault").TextContent);
        Assert.Empty(desk.Hall.Sent);
        Assert.Empty(desk.Unseen);
    }

    [Fact]
    public async Task A_matter_without_slots_is_said_to_be_taken_by_ticket()
    {
        await using var desk = Shown();
        await ChooseAsync(desk, "护照");
        Assert.Equal(RefusalText.Of(Refusal.Because(RefusalCode.NotBookable, Plan.Items[0].Name), CultureInfo.GetCultureInfo("zh-CN")), desk.Page.Find("#item-fault").TextContent);
        Assert.Empty(desk.Page.FindAll(".slot-picker"));
    }

    [Fact]
    public async Task What_the_hall_refuses_is_said_and_a_slot_that_is_gone_is_chosen_anew()
    {
        await using var desk = Shown();
        await FillAsync(desk);
        await desk.Page.Find("#person-number").InputAsync(new() { Value = Number });
        desk.Hall.NextRefusal = Refusal.Because(RefusalCode.SlotFull, Plan.Items[2].Name, "2026-03-03 09:30");
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Contains(RefusalText.Of(Refusal.Because(RefusalCode.SlotFull, Plan.Items[2].Name, "2026-03-03 09:30"), CultureInfo.GetCultureInfo("zh-CN")), desk.Page.Find(".refused").TextContent, StringComparison.Ordinal);
        Assert.Empty(desk.Page.FindAll("input[name=slot][checked]"));
        await TakeSlotAsync(desk);
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Single(desk.Page.FindAll(".booking-number"));
    }

    [Fact]
    public async Task The_slip_goes_to_the_printer_and_the_next_begins_with_nothing_of_the_last()
    {
        await using var desk = Shown();
        await FillAsync(desk);
        await desk.Page.Find("#person-number").InputAsync(new() { Value = Number });
        await desk.Page.Find(".act-form").SubmitAsync();
        await desk.Page.Find(".print-booking").ClickAsync(new());
        Assert.Equal([(desk.Hall.View.Bookings.All.Single().Code, Printer)], desk.PrintedBookings);
        Assert.Contains("已打印", desk.Page.Find(".booked > p[role=status]").TextContent, StringComparison.Ordinal);
        await desk.Page.Find(".another").ClickAsync(new());
        Assert.Equal("", desk.Page.Find("#person-number").GetAttribute("value") ?? "");
        Assert.Single(desk.Page.FindAll("input#item"));
    }

    [Theory]
    [InlineData(Roles.Guide), InlineData(Roles.IntakeClerk), InlineData(Roles.DeliveryClerk), InlineData(Roles.DepartmentOfficer), InlineData(Roles.Manager), InlineData(Roles.Technician), InlineData(Roles.Auditor)]
    public async Task The_page_opens_to_whom_the_hall_obeys(Roles role)
    {
        await using var desk = new ConsoleScenario(plan: Plan);
        var answer = await desk.Hall.SendAsync(new(Guid.NewGuid(), new(ActorKind.Staff, new("x"), role), new BookSlot(RuledHall.Advice, RuledHall.Nine.AddDays(1), new(Guid.NewGuid()))), Xunit.TestContext.Current.CancellationToken);
        Assert.Equal(answer.Refusal is null, ErrandsPageSpecs.Opens(Policies.Appointments, role));
    }

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        static Dictionary<string, string> Read(string language) => new ResourceManager(typeof(AppointmentTexts)).GetResourceSet(CultureInfo.GetCultureInfo(language), true, language is "zh-CN")!
            .Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => (string)e.Value!);
        var (zh, en) = (Read("zh-CN"), Read("en"));
        Assert.Equal(zh.Keys.Order(), en.Keys.Order());
        Assert.All(zh, pair => Assert.Equal(pair.Value.Contains("{0}", StringComparison.Ordinal), en[pair.Key].Contains("{0}", StringComparison.Ordinal)));
        Assert.All(Enum.GetNames<JobOutcome>(), outcome => Assert.True(zh.ContainsKey($"JobOutcome_{outcome}"), outcome));
    }

    private static ConsoleScenario Shown() => new ConsoleScenario("lin", Roles.Guide, Plan).Open<AppointmentsPage>("/appointments");

    private static async Task ChooseAsync(ConsoleScenario desk, string item)
    {
        await desk.Page.Find("input#item").InputAsync(new() { Value = item });
        await desk.Page.Find(".item-picker").SubmitAsync();
    }

    private static async Task TakeSlotAsync(ConsoleScenario desk)
    {
        await desk.Page.Find("input[name=day][value='2026-03-03']").ChangeAsync(new() { Value = "2026-03-03" });
        await desk.Page.Find("input[name=slot][value='09:30–10:00']").ChangeAsync(new() { Value = "09:30–10:00" });
    }

    private static async Task FillAsync(ConsoleScenario desk)
    {
        await ChooseAsync(desk, "咨询");
        await TakeSlotAsync(desk);
    }
}
