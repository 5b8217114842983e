using System.Collections;
using System.Globalization;
using System.Resources;
using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Tests;

namespace TidalHall.Phone.Tests;

public sealed class TicketSpecs
{
    private static readonly CultureInfo Zh = CultureInfo.GetCultureInfo("zh-CN"), En = CultureInfo.GetCultureInfo("en");

    private readonly FakeTimeProvider _time = new(TestPlan.Nine);

    [Fact]
    public void Who_waits_sees_how_many_go_first_and_how_long_it_may_take()
    {
        var hall = new TestHall(_time);
        hall.Take(TestPlan.Passport);
        hall.Take(TestPlan.Passport);
        var page = Draw(hall, hall.Take(TestPlan.Passport), Zh);
        Assert.Equal("A003", page.QuerySelector(".number")!.TextContent);
        Assert.Equal("前面还有 2 人", Headline(page));
        Assert.Matches(@"^约 \d+ 分钟，十人中九人在 \d+ 分钟内$", page.QuerySelector(".wait b")!.TextContent);
        Assert.Equal("1、2", page.QuerySelectorAll(".facts dd")[1].TextContent);
        Assert.Contains("过号", page.QuerySelector(".notes")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_services_under_one_number_it_says_which_is_done_which_is_now_and_which_follows()
    {
        var plan = TestPlan.Whole;
        var hall = new TestHall(_time, plan with { Items = [plan.Items[0] with { Then = [new(TestPlan.Tax), new(TestPlan.Intake, new("paper-01"))] }, .. plan.Items.Skip(1)] });
        var ticket = hall.Take(TestPlan.Passport);
        Assert.Equal(["普通护照签发现在", "税务随后", "第 1 种证明随后"], Steps(Draw(hall, ticket, Zh)));
        Call(hall);
        hall.Do(TestPlan.Clerk, new CompleteVisit(TestPlan.W1));
        var page = Draw(hall, ticket, Zh);
        Assert.Equal(["普通护照签发已办", "税务现在", "第 1 种证明随后"], Steps(page));
        Assert.Equal("3", page.QuerySelectorAll(".facts dd")[1].TextContent);
        Assert.Empty(Draw(hall, hall.Take(TestPlan.TaxReturn), Zh).QuerySelectorAll(".steps"));
        Assert.Empty(Chinese.Unmarked(Draw(hall, ticket, En)));
    }

    private static IEnumerable<string> Steps(IElement page) => page.QuerySelectorAll(".steps li").Select(li => li.TextContent);

    [Fact]
    public void The_first_in_line_is_next()
    {
        var hall = new TestHall(_time);
        Assert.Equal("快到您了，下一位就是您", Headline(Draw(hall, hall.Take(TestPlan.Passport), Zh)));
    }

    [Fact]
    public void Who_is_called_is_told_the_window_above_all()
    {
        var hall = new TestHall(_time);
        var ticket = hall.Take(TestPlan.Passport);
        Call(hall);
        var page = Draw(hall, ticket, Zh);
        Assert.Contains("called", page.ClassList);
        Assert.Equal("请到 1 号窗口", Headline(page));
        Assert.Null(page.QuerySelector(".wait"));
    }

    [Theory]
    [InlineData(LateReturn.AfterMore, "请告知工作人员，再叫 3 人后为您安排")]
    [InlineData(LateReturn.EndOfLine, "请告知工作人员，将为您排到队尾")]
    [InlineData(LateReturn.NewTicket, "请重新取号")]
    public void Who_missed_a_call_is_told_what_to_do_by_the_halls_rule(LateReturn rule, string advice)
    {
        var hall = new TestHall(_time, TestPlan.Whole with { Rules = new() { LateReturn = rule, RecallsBeforeMiss = 0, SecondsBeforeMiss = 0 } });
        var ticket = hall.Take(TestPlan.Passport);
        Call(hall);
        hall.Do(TestPlan.Clerk, new MissTicket(TestPlan.W1));
        var page = Draw(hall, ticket, Zh);
        Assert.Equal("您已过号", Headline(page));
        Assert.Equal(advice, page.QuerySelector(".advice")!.TextContent);
    }

    [Theory]
    [InlineData(HoldKind.PapersAway, "Bring the missing papers to any of the windows below; you need not queue again")]
    [InlineData(HoldKind.PapersHere, "Your papers are at window 1; please go back there")]
    [InlineData(HoldKind.StepElsewhere, "When the other step is done, please go back to window 1")]
    public void Each_hold_says_where_to_come_back_to(HoldKind kind, string advice)
    {
        var hall = new TestHall(_time);
        var ticket = hall.Take(TestPlan.Passport);
        Call(hall);
        hall.Do(TestPlan.Clerk, new StartService(TestPlan.W1));
        Assert.Equal("You are being served at window 1", Headline(Draw(hall, ticket, En)));
        hall.Do(TestPlan.Clerk, new HoldTicket(TestPlan.W1, kind));
        Assert.Equal(advice, Draw(hall, ticket, En).QuerySelector(".advice")!.TextContent);
    }

    [Fact]
    public void A_ticket_that_has_ended_says_how()
    {
        var hall = new TestHall(_time);
        var served = hall.Take(TestPlan.Passport);
        Call(hall);
        hall.Do(TestPlan.Clerk, new StartService(TestPlan.W1));
        hall.Do(TestPlan.Clerk, new CompleteVisit(TestPlan.W1));
        var released = hall.Take(TestPlan.Passport);
        hall.Do(TestPlan.Chief, new ReleaseTicket(released, new Reason.Offered(ReasonWord.ManagersArrangement)));
        Assert.Equal("已办结", Headline(Draw(hall, served, Zh)));
        Assert.Equal("这张票已由工作人员结束", Headline(Draw(hall, released, Zh)));
        Assert.DoesNotContain("停电", Draw(hall, released, Zh).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void An_English_page_shows_no_Chinese_but_what_is_marked_as_such()
    {
        var hall = new TestHall(_time);
        foreach (var item in hall.View.Plan.Items.Take(5)) Assert.Empty(Chinese.Unmarked(Draw(hall, hall.Take(item.Id), En)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A001")]
    [InlineData("0123456789ABCDEF")]
    [InlineData("<script>alert(1)</script>")]
    public void An_unknown_code_has_no_page(string code) => Assert.Null(new TicketLivePage(new(new("http://hall.example/"))).Draw(new TestHall(_time), code, Zh));

    [Fact]
    public void A_code_typed_in_small_letters_is_the_same_ticket()
    {
        var hall = new TestHall(_time);
        hall.Take(TestPlan.Passport);
        Assert.NotNull(new TicketLivePage(new(new("http://hall.example/"))).Draw(hall, hall.Tickets[0].Code.ToString().ToLowerInvariant(), Zh));
    }

    [Fact]
    public async Task A_place_is_given_back_once_however_often_it_is_sent()
    {
        await using var c = new BunitContext();
        var hall = new TestHall(_time);
        var page = OpenCancel(c, hall, hall.Take(TestPlan.Passport));
        Assert.Equal("取消 A001 的排队？", page.Find("h1").TextContent);
        await page.Find("form").SubmitAsync(new());
        Assert.IsType<VisitState.Cancelled>(hall.Tickets[0].State);
        Assert.EndsWith($"/t/{hall.Tickets[0].Code}", c.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync(new());
        Assert.Equal(hall.Sent[^1].Id, hall.Sent[^2].Id);
    }

    [Fact]
    public async Task A_ticket_being_served_cannot_be_given_back()
    {
        await using var c = new BunitContext();
        var hall = new TestHall(_time);
        var ticket = hall.Take(TestPlan.Passport);
        Call(hall);
        hall.Do(TestPlan.Clerk, new StartService(TestPlan.W1));
        var page = OpenCancel(c, hall, ticket);
        Assert.Empty(page.FindAll("form"));
        Assert.Equal("1 号窗口正在为您办理", page.Find(".advice").TextContent);
    }

    [Fact]
    public async Task On_a_full_disk_the_phone_says_since_when_and_that_the_number_is_still_good()
    {
        var hall = new TestHall(_time);
        var ticket = hall.Take(TestPlan.Passport);
        Assert.Null(Draw(hall, ticket, Zh).QuerySelector(".th-trouble"));
        hall.IsFull = true;
        var page = Draw(hall, ticket, Zh);
        Assert.Equal("09:00 起系统暂停叫号，由工作人员口头叫号。您的号码仍然有效，请留在大厅；下面是此前的信息。", page.QuerySelector(".th-trouble")!.TextContent);
        Assert.Equal("快到您了，下一位就是您", Headline(page));
        Assert.Empty(Chinese.Unmarked(Draw(hall, ticket, En)));

        await using var c = new BunitContext();
        var cancel = OpenCancel(c, hall, ticket);
        Assert.Single(cancel.FindAll(".th-trouble"));
        Assert.Empty(cancel.FindAll("form"));
    }

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        var texts = new ResourceManager(typeof(PhoneTexts));
        Assert.Equal(Keys(texts, ""), Keys(texts, "en"));
    }

    private static IEnumerable<string> Keys(ResourceManager texts, string culture) =>
        texts.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal);

    private static string Headline(IElement page) => page.QuerySelector(".headline")!.TextContent;

    private static void Call(TestHall hall)
    {
        hall.Do(TestPlan.Clerk, new OpenWindow(TestPlan.W1));
        hall.Do(TestPlan.Clerk, new CallNext(TestPlan.W1));
    }

    private static IElement Draw(TestHall hall, TicketId ticket, CultureInfo culture)
    {
        var drawing = new TicketLivePage(new(new("http://hall.example/"))).Draw(hall, hall.View.Find(ticket)!.Code.ToString(), culture)!;
        Assert.Equal(hall.View.Sequence, drawing.Sequence);
        using var c = new BunitContext();
        return c.Render(b =>
        {
            b.OpenComponent(0, drawing.Component);
            b.AddMultipleAttributes(1, drawing.Parameters!);
            b.CloseComponent();
        }).Find(".ticket");
    }

    private static IRenderedComponent<CancelPage> OpenCancel(BunitContext c, TestHall hall, TicketId ticket)
    {
        c.Services.AddSingleton<IHalls>(hall);
        return c.Render<CancelPage>(p => p.Add(x => x.Code, hall.View.Find(ticket)!.Code.ToString()).AddCascadingValue("Language", "zh-CN"));
    }
}
