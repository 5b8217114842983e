using System.Globalization;
using Bunit;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Display.Halls;
using static TidalHall.Display.Tests.DisplayScenario;

namespace TidalHall.Display.Tests;

public sealed class HallScreenSpecs : BunitContext
{
    private IRenderedComponent<HallScreen> Shown(DisplayScenario hall, CultureInfo? culture = null, Core.Halls.Display? display = null) =>
        Render<HallScreen>(p => p.Add(s => s.Board, HallBoard.Of(hall.View, display ?? ZoneA)).Add(s => s.Culture, culture ?? Chinese));

    private static string[] Numbers(IRenderedComponent<HallScreen> screen) => [.. screen.FindAll(".hd-call b").Select(b => b.TextContent)];

    [Fact]
    public void Who_is_called_stands_with_the_window_and_the_newest_first()
    {
        var screen = Shown(new DisplayScenario().Open(W1, W2).Tickets(Passport, 2).At(W1, new CallNext(W1)).At(W2, new CallNext(W2)));
        Assert.Equal(["A002", "A001"], Numbers(screen));
        Assert.Equal(["2 号窗口", "1 号窗口"], screen.FindAll(".hd-call strong").Select(s => s.TextContent));
        Assert.All(screen.FindAll(".hd-call"), row => Assert.Equal("Called", row.GetAttribute("data-stage")));
    }

    [Fact]
    public void Who_is_still_waited_for_stands_before_those_being_served()
    {
        var screen = Shown(new DisplayScenario().Open(W1, W2).Tickets(Passport, 2).At(W1, new CallNext(W1)).At(W2, new CallNext(W2), new StartService(W2)));
        Assert.Equal(["A001", "A002"], Numbers(screen));
        Assert.Equal(["请办理", "办理中"], screen.FindAll(".hd-stage").Select(s => s.TextContent));
    }

    [Fact]
    public void A_finished_call_moves_to_the_recent_ones()
    {
        var screen = Shown(new DisplayScenario().Open(W1).Tickets(Passport, 1).At(W1, new CallNext(W1), new StartService(W1), new CompleteVisit(W1)));
        Assert.Empty(Numbers(screen));
        Assert.Equal("A001", screen.Find(".hd-recent b").TextContent);
    }

    [Fact]
    public void Whose_number_goes_on_stands_with_where_it_waits_now()
    {
        var hall = new DisplayScenario().Open(W1, W3).Tickets(Passport, 1).At(W1, new CallNext(W1), new CompleteVisit(W1, Next: [new(new("tax"))]));
        Assert.Equal(["A001", "→ 税务"], Shown(hall).FindAll(".hd-recent li > *").Select(e => e.TextContent));
        hall.At(W3, new CallNext(W3));
        Assert.Equal(["A001"], Numbers(Shown(hall)));
        Assert.Equal("3 号窗口", Shown(hall).Find(".hd-call strong").TextContent);
    }

    [Fact]
    public void A_recall_is_a_new_row_so_that_it_lights_up_again()
    {
        var hall = new DisplayScenario().Open(W1).Tickets(Passport, 1).At(W1, new CallNext(W1));
        var first = Shown(hall).Find(".hd-call").Id;
        var second = Shown(hall.Later(TimeSpan.FromSeconds(30)).At(W1, new RecallTicket(W1)));
        Assert.NotEqual(first, second.Find(".hd-call").Id);
        Assert.Single(Numbers(second));
    }

    [Fact]
    public void A_display_shows_the_calls_of_its_own_zones_only()
    {
        var hall = new DisplayScenario().Open(W1, W4).Tickets(Passport, 1).Tickets(Complaint, 1).At(W1, new CallNext(W1)).At(W4, new CallNext(W4));
        Assert.Equal(["A001"], Numbers(Shown(hall)));
        Assert.Equal(["F001", "A001"], Numbers(Shown(hall, display: Plan.Displays[1])));
    }

    [Fact]
    public void A_room_with_a_name_is_called_by_its_name()
    {
        var hall = new DisplayScenario().Open(W4).Tickets(Complaint, 1).At(W4, new CallNext(W4));
        Assert.Equal("办不成事反映室", Shown(hall, display: Plan.Displays[1]).Find(".hd-call strong").TextContent);
        Assert.Equal("unresolved matters room", Shown(hall, English, Plan.Displays[1]).Find(".hd-call strong").TextContent);
    }

    [Fact]
    public void Each_category_shows_how_many_wait_and_who_is_next()
    {
        var screen = Shown(new DisplayScenario().Open(W1, W3).Tickets(Passport, 3).Tickets(Tax, 1).At(W1, new CallNext(W1)));
        var lines = screen.FindAll(".hd-lines li");
        Assert.Equal(["综合受理", "税务"], lines.Select(l => l.QuerySelector(".hd-category")!.TextContent));
        Assert.Equal(["2人", "1人"], lines.Select(l => l.QuerySelector("strong")!.TextContent));
        Assert.Equal(["A002", "T001"], lines.Select(l => l.QuerySelector(".hd-next .th-number")!.TextContent));
    }

    [Fact]
    public void A_category_that_open_windows_only_help_with_stands_there_too()
    {
        var room = Plan.Displays[1] with { Zones = [new("b")] };
        var hall = new DisplayScenario(helping: true).Open(W1).Tickets(Passport, 2);
        Assert.Equal(["“办不成事”反映"], Categories(Shown(hall, display: room)));
        hall.Open(W4);
        Assert.Equal(["综合受理", "“办不成事”反映"], Categories(Shown(hall, display: room)));
        hall.At(W4, new CloseWindow(W4));
        Assert.Equal(["“办不成事”反映"], Categories(Shown(hall, display: room)));
    }

    private static string[] Categories(IRenderedComponent<HallScreen> screen) => [.. screen.FindAll(".hd-lines .hd-category").Select(c => c.TextContent)];

    [Fact]
    public void Who_did_not_come_is_named_with_what_to_do()
    {
        var hall = new DisplayScenario(new HallRules { LateReturnAfter = 4 }).Open(W1).Tickets(Passport, 1)
            .At(W1, new CallNext(W1)).Later(TimeSpan.FromSeconds(61)).At(W1, new RecallTicket(W1), new MissTicket(W1));
        var screen = Shown(hall);
        Assert.Equal("已过号A001", screen.Find(".hd-missed").TextContent);
        Assert.Equal("过号请告知窗口或导办台，再叫 4 位后为您办理", screen.Find(".hd-rule").TextContent);
    }

    [Fact]
    public void With_every_window_closed_it_says_so()
    {
        var screen = Shown(new DisplayScenario().Tickets(Passport, 1));
        Assert.Equal("暂无窗口开放，请稍候", screen.Find(".hd-empty").TextContent);
        Assert.Empty(screen.FindAll(".hd-notice"));
    }

    [Fact]
    public void With_every_window_closed_and_somebody_still_on_the_list_it_says_so_below()
    {
        var hall = new DisplayScenario().Open(W1).Tickets(Passport, 1).At(W1, new CallNext(W1));
        var board = HallBoard.Of(hall.View, ZoneA) with { Notice = BoardNotice.NoWindowOpen };
        Assert.Equal("暂无窗口开放，请稍候", Render<HallScreen>(p => p.Add(s => s.Board, board).Add(s => s.Culture, Chinese)).Find(".hd-notice").TextContent);
    }

    [Fact]
    public void With_nobody_called_it_asks_to_watch_and_listen()
    {
        var screen = Shown(new DisplayScenario().Open(W1));
        Assert.Equal("暂无叫号，请留意屏幕和广播", screen.Find(".hd-empty").TextContent);
        Assert.Empty(screen.FindAll(".hd-notice"));
    }

    [Fact]
    public void The_end_of_ticketing_is_told()
    {
        var screen = Shown(new DisplayScenario().Open(W1).Do(new(Core.Staffing.ActorKind.Staff, new("chief"), Core.Staffing.Roles.Manager), new StopTicketing()));
        Assert.Equal("今日取号已停止，已取号的请继续等候叫号", screen.Find(".hd-notice").TextContent);
    }

    [Fact]
    public void English_is_complete_and_a_name_without_it_is_marked_as_Chinese()
    {
        var screen = Shown(new DisplayScenario().Open(W3).Tickets(Tax, 2).At(W3, new CallNext(W3)), English);
        Assert.Equal("Window 3", screen.Find(".hd-call strong").TextContent);
        Assert.Equal("zh-CN", screen.Find(".hd-call .hd-category").GetAttribute("lang"));
        Assert.Null(screen.Find(".hd-title h1").GetAttribute("lang"));
    }

    [Fact]
    public void More_than_six_calls_at_once_take_two_columns()
    {
        var call = new CalledTicket("call-1", new("A", 1), CallStage.Called, 1, null, new("综合受理"), "#1f5fa8", new(9, 0));
        var board = HallBoard.Of(new DisplayScenario().View, ZoneA) with { Called = [.. Enumerable.Range(1, 7).Select(n => call with { Key = $"call-{n}" })] };
        Assert.True(board.IsWide);
        Assert.False((board with { Called = board.Called[..6] }).IsWide);
    }

    [Theory]
    [InlineData("zh-CN", "09:00 起系统暂停叫号，由工作人员口头叫号；屏上是此前的信息")]
    [InlineData("en", "Since 09:00 the staff call by voice; the screen shows how things stood before")]
    public void On_a_full_disk_it_says_in_a_line_since_when_and_keeps_what_it_knew(string language, string told)
    {
        var hall = new DisplayScenario().Open(W1).Tickets(Passport, 2).At(W1, new CallNext(W1));
        Assert.Empty(Shown(hall).FindAll(".th-trouble"));
        var screen = Shown(hall.Full(), CultureInfo.GetCultureInfo(language));
        Assert.Equal(told, screen.Find(".hd-foot .th-trouble").TextContent);
        Assert.Equal(["A001"], Numbers(screen));
    }

    [Fact]
    public void The_clock_is_left_to_the_page_in_the_halls_zone()
    {
        var clock = Shown(new DisplayScenario()).Find("time[data-clock=time]");
        Assert.Equal("Asia/Shanghai", clock.GetAttribute("data-zone"));
        Assert.True(clock.HasAttribute("data-own"));
    }
}
