using Bunit;
using System.Globalization;
using TidalHall.Core.Queueing;
using TidalHall.Display.Windows;
using static TidalHall.Display.Tests.DisplayScenario;

namespace TidalHall.Display.Tests;

public sealed class WindowScreenSpecs : BunitContext
{
    private IRenderedComponent<WindowScreen> Shown(DisplayScenario hall, CultureInfo? culture = null) =>
        Render<WindowScreen>(p => p.Add(s => s.Board, WindowBoard.Of(hall.View, W1)!).Add(s => s.Culture, culture ?? Chinese));

    [Fact]
    public void A_called_ticket_is_asked_to_this_window()
    {
        var screen = Shown(new DisplayScenario().Open(W1).Tickets(Passport, 3).At(W1, new CallNext(W1)));
        Assert.Equal("A001", screen.Find(".wd-number").TextContent);
        Assert.Equal("请到本窗口", screen.Find(".wd-say").TextContent);
        Assert.Equal("本类业务等候 2 人", screen.Find(".wd-waiting").TextContent);
        Assert.Equal("下一位 A002", screen.Find(".wd-next").TextContent);
    }

    [Fact]
    public void A_ticket_being_served_is_told_apart_from_a_called_one()
    {
        var screen = Shown(new DisplayScenario().Open(W1).Tickets(Passport, 1).At(W1, new CallNext(W1), new StartService(W1)));
        Assert.Equal("正在办理", screen.Find(".wd-say").TextContent);
        Assert.Equal("Serving", screen.Find(".wd").GetAttribute("data-stage"));
    }

    [Fact]
    public void A_paused_window_says_that_it_comes_back_and_not_why_it_went()
    {
        var screen = Shown(new DisplayScenario().Open(W1).At(W1, new PauseWindow(W1, "lunch")));
        Assert.Equal("暂停服务", screen.Find(".wd-mood").TextContent);
        Assert.DoesNotContain("lunch", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_closed_window_sends_to_the_others()
    {
        var screen = Shown(new DisplayScenario().Tickets(Passport, 1), English);
        Assert.Equal("Closed", screen.Find(".wd-mood").TextContent);
        Assert.Equal("Please go to another window.", screen.Find(".wd-say").TextContent);
        Assert.Empty(screen.FindAll(".wd-next"));
    }

    [Theory]
    [InlineData("zh-CN", "09:00 起系统暂停叫号，请听工作人员叫号")]
    [InlineData("en", "Since 09:00 the staff call by voice; please listen")]
    public void On_a_full_disk_it_says_in_a_line_since_when_and_keeps_what_it_knew(string language, string told)
    {
        var hall = new DisplayScenario().Open(W1).Tickets(Passport, 2).At(W1, new CallNext(W1));
        Assert.Empty(Shown(hall).FindAll(".th-trouble"));
        var screen = Shown(hall.Full(), CultureInfo.GetCultureInfo(language));
        Assert.Equal(told, screen.Find(".th-trouble").TextContent);
        Assert.Equal("A001", screen.Find(".wd-number").TextContent);
    }

    [Fact]
    public void There_is_no_board_for_a_window_the_hall_has_not() =>
        Assert.Null(WindowBoard.Of(new DisplayScenario().View, new("w99")));
}
