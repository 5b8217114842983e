using Bunit;
using TidalHall.CallerConsole.Handbooks;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Tests;

/// <summary>The handbook: every clerk looks answers up, the manager mends them and takes them out.</summary>
public sealed class HandbookPageSpecs
{
    private const string Office = "出入境管理局";
    private static readonly Actor Officer = new(ActorKind.Staff, new("sun"), Roles.DepartmentOfficer);
    private static readonly HandbookText Proxy = new("护照可以代领吗？", "可以，请带委托书。"), Photo = new("照片要什么底色？", "白色，近六个月的。");

    private static HallPlan Plan => RuledHall.Plan with { Calendar = [new(2026, [])] };

    private static ConsoleScenario Shown(Roles roles = Roles.IntakeClerk, string address = "/handbook", params HandbookText[] answers)
    {
        var desk = new ConsoleScenario("li", roles, Plan);
        foreach (var text in answers)
        {
            desk.Hall.Do(RuledHall.Li, new RegisterUnresolved(BlockKind.QuestionUnanswered, UnresolvedKind.Ordinary, Office, new NoteRef(Guid.NewGuid()), Item: RuledHall.Passport));
            desk.Hall.Do(Officer, new FollowUnresolved(desk.Hall.View.Ratings.Unresolved.MaxBy(u => u.Id.Value)!.Id, UnresolvedStep.Answered, Handbook: text));
        }
        return desk.Open<HandbookPage>(address);
    }

    private static IEnumerable<string> Questions(ConsoleScenario desk) => desk.Page.FindAll(".answer h2").Select(h => h.TextContent);

    [Fact]
    public async Task With_no_answer_yet_the_page_says_how_one_comes()
    {
        await using var desk = Shown();
        Assert.StartsWith("手册里还没有答复。", desk.Page.Find(".none").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_stands_first_with_who_answered_when_and_from_which_question()
    {
        await using var desk = Shown(answers: [Proxy, Photo]);
        Assert.Equal([Photo.Question, Proxy.Question], Questions(desk));
        var answer = desk.Page.FindAll(".answer")[1];
        Assert.Equal(Proxy.Answer, answer.QuerySelector("p")!.TextContent);
        Assert.Contains("sun 于 2026-03-02 答复", answer.QuerySelector(".soft")!.TextContent, StringComparison.Ordinal);
        Assert.Equal(("来自 1 号反映", "/unresolved?entry=1"), answer.QuerySelector(".soft a") is { } from ? (from.TextContent, from.GetAttribute("href")) : default);
    }

    [Theory]
    [InlineData("委托书", "护照可以代领吗？"), InlineData("照片 白色", "照片要什么底色？"), InlineData("委托书 白色", null)]
    public async Task Every_word_that_is_looked_for_stands_in_what_is_found(string words, string? found)
    {
        await using var desk = Shown(answers: [Proxy, Photo]);
        await desk.Page.Find("#find").InputAsync(new() { Value = words });
        Assert.Equal(found is null ? [] : [found], Questions(desk));
    }

    [Fact]
    public async Task Who_comes_from_a_window_sees_the_answers_of_its_matter_and_all_by_one_touch()
    {
        await using var desk = Shown(address: "/handbook?item=elsewhere&window=w1", answers: [Proxy]);
        Assert.Empty(Questions(desk));
        await desk.Page.Find(".bar button").ClickAsync(new());
        Assert.Equal([Proxy.Question], Questions(desk));
        Assert.Contains(desk.Page.FindAll("nav a"), a => a.GetAttribute("href") is "/console?window=w1");
    }

    [Fact]
    public async Task A_clerk_reads_and_changes_nothing()
    {
        await using var desk = Shown(answers: [Proxy]);
        Assert.Empty(desk.Page.FindAll(".answer button"));
    }

    [Fact]
    public async Task The_manager_puts_an_answer_right()
    {
        await using var desk = Shown(Roles.Manager, answers: [Proxy]);
        await desk.Page.Find(".revise").ClickAsync(new());
        Assert.Equal(Proxy.Answer, desk.Page.Find("#answer").GetAttribute("value"));
        await desk.Page.Find("#answer").ChangeAsync(new() { Value = " " });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal("请填写。", desk.Page.Find("#answer-fault").TextContent);
        await desk.Page.Find("#answer").ChangeAsync(new() { Value = "可以，还要代领人的身份证。" });
        await desk.Page.Find(".act-form").SubmitAsync();
        var now = Assert.Single(desk.Hall.View.Handbook.All);
        Assert.Equal(("可以，还要代领人的身份证。", "li", 1L), (now.Text.Answer, now.By.Value, now.Answers.Value));
        Assert.Equal("可以，还要代领人的身份证。", desk.Page.Find(".answer p").TextContent);
    }

    [Fact]
    public async Task The_manager_takes_an_answer_out_for_a_reason()
    {
        await using var desk = Shown(Roles.Manager, answers: [Proxy, Photo]);
        await desk.Page.Find(".retire").ClickAsync(new());
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Empty(desk.Hall.Sent);
        await desk.Page.Find(".act-form input").ChangeAsync(new() { Value = "规定已改" });
        await desk.Page.Find(".act-form").SubmitAsync();
        Assert.Equal([Proxy.Question], Questions(desk));
        Assert.Equal("规定已改", desk.Notes[((Reason.Typed)((RetireAnswer)desk.Last.Command).Reason!).Note].Text);
    }
}
