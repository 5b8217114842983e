using System.Globalization;
using System.Text.Json;
using Bunit;
using TidalHall.CallerConsole.Registering;
using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Tests;

/// <summary>“办不成事”: taken down at a window, followed by its limits, open until the citizen says so.</summary>
public sealed class UnresolvedPageSpecs
{
    private const string Office = "出入境管理局", Number = "210102199003072316";

    private static HallPlan Plan => RuledHall.Plan with { Calendar = [new(2026, [])] };

    [Fact]
    public async Task With_nothing_open_the_page_says_so()
    {
        await using var desk = Shown();
        Assert.Equal("没有未办结的反映。", desk.Page.Find(".entries .none").TextContent);
    }

    [Fact]
    public async Task It_is_registered_with_block_unit_and_limits_and_names_nobody()
    {
        await using var desk = Shown();
        await desk.Page.Find(".register").ClickAsync(new());
        Assert.Equal("登记后：责任单位 2026-03-02 前联系本人，2026-03-09 前答复。", desk.Page.Find(".promise").TextContent);
        await FillAsync(desk);
        await desk.Page.Find(".act-form").SubmitAsync();
        var sent = Assert.IsType<RegisterUnresolved>(desk.Last.Command);
        Assert.Equal((BlockKind.SentAround, UnresolvedKind.Ordinary, Office), (sent.Block, sent.Kind, sent.Department));
        Assert.Equal("跑了三个窗口", desk.Notes[sent.Tried!.Value].Text);
        Assert.DoesNotContain("张三", JsonSerializer.Serialize(sent), StringComparison.Ordinal);
        Assert.Equal("已登记为 1 号。", desk.Page.Find(".told").TextContent);
        Assert.Equal(["来回跑、互相推一般", Office], desk.Page.FindAll(".th-unresolved td").Take(2).Select(c => c.TextContent));
        Assert.Equal("跑了三个窗口", desk.Page.Find(".history q").TextContent);
    }

    [Fact]
    public async Task What_is_not_filled_in_is_said_at_its_field_and_nothing_is_sent()
    {
        await using var desk = Shown();
        await desk.Page.Find(".register").ClickAsync(new());
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(["请选择责任单位。", "请写明在哪里办过什么、卡在哪里。", "请填写姓名。"], new[] { "unit", "tried", "person-name" }.Select(f => desk.Page.Find($"#{f}-fault").TextContent));
        await desk.Page.Find("#anonymous").ChangeAsync(new() { Value = true });
        Assert.Empty(desk.Page.FindAll("#person-name"));
        Assert.Empty(desk.Hall.Sent);
        Assert.Empty(desk.Vault);
    }

    [Fact]
    public async Task What_is_not_for_this_window_is_pointed_on_and_asked_twice_since_it_closes()
    {
        await using var desk = Shown();
        await desk.Page.Find(".register").ClickAsync(new());
        await FillAsync(desk);
        await desk.Page.Find("#excluded").ChangeAsync(new() { Value = nameof(Exclusion.BeforeCourt) });
        await desk.Page.Find("#pointer").ChangeAsync(new() { Value = "区法院" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Empty(desk.Hall.Sent);
        Assert.NotEqual("", desk.Page.Find(".ends-here").TextContent);
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(UnresolvedStep.PointedOn, desk.Hall.View.Ratings.Unresolved.Single().Step);
        Assert.Equal("没有未办结的反映。", desk.Page.Find(".entries .none").TextContent);
        await desk.Page.FindAll(".tab")[1].ClickAsync(new());
        Assert.Single(desk.Page.FindAll(".th-unresolved tbody tr"));
    }

    [Fact]
    public async Task The_citizen_is_contacted_answered_and_closes_it_by_his_word()
    {
        await using var desk = Shown(Registered);
        await OpenAsync(desk);
        Assert.Equal(["已联系本人", "申请延期"], Steps(desk));
        await FollowAsync(desk, "contacted");
        Assert.Equal(["登记答复", "申请延期"], Steps(desk));
        await desk.Page.Find(".step-answered").ClickAsync(new());
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请填写。", desk.Page.Find("#text-fault").TextContent);
        await desk.Page.Find("#text").ChangeAsync(new() { Value = "明日可来领取" });
        await desk.Page.Find(".act-form").SubmitAsync();
        await desk.Page.WaitForStateAsync(() => Steps(desk).SequenceEqual(["本人确认办成", "本人不认可"]));
        await desk.Page.Find(".step-confirmed").ClickAsync(new());
        Assert.Equal(UnresolvedStep.Answered, desk.Hall.View.Ratings.Unresolved.Single().Step);
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.False(desk.Hall.View.Ratings.Unresolved.Single().IsOpen);
        await desk.Page.WaitForStateAsync(() => desk.Page.FindAll(".history b").Count == 4);
        Assert.Equal(["已登记", "已联系本人", "已答复，待本人确认", "本人已确认，办结"], desk.Page.FindAll(".history b").Select(b => b.TextContent));
        Assert.Empty(Steps(desk));
    }

    [Fact]
    public async Task A_question_from_a_window_has_its_matter_and_nobody_s_name_and_waits_for_the_unit()
    {
        await using var desk = new ConsoleScenario("li", Roles.IntakeClerk, Plan);
        desk.Open<UnresolvedPage>($"/unresolved?window={RuledHall.W1}&ask={RuledHall.Passport}");
        Assert.Equal("登记后：责任单位 2026-03-09 前答复，答复写进窗口手册。", desk.Page.Find(".promise").TextContent);
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请写明问了什么。", desk.Page.Find("#tried-fault").TextContent);
        await desk.Page.Find("#tried").ChangeAsync(new() { Value = "孩子能不能由祖母代领" });
        await desk.Page.Find(".act-form").SubmitAsync();
        var sent = Assert.IsType<RegisterUnresolved>(desk.Last.Command);
        Assert.Equal((BlockKind.QuestionUnanswered, Office, RuledHall.Passport, null), (sent.Block, sent.Department, sent.Item!.Value, sent.Person));
        // A window's own question: nobody is to be contacted, and its unit answers.
        Assert.Equal(["申请延期"], Steps(desk));
    }

    [Fact]
    public async Task A_question_without_its_matter_is_not_taken_down()
    {
        await using var desk = Shown();
        await desk.Page.Find(".register").ClickAsync(new());
        await desk.Page.Find("#block").ChangeAsync(new() { Value = nameof(BlockKind.QuestionUnanswered) });
        await desk.Page.Find("#unit").ChangeAsync(new() { Value = Office });
        await desk.Page.Find("#tried").ChangeAsync(new() { Value = "能不能代领" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请选择问题涉及的事项。", desk.Page.Find("#item-fault").TextContent);
        Assert.Empty(desk.Hall.Sent);
    }

    [Fact]
    public async Task The_unit_answers_a_question_with_what_goes_into_the_handbook()
    {
        await using var desk = Shown(d => d.Hall.Do(RuledHall.Li, new RegisterUnresolved(BlockKind.QuestionUnanswered, UnresolvedKind.Ordinary, Office, new NoteRef(Guid.NewGuid()), Item: RuledHall.Passport)), Roles.DepartmentOfficer);
        await OpenAsync(desk);
        Assert.Equal(["登记答复", "申请延期"], Steps(desk));
        await desk.Page.Find(".step-answered").ClickAsync(new());
        await desk.Page.Find("#question").ChangeAsync(new() { Value = "护照可以代领吗？" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请填写。", desk.Page.Find("#answer-fault").TextContent);
        await desk.Page.Find("#answer").ChangeAsync(new() { Value = "可以，请带委托书。" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(("护照可以代领吗？", "可以，请带委托书。"), Assert.Single(desk.Hall.View.Handbook.All) is var made ? (made.Text.Question, made.Text.Answer) : default);
        Assert.False(desk.Hall.View.Ratings.Unresolved.Single().IsOpen);
    }

    [Theory]
    [InlineData("2026-03-09")]
    [InlineData("2026-03-17")]
    public async Task An_extension_needs_a_reason_and_a_day_that_the_rule_allows(string day)
    {
        await using var desk = Shown(Registered);
        await OpenAsync(desk);
        await desk.Page.Find(".step-extended").ClickAsync(new());
        await desk.Page.Find("#text").ChangeAsync(new() { Value = "等上级批复" });
        await desk.Page.Find("#until").InputAsync(new() { Value = day });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请选择 2026-03-10 至 2026-03-16 之间的日期。", desk.Page.Find(".act-form .wrong").TextContent);
        await desk.Page.Find("#until").InputAsync(new() { Value = "2026-03-16" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal(new DateOnly(2026, 3, 16), desk.Hall.View.Ratings.Unresolved.Single().Due);
    }

    [Fact]
    public async Task Who_was_not_spoken_to_on_the_day_is_marked_late()
    {
        await using var desk = Shown(d =>
        {
            Registered(d);
            d.Time.Advance(TimeSpan.FromDays(1));
        });
        Assert.Equal("1 条超期", desk.Page.Find(".bar p").TextContent);
        Assert.Contains("✕", desk.Page.FindAll(".th-unresolved td")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_auditor_reads_and_is_offered_nothing()
    {
        await using var desk = Shown(Registered, Roles.Auditor);
        await OpenAsync(desk);
        Assert.Empty(Steps(desk));
        Assert.Empty(desk.Page.FindAll(".register"));
    }

    [Fact]
    public async Task A_refusal_is_said_and_an_order_that_did_not_settle_is_sent_again()
    {
        await using var desk = Shown(Registered);
        await OpenAsync(desk);
        desk.Hall.NextRefusal = Refusal.Because(RefusalCode.NotDurable);
        await FollowAsync(desk, "contacted");
        Assert.NotEqual("", desk.Page.Find(".refused").TextContent);
        await desk.Page.Find(".refused .retry").ClickAsync(new());
        Assert.NotNull(desk.Hall.View.Ratings.Unresolved.Single().ContactedOn);
        Assert.Equal(desk.Hall.Sent[^2].Id, desk.Last.Id);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_word_of_the_register_has_its_text(string language)
    {
        var w = UnresolvedWording.In(CultureInfo.GetCultureInfo(language));
        Type[] families = [typeof(BlockKind), typeof(UnresolvedKind), typeof(UnresolvedStep), typeof(Exclusion), typeof(NoGround)];
        Assert.All(families.SelectMany(f => Enum.GetValues(f).Cast<Enum>()), word => Assert.NotEqual("", w.Of(word)));
        UnresolvedStep[] steps = [UnresolvedStep.Contacted, UnresolvedStep.Answered, UnresolvedStep.Extended, UnresolvedStep.Confirmed, UnresolvedStep.NotConfirmed];
        Assert.All(steps, s => Assert.NotEqual("", w[$"Do_{s}"] + w[$"Lead_{s}"]));
    }

    private static ConsoleScenario Shown(Action<ConsoleScenario>? before = null, Roles roles = Roles.IntakeClerk)
    {
        var desk = new ConsoleScenario("li", roles, Plan);
        before?.Invoke(desk);
        return desk.Open<UnresolvedPage>("/unresolved");
    }

    private static void Registered(ConsoleScenario desk) =>
        desk.Hall.Do(RuledHall.Li, new RegisterUnresolved(BlockKind.NoAnswer, UnresolvedKind.Ordinary, Office, new NoteRef(Guid.NewGuid()), Item: RuledHall.Passport));

    private static async Task OpenAsync(ConsoleScenario desk) => await desk.Page.Find(".th-unresolved .open").ClickAsync(new());

    private static async Task FollowAsync(ConsoleScenario desk, string step)
    {
        await desk.Page.Find($".step-{step}").ClickAsync(new());
        await desk.Page.Find(".act-form").SubmitAsync();
    }

    private static IEnumerable<string> Steps(ConsoleScenario desk) => desk.Page.FindAll(".at-hand .buttons button").Select(b => b.TextContent);

    private static async Task FillAsync(ConsoleScenario desk)
    {
        await desk.Page.Find("#block").ChangeAsync(new() { Value = nameof(BlockKind.SentAround) });
        await desk.Page.Find("#unit").ChangeAsync(new() { Value = Office });
        await desk.Page.Find("#tried").ChangeAsync(new() { Value = "跑了三个窗口" });
        await desk.Page.Find("#person-name").InputAsync(new() { Value = "张三" });
        await desk.Page.Find("#person-number").InputAsync(new() { Value = Number });
    }
}
