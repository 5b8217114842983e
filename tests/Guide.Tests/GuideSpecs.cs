using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Tests;
using TidalHall.Ui.SignIn;
using Xunit;

namespace TidalHall.Guide.Tests;

/// <summary>What a guide does at the door.</summary>
public sealed class GuideSpecs : IAsyncDisposable
{
    private static readonly Actor Citizen = Actor.Citizen("kiosk-1");
    private readonly GuideContext _c = new();

    public ValueTask DisposeAsync() => _c.DisposeAsync();

    private static IElement Button(IRenderedComponent<GuidePage> page, string text) => page.FindAll("button").First(b => b.TextContent.Contains(text, StringComparison.Ordinal));
    private static Task TapAsync(IRenderedComponent<GuidePage> page, string text) => Button(page, text).ClickAsync(new());
    private static Task TakeAsync(IRenderedComponent<GuidePage> page) => page.Find(".acts .go").ClickAsync(new());
    private static string Text(IRenderedComponent<GuidePage> page) => page.Find("main").TextContent;
    private Ticket Only => Assert.Single(_c.Hall.Tickets);

    [Fact]
    public async Task A_matter_is_found_by_everyday_words_and_its_ticket_comes_out_of_a_kiosks_printer()
    {
        var page = _c.Open();
        await page.Find("input[type=search]").InputAsync(new() { Value = "出国" });
        await TapAsync(page, "普通护照签发");
        Assert.Contains("A 区 1、2 号窗口", Text(page), StringComparison.Ordinal);

        await TakeAsync(page);

        Assert.Equal((TicketChannel.Guide, TicketClass.Ordinary, TestPlan.Place, PaperState.Printing, null), (Only.Channel, Only.Class, Only.Place, Only.Paper, Only.IsEntitled));
        Assert.Equal(GuideContext.Lin.Id, _c.Hall.Sent[^1].Actor.Id);
        Assert.Contains("A001", Text(page), StringComparison.Ordinal);
        Assert.Contains("正在打印", Text(page), StringComparison.Ordinal);
        _c.Hall.Report(Only.Id, PaperState.OnPaper);
        await _c.PassAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("号票已打印", Text(page), StringComparison.Ordinal));
        await TapAsync(page, "下一位");
        Assert.Equal("", page.Find("input[type=search]").GetAttribute("value"));
    }

    [Fact]
    public async Task Where_nothing_is_printed_the_number_stands_on_the_tablet()
    {
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        await page.FindAll(".printers input")[1].ChangeAsync(new());
        await TakeAsync(page);
        Assert.Equal((PaperState.None, null), (Only.Paper, Only.Place));
        Assert.Contains("请对方记下号码", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_paper_is_told_and_another_print_can_be_asked_for()
    {
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        await TakeAsync(page);
        _c.Hall.Report(Only.Id, PaperState.NotOnPaper);
        await _c.PassAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("没有打出号票", Text(page), StringComparison.Ordinal));
        await TapAsync(page, "再打印一次");
        Assert.Equal((2, PaperState.Printing, TestPlan.Place), (Only.Prints, Only.Paper, Only.Place));
    }

    [Fact]
    public async Task A_double_tap_is_one_ticket()
    {
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        _c.Hall.AnswersHeld = new();
        var (first, second) = (TakeAsync(page), TakeAsync(page));
        _c.Hall.AnswersHeld.SetResult();
        await Task.WhenAll(first, second);
        Assert.Equal("T001", $"{Only.Number}");
        Assert.Single(_c.Hall.Sent);
    }

    [Fact]
    public async Task Asked_again_after_no_answer_was_durable_it_is_the_same_order()
    {
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        _c.Hall.IsFull = true;
        await TakeAsync(page);
        _c.Hall.IsFull = false;
        await TakeAsync(page);
        Assert.Single(_c.Hall.Sent.Select(s => s.Id).Distinct());
        Assert.Equal("T001", $"{Only.Number}");
    }

    [Fact]
    public async Task Priority_that_a_guide_has_seen_needs_no_second_look()
    {
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        await TapAsync(page, "已当面核实");
        await TakeAsync(page);
        Assert.Equal((TicketClass.GreenChannel, true), (Only.Class, Only.IsEntitled));
        await TapAsync(page, "核实优先");
        Assert.Contains("已核实", Text(page), StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".count"));
    }

    [Fact]
    public async Task A_number_dealt_by_hand_while_there_was_no_power_is_keyed_in_and_waits_since_then()
    {
        _c.Time.Advance(TimeSpan.FromMinutes(40));
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        await page.FindAll(".printers input[type=radio]").Last().ChangeAsync(new());
        await TakeAsync(page);
        Assert.Equal("应急号印在号票上，例如 T9001。", page.Find("[role=alert]").TextContent);
        Assert.Empty(_c.Hall.Sent);

        await page.Find(".by-hand input[type=text]").ChangeAsync(new() { Value = "t9007" });
        await page.Find(".by-hand input[type=time]").ChangeAsync(new() { Value = "09:10:00" });
        await TakeAsync(page);

        Assert.Equal(("T9007", TicketChannel.PrePrinted, PaperState.None), ($"{Only.Number}", Only.Channel, Only.Paper));
        Assert.Equal(30 * 60_000, _c.Hall.View.Tick - ((VisitState.Waiting)Only.State).Ref);
    }

    [Fact]
    public async Task Who_acts_by_a_mandate_says_what_it_says_and_the_order_has_a_reference_alone()
    {
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        await page.FindAll(".for-whom > label > input")[1].ChangeAsync(new());
        await TakeAsync(page);
        Assert.Empty(_c.Hall.Sent);
        Assert.Equal(RefusalText.Of(Refusal.Because(RefusalCode.MandateNotSeen), System.Globalization.CultureInfo.GetCultureInfo("zh-CN")), page.Find("[role=alert]").TextContent);

        await page.Find(".for-whom textarea").ChangeAsync(new() { Value = "王五委托申报个税" });
        await TakeAsync(page);

        Assert.Equal(["王五委托申报个税"], _c.Vault);
        var order = Assert.IsType<TakeTicket>(Assert.Single(_c.Hall.Sent).Command);
        Assert.Equal(_c.Hall.Sent[0].Id, order.Mandate?.Value);
    }

    [Fact]
    public async Task A_commercial_agent_is_known_by_a_good_number_and_held_to_the_caps()
    {
        var page = _c.Open();
        await TapAsync(page, "纳税申报");
        await page.FindAll(".for-whom > label > input")[2].ChangeAsync(new());
        await page.FindAll(".for-whom input[type=text]")[0].ChangeAsync(new() { Value = "210102199003072317" });
        await TakeAsync(page);
        Assert.StartsWith("代理人身份证号：身份证号末位校验不符", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.FindAll(".for-whom input[type=text]")[0].ChangeAsync(new() { Value = "210102 19900307 2316" });
        await page.FindAll(".for-whom input[type=text]")[1].ChangeAsync(new() { Value = "赵六" });
        await page.Find(".for-whom input[type=number]").ChangeAsync(new() { Value = "99" });
        await TakeAsync(page);
        Assert.Empty(_c.Hall.Tickets);
        Assert.Contains("中介一个号最多", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);

        await page.Find(".for-whom input[type=number]").ChangeAsync(new() { Value = "2" });
        await TakeAsync(page);
        Assert.Equal((GuideContext.Agent, 2), (Only.Agent!.Value, Only.Matters));
        Assert.All(_c.Vault, v => Assert.Equal("210102199003072316 赵六", v));
    }

    [Fact]
    public async Task Papers_are_looked_through_before_the_wait()
    {
        var page = _c.Open();
        await TapAsync(page, "普通护照签发");
        Assert.Contains("已带 0 / 1", Text(page), StringComparison.Ordinal);
        await page.Find(".materials input").ChangeAsync(new() { Value = true });
        Assert.Contains("已带 1 / 1", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whom_the_kiosk_gave_priority_is_counted_until_somebody_has_looked_and_a_mistake_can_be_mended()
    {
        var asked = _c.Hall.Do(Citizen, new TakeTicket(TestPlan.TaxReturn, TicketClass.GreenChannel)).Ticket!.Value;
        var page = _c.Open();
        Assert.Equal("1人待核实", page.Find(".tabs .count").TextContent);
        await TapAsync(page, "核实优先");

        await page.Find($"button[aria-label='T001 不符合优先条件']").ClickAsync(new());

        Assert.Equal((TicketClass.Ordinary, false), (_c.Hall.View.Find(asked)!.Class, _c.Hall.View.Find(asked)!.IsEntitled));
        await _c.PassAsync();
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".tabs .count")));
        await page.Find($"button[aria-label='T001 符合优先条件']").ClickAsync(new());
        Assert.Equal(TicketClass.GreenChannel, _c.Hall.View.Find(asked)!.Class);
    }

    [Fact]
    public async Task The_late_are_listed_and_brought_back_by_the_halls_rule()
    {
        var late = _c.Hall.Take(TestPlan.TaxReturn);
        _c.Hall.Do(TestPlan.Chief, new OpenWindow(TestPlan.W3));
        _c.Hall.Do(TestPlan.Chief, new CallNext(TestPlan.W3));
        _c.Time.Advance(TimeSpan.FromMinutes(3));
        for (var n = 0; n < 3; n++) _c.Hall.Do(TestPlan.Chief, new RecallTicket(TestPlan.W3));
        _c.Hall.Do(TestPlan.Chief, new MissTicket(TestPlan.W3));
        var page = _c.Open();
        await TapAsync(page, "查号");
        Assert.Contains("过号（3 号窗口）", Text(page), StringComparison.Ordinal);

        await page.Find("button[aria-label='T001 恢复排队']").ClickAsync(new());

        Assert.IsType<VisitState.Waiting>(_c.Hall.View.Find(late)!.State);
        await _c.PassAsync();
        await page.WaitForAssertionAsync(() => Assert.Contains("没有人过号", Text(page), StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_number_tells_where_to_go_and_is_cancelled_only_when_asked_twice()
    {
        var ticket = _c.Hall.Take(TestPlan.Passport);
        var page = _c.Open();
        await TapAsync(page, "查号");
        await page.Find(".find input").InputAsync(new() { Value = "a001" });
        Assert.Contains("A 区 1、2 号窗口", Text(page), StringComparison.Ordinal);
        await TapAsync(page, "取消这个号");
        Assert.IsType<VisitState.Waiting>(_c.Hall.View.Find(ticket)!.State);
        await TapAsync(page, "确定取消");
        Assert.IsType<VisitState.Cancelled>(_c.Hall.View.Find(ticket)!.State);
        await page.Find(".find input").InputAsync(new() { Value = "a999" });
        Assert.Contains("今天没有号码 A999", Text(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_in_the_guides_language_and_the_matter_stays()
    {
        var page = _c.Open("en");
        await TapAsync(page, "Tax return");
        _c.Hall.IsFull = true;
        await TakeAsync(page);
        Assert.Equal(RefusalText.Of(Refusal.Because(RefusalCode.NotDurable), System.Globalization.CultureInfo.GetCultureInfo("en")), page.Find("[role=alert]").TextContent);
        _c.Hall.IsFull = false;
        await TakeAsync(page);
        Assert.Equal("en", Only.Language);
    }

    [Theory]
    [InlineData(Roles.Guide, true)]
    [InlineData(Roles.Manager, true)]
    [InlineData(Roles.IntakeClerk, false)]
    [InlineData(Roles.Auditor, false)]
    public void Guides_and_the_manager_open_it(Roles role, bool opens)
    {
        var options = new AuthorizationOptions();
        Policies.AddAll(options);
        var policy = options.GetPolicy(Policies.Guiding)!;
        var allowed = policy.Requirements.OfType<Microsoft.AspNetCore.Authorization.Infrastructure.RolesAuthorizationRequirement>().Single().AllowedRoles;
        Assert.Equal(opens, allowed.Contains(role.ToString()));
    }
}
