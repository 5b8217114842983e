using Bunit;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;

namespace TidalHall.Kiosk.Tests;

public sealed class TakingSpecs
{
    [Fact]
    public async Task Three_touches_lead_to_a_ticket()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await kiosk.Find(".theme").ClickAsync(new());
        await kiosk.Find(".item").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        var taken = Assert.IsType<TakeTicket>(Assert.Single(c.Hall.Sent).Command);
        Assert.Equal(new TakeTicket(TestPlan.Passport, WantsPaper: true), taken);
        Assert.Equal(TestPlan.Place, c.Hall.Sent[0].Place);
    }

    [Fact]
    public async Task What_to_bring_says_what_may_follow_and_leaves_out_what_is_shared()
    {
        var plan = TestPlan.Whole;
        MaterialNeed[] papers = [new(new("form"), new("申请表", "Form")), new(new("lease"), new("租赁合同", "Lease"), Minor: true), new(new("record"), new("户籍记录"), Shared: true)];
        await using var c = new KioskContext(plan with { Items = [.. plan.Items.Select(i => i with { Case = new() { Checklist = papers } })] });
        var kiosk = await c.OpenAtConfirmAsync();
        Assert.Equal(["申请表", "租赁合同（可后补）"], kiosk.FindAll(".materials li").Select(l => l.TextContent));
    }

    [Fact]
    public async Task A_common_matter_takes_two_touches()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await kiosk.Find(".often-item").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
    }

    [Fact]
    public async Task What_most_came_for_today_stands_first()
    {
        await using var c = new KioskContext();
        c.Hall.Take(TestPlan.TaxReturn);
        Assert.Equal("纳税申报", c.Open().Find(".often-item").TextContent);
    }

    [Fact]
    public async Task A_double_tap_is_one_command()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        c.Hall.AnswersHeld = new();
        var first = kiosk.Find(".take").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        c.Hall.AnswersHeld.SetResult();
        await first;
        Assert.Single(c.Hall.Sent);
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
    }

    [Fact]
    public async Task The_browser_knows_of_the_touch_before_the_hall_does()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        Assert.DoesNotContain("sent=", c.Address, StringComparison.Ordinal);
        string? before = null;
        c.Hall.BeforeSend = () => before = c.Address;
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Contains($"confirm={c.Hall.Sent[0].Id}", before, StringComparison.Ordinal);
        Assert.Contains($"sent={TestPlan.Nine.ToUnixTimeSeconds()}", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Killed_between_commit_and_answer_the_reloaded_kiosk_shows_that_ticket()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        c.Hall.AnswersHeld = new();
        var lost = kiosk.Find(".take").ClickAsync(new());
        var address = c.Address;
        c.Hall.AnswersHeld = null;
        c.Time.Advance(TimeSpan.FromMinutes(10));

        var again = c.Open(address);
        Assert.Equal(c.Hall.Sent[0].Id, c.Hall.Sent[1].Id);
        Assert.Equal(Assert.Single(c.Hall.Tickets).Number.ToString(), again.Find(".number").TextContent);
        Assert.False(lost.IsCompleted);
    }

    [Fact]
    public async Task Loaded_again_before_the_touch_the_confirm_screen_keeps_its_command()
    {
        await using var c = new KioskContext();
        await c.OpenAtConfirmAsync();
        var address = c.Address;
        var again = c.Open(address);
        Assert.Empty(c.Hall.Sent);
        await again.Find(".take").ClickAsync(new());
        Assert.Contains(c.Hall.Sent[0].Id.ToString(), address, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_touch_of_long_ago_that_led_to_nothing_takes_no_ticket_after_a_reload()
    {
        await using var c = new KioskContext();
        await c.OpenAtConfirmAsync();
        var address = $"{c.Address}&sent={TestPlan.Nine.AddMinutes(-3).ToUnixTimeSeconds()}";
        var again = c.Open(address);
        Assert.Empty(c.Hall.Sent);
        Assert.NotEmpty(again.FindAll(".theme"));
    }

    [Fact]
    public async Task Opening_a_kiosk_takes_nothing()
    {
        await using var c = new KioskContext();
        for (var i = 0; i < 50; i++) c.Open();
        Assert.Empty(c.Hall.Sent);
    }

    [Fact]
    public async Task Priority_that_is_asked_for_is_the_green_channel()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".priority").ClickAsync(new());
        Assert.Equal("true", kiosk.Find(".priority").GetAttribute("aria-pressed"));
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal(TicketClass.GreenChannel, Assert.Single(c.Hall.Tickets).Class);
        Assert.Equal("绿色通道", kiosk.Find(".mark").TextContent);
    }

    [Fact]
    public async Task A_hall_without_tickets_says_so_before_a_touch_is_wasted()
    {
        await using var c = new KioskContext();
        c.Hall.Do(TestPlan.Chief, new StopTicketing());
        var kiosk = c.Open();
        Assert.Equal("今天已停止取号。已取号的仍会办理，请明天再来。", kiosk.Find(".notice.bad").TextContent);
        await kiosk.Find(".often-item").ClickAsync(new());
        Assert.Empty(kiosk.FindAll(".take"));
    }

    [Fact]
    public async Task An_item_nobody_serves_now_says_so_in_the_list()
    {
        await using var c = new KioskContext();
        c.Hall.Do(TestPlan.Chief, new OpenWindow(TestPlan.W3));
        c.Hall.Do(TestPlan.Chief, new CloseWindow(TestPlan.W3));
        var kiosk = c.Open("", "en");
        await kiosk.FindAll(".theme")[1].ClickAsync(new());
        Assert.Equal("No window now", kiosk.Find(".item .tag.bad").TextContent);
        await kiosk.Find(".item").ClickAsync(new());
        Assert.Contains("Tax return", kiosk.Find(".notice.bad").TextContent, StringComparison.Ordinal);
        Assert.Empty(kiosk.FindAll(".take"));
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_citizens_language()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync("", "en");
        // Between the screen and the touch.
        c.Hall.BeforeSend = () => { c.Hall.BeforeSend = null; c.Hall.Do(TestPlan.Chief, new StopTicketing()); };
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal(RefusalText.Of(Refusal.Because(RefusalCode.TicketingHasStopped), new("en")), kiosk.Find(".refusal").TextContent);
        Assert.Empty(Chinese.Unmarked(kiosk.Find(".kiosk")));
    }

    [Fact]
    public async Task A_kiosk_the_hall_does_not_have_says_so()
    {
        await using var c = new KioskContext();
        Assert.Equal("大厅里没有取号机“kiosk-9”。", c.Open(place: "kiosk-9").Find("h1").TextContent);
    }

    [Fact]
    public async Task Every_item_is_found_by_turning_pages()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await kiosk.Find(".theme").ClickAsync(new());
        var seen = new List<string>();
        while (true)
        {
            seen.AddRange(kiosk.FindAll(".item-name").Select(e => e.TextContent));
            var next = kiosk.FindAll(".pager .touch")[1];
            if (next.HasAttribute("disabled")) break;
            await next.ClickAsync(new());
        }
        Assert.Equal(21, seen.Distinct().Count());
        Assert.Equal("普通护照签发", seen[0]);
    }

    [Fact]
    public async Task A_long_list_stands_under_headings_the_common_first()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await kiosk.Find(".theme").ClickAsync(new());
        Assert.Equal(["常办事项", "某局"], kiosk.FindAll(".items h2").Select(h => h.TextContent));
        await kiosk.FindAll(".pager .touch")[1].ClickAsync(new());
        Assert.Equal(["某局"], kiosk.FindAll(".items h2").Select(h => h.TextContent));
    }

    [Theory]
    [InlineData("公积金")]
    [InlineData("zzzzqqqq")]
    public async Task Whoever_asks_for_what_the_hall_has_not_is_shown_where_to_ask(string query)
    {
        var plan = TestPlan.Whole;
        var advice = new CategoryId("advice");
        await using var c = new KioskContext(plan with
        {
            Categories = [.. plan.Categories, new(advice, CategoryKind.FunctionalGeneralConsultation, new("综合咨询"), "F", 20, "#1e66f5")],
            Windows = [.. plan.Windows, plan.Windows[0] with { Id = new("w13"), Number = 13, Category = advice }],
            Items = [.. plan.Items, plan.Items[0] with { Id = new("ask"), Name = new("问一问", "Ask"), Category = advice, Words = [] }],
        });
        var kiosk = c.Open();
        await kiosk.Find(".search-open").ClickAsync(new());
        await kiosk.Find("input").InputAsync(new() { Value = query });
        Assert.Equal($"没有找到“{query}”。本大厅可能不办理此事，请换个说法，或到咨询窗口问。", kiosk.Find(".notice").TextContent);
        await kiosk.Find(".item").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("F001", kiosk.Find(".number").TextContent);
    }

    [Fact]
    public async Task An_item_is_found_by_initials_on_the_screens_own_keys_and_by_an_everyday_word()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await kiosk.Find(".search-open").ClickAsync(new());
        foreach (var letter in "PTHZ") await kiosk.FindAll(".key").First(k => k.TextContent == letter.ToString()).ClickAsync(new());
        Assert.Equal("普通护照签发", kiosk.Find(".item-name").TextContent);
        await kiosk.Find("input").InputAsync(new() { Value = "出国" });
        Assert.Equal("普通护照签发", kiosk.Find(".item-name").TextContent);
        await kiosk.Find(".item").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
    }
}
