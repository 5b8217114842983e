using System.Globalization;
using Bunit;
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
    public void A_paused_window_says_since_when_and_that_it_comes_back_and_not_why_it_went()
    {
        var screen = Shown(new DisplayScenario().Open(W1).At(W1, new PauseWindow(W1, new Reason.Offered(ReasonWord.Meal))).Later(TimeSpan.FromMinutes(7)));
        Assert.Equal("暂停服务", screen.Find(".wd-mood").TextContent);
        Assert.Equal("窗口稍后恢复，请留意屏幕", screen.Find(".wd-say").TextContent);
        Assert.Equal("09:00 起暂停服务", screen.Find(".wd-state").TextContent);
        Assert.DoesNotContain("Meal", screen.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void A_paused_window_names_those_that_call_its_line_meanwhile()
    {
        var hall = new DisplayScenario().Open(W1, W2, W3).At(W1, new PauseWindow(W1, new Reason.Offered(ReasonWord.Meal)));
        Assert.Equal("本类业务请留意 2 号窗口叫号", Shown(hall).Find(".wd-say").TextContent);
        Assert.Equal("Calling meanwhile: Window 2", Shown(hall, English).Find(".wd-say").TextContent);
    }

    [Fact]
    public void Windows_that_help_are_named_after_those_of_the_category_and_rooms_by_their_name()
    {
        var hall = new DisplayScenario(helping: true).Open(W2, W4);
        Assert.Equal("本类业务请留意 2 号窗口、办不成事反映室叫号", Shown(hall).Find(".wd-say").TextContent);
    }

    [Fact]
    public void Several_windows_are_named_in_one_breath()
    {
        var board = WindowBoard.Of(new DisplayScenario().View, W1)! with { Instead = [new(2, null), new(5, null), new(14, new("咨询室", "advice room"))] };
        string Lead(CultureInfo culture) => Render<WindowScreen>(p => p.Add(s => s.Board, board).Add(s => s.Culture, culture)).Find(".wd-say").TextContent;
        Assert.Equal("本类业务请留意 2、5 号窗口、咨询室叫号", Lead(Chinese));
        Assert.Equal("Calling meanwhile: Windows 2, 5, advice room", Lead(English));
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
