using Bunit;
using TidalHall.Core.Devices;
using TidalHall.Core.Queueing;
using TidalHall.Tests;

namespace TidalHall.Kiosk.Tests;

public sealed class ResultSpecs
{
    [Theory]
    [InlineData(PaperState.NotOnPaper)]
    [InlineData(PaperState.Unknown)]
    public async Task A_printer_that_fails_leaves_number_and_QR_on_the_screen_and_says_so(PaperState paper)
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("正在打印，请稍候", kiosk.Find("h1").TextContent);
        c.Hall.Report(new TicketId(1), paper);
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Equal("取号成功，没有纸票", kiosk.Find("h1").TextContent));
        Assert.Equal("请记住或拍下号码，或用手机扫码。号码照常有效。", kiosk.Find(".notice.warn").TextContent);
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        Assert.Equal($"https://hall.example/t/{c.Hall.Tickets[0].Code}", kiosk.Find(".qr").GetAttribute("data-content"));
    }

    [Fact]
    public async Task A_ticket_on_paper_is_to_be_taken()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        c.Hall.Report(new TicketId(1), PaperState.OnPaper);
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Equal("取号成功，请取走纸票", kiosk.Find("h1").TextContent));
    }

    [Fact]
    public async Task A_printer_that_says_nothing_is_not_waited_for()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        await c.PassAsync(8);
        kiosk.WaitForAssertion(() => Assert.Equal("取号成功，没有纸票", kiosk.Find("h1").TextContent));
    }

    [Fact]
    public async Task A_kiosk_without_paper_says_so_before_anybody_takes_a_ticket()
    {
        await using var c = new KioskContext();
        c.Hall.Report(new DeviceHealth(TestPlan.Printer, DeviceState.Faulty, DeviceFault.PaperOut));
        Assert.Equal("本机暂不能打印，号码会显示在屏幕上，可用手机扫码", c.Open().Find(".notice.warn").TextContent);
    }

    [Fact]
    public async Task The_screen_has_all_that_the_paper_has()
    {
        await using var c = new KioskContext();
        c.Hall.Take(TestPlan.Passport);
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        var paper = Paper.Of(c.Hall.View, c.Hall.Tickets[1], new("https://hall.example/"));
        Assert.Equal(paper.Rows.Select(r => r.Value), kiosk.FindAll(".facts dd").Select(e => e.TextContent));
        Assert.Equal(paper.Notes, kiosk.FindAll(".note").Select(e => e.TextContent));
        Assert.Equal("1、2", paper.Rows[0].Value);
        Assert.Equal("1 人", paper.Rows[1].Value);
    }

    [Fact]
    public async Task The_start_comes_back_by_itself_twenty_seconds_after_the_paper()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        c.Hall.Report(new TicketId(1), PaperState.OnPaper);
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Equal("20 秒后返回首页", kiosk.Find(".countdown > span").TextContent));
        for (var left = 19; left > 0; left--)
        {
            await c.PassAsync(1);
            var text = $"{left} 秒后返回首页";
            kiosk.WaitForAssertion(() => Assert.Equal(text, kiosk.Find(".countdown > span").TextContent));
        }
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".theme")));
        Assert.Equal("/kiosk/kiosk-1", c.Address);
    }

    [Theory]
    [InlineData(PaperState.NotOnPaper, false, true)]
    [InlineData(PaperState.Unknown, false, true)]
    [InlineData(PaperState.NotOnPaper, true, false)]
    [InlineData(PaperState.OnPaper, false, false)]
    public async Task A_number_left_on_the_screen_alone_is_told_to_the_hall_and_one_on_paper_or_a_phone_is_not(PaperState paper, bool scanned, bool told)
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        c.Hall.Report(new TicketId(1), paper);
        if (scanned) c.Followed.Add(c.Hall.Tickets[0].Code);
        await c.PassAsync(1);
        // The kiosk knows of its paper before time goes on: from then on it counts.
        kiosk.WaitForElement(paper is PaperState.OnPaper ? ".result.OnPaper" : ".result.NotOnPaper");
        await c.PassAsync(40);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".theme")));
        kiosk.WaitForAssertion(() => Assert.Equal(told, c.Hall.Tickets[0].MayHaveNoNumber));
        // Said once, whoever comes next.
        Assert.Equal(told ? [new LeaveOnScreen(new TicketId(1))] : [], c.Hall.Sent.Select(s => s.Command).OfType<LeaveOnScreen>());
    }

    [Fact]
    public async Task Whoever_says_that_the_number_is_noted_has_it_and_so_has_who_prints_it_later()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        c.Hall.Report(new TicketId(1), PaperState.NotOnPaper);
        await c.PassAsync(1);
        kiosk.WaitForElement(".result.NotOnPaper");
        await kiosk.Find(".done").ClickAsync(new());
        await c.PassAsync(60);
        Assert.False(c.Hall.Tickets[0].WasLeftOnScreen);
        c.Hall.Do(Core.Staffing.Actor.Citizen("kiosk-1"), new LeaveOnScreen(new TicketId(1)));
        Assert.True(c.Hall.Tickets[0].MayHaveNoNumber);
        c.Hall.Do(Core.Staffing.Actor.Citizen("kiosk-1"), new ReprintTicket(new TicketId(1)));
        Assert.False(c.Hall.Tickets[0].MayHaveNoNumber);
    }

    [Fact]
    public async Task A_touch_gives_the_whole_time_again()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await c.PassAsync(50);
        kiosk.WaitForAssertion(() => Assert.StartsWith("没有操作，10 秒后", kiosk.Find(".countdown > span").TextContent, StringComparison.Ordinal));
        await kiosk.Find(".kiosk").TriggerEventAsync("onpointerdown", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
        Assert.Empty(kiosk.FindAll(".countdown"));
        await c.PassAsync(59);
        kiosk.WaitForAssertion(() => Assert.StartsWith("没有操作，1 秒后", kiosk.Find(".countdown > span").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_of_whoever_walked_away_stays()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await c.Devices.HoldAsync(new(TestPlan.Reader, "990000194805120020", "演示乙"));
        kiosk.WaitForAssertion(() => Assert.Equal("已读取身份证：演**", kiosk.Find(".card-band").TextContent));
        await kiosk.FindAll(".head .touch")[0].ClickAsync(new());
        await kiosk.FindAll(".head .touch")[1].ClickAsync(new());
        await kiosk.Find(".search-open").ClickAsync(new());
        await kiosk.Find("input").InputAsync(new() { Value = "passport" });
        Assert.Contains("elder", kiosk.Find(".kiosk").ClassList);
        await c.PassAsync(90);
        kiosk.WaitForAssertion(() => Assert.NotEmpty(kiosk.FindAll(".theme")));
        Assert.DoesNotContain("elder", kiosk.Find(".kiosk").ClassList);
        Assert.Equal("zh-CN", kiosk.Find(".kiosk").GetAttribute("lang"));
        Assert.DoesNotContain("演**", kiosk.Markup, StringComparison.Ordinal);
        Assert.Equal("/kiosk/kiosk-1", c.Address);
        await kiosk.Find(".search-open").ClickAsync(new());
        Assert.Equal("", kiosk.Find("input").GetAttribute("value"));
    }

    [Fact]
    public async Task A_start_with_nothing_to_forget_counts_nothing_down()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        var renders = kiosk.RenderCount;
        await c.PassAsync(120);
        Assert.Empty(kiosk.FindAll(".countdown"));
        Assert.Equal(renders, kiosk.RenderCount);
    }
}
