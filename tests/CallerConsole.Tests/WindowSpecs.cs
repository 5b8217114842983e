using Bunit;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>Which window a clerk sits at, and what it is turned to.</summary>
public sealed class WindowSpecs
{
    [Fact]
    public async Task A_taken_window_cannot_be_chosen_and_says_whose_it_is()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Do(Wang, new OpenWindow(W2));

        console.Open();

        var taken = console.Page.Find("[data-window=w2]");
        Assert.True(taken.HasAttribute("disabled"));
        Assert.Equal("wang · 开放", taken.QuerySelector("small")!.TextContent);
        Assert.False(console.Page.Find("[data-window=w1]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task An_address_that_names_a_taken_window_leads_to_the_choice_with_a_word()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Do(Wang, new OpenWindow(W2));

        console.Open(W2);

        Assert.Equal("2 号窗口现在由 wang 使用，请另选。", console.Page.Find(".refusal").TextContent);
        Assert.Empty(console.Page.FindAll(".desk"));
    }

    [Fact]
    public async Task A_chosen_window_is_signed_on_to_and_stands_in_the_address()
    {
        await using var console = new ConsoleScenario();
        console.Open();

        await console.Page.Find("[data-window=w1]").ClickAsync(new());

        Assert.Equal(new SignOn(W1), Assert.Single(console.Hall.Sent).Command);
        Assert.EndsWith("?window=w1", console.Address, StringComparison.Ordinal);
        console.Page.WaitForElement(".desk");
    }

    [Fact]
    public async Task A_clerk_who_sits_somewhere_is_back_there_whatever_the_address()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Do(Li, new OpenWindow(W2));

        console.Open();

        Assert.EndsWith("?window=w2", console.Address, StringComparison.Ordinal);
        console.Page.WaitForElement(".desk");
    }

    [Theory]
    [InlineData("li", Roles.IntakeClerk)]
    [InlineData("zhang", Roles.Manager)]
    [InlineData("sun", Roles.DeliveryClerk | Roles.Guide)]
    public async Task An_order_carries_who_gave_it_with_which_roles_and_from_where(string user, Roles roles)
    {
        await using var console = new ConsoleScenario(user, roles);
        console.Open(W1);

        await console.PressAsync("KeyO");

        Assert.Equal(new Actor(ActorKind.Staff, new(user), roles), console.Last.Actor);
        Assert.Equal("w1", console.Last.Place?.Value);
        Assert.IsType<WindowSession.Open>(console.Hall.View.Windows[W1].Session);
    }

    [Fact]
    public async Task A_pause_needs_its_reason()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        var asked = console.PressAsync("KeyP");
        await console.PressAsync("Digit2");
        await asked;

        Assert.Equal(new PauseWindow(W1, new Reason.Offered(ReasonWord.Meal)), console.Last.Command);
        await console.PressAsync("KeyP");
        Assert.Equal(new ResumeWindow(W1), console.Last.Command);
    }

    [Theory]
    [InlineData("zh-CN", "用餐 · 0:00")]
    [InlineData("en", "Meal · 0:00")]
    public async Task A_reason_that_was_offered_is_told_in_the_readers_language_and_is_no_note(string language, string told)
    {
        await using var console = new ConsoleScenario { Language = language };
        console.AtOpenWindow(W1);

        var asked = console.PressAsync("KeyP");
        await console.PressAsync("Digit2");
        await asked;

        Assert.Equal(told, console.Page.Find(".session small").TextContent);
        Assert.Empty(console.Notes);
    }

    [Fact]
    public async Task What_was_typed_is_kept_before_the_order_and_looked_at_once_for_each_pause()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        await console.TypeReasonAsync("KeyP", "送王小明的母亲 <b>去一楼</b>");

        var (note, kept) = console.Notes.Single();
        Assert.Equal(new PauseWindow(W1, new Reason.Typed(note)), console.Last.Command);
        Assert.Equal((console.Last.Id, 0), (kept.Command, kept.OrdersBefore));
        Assert.Equal("送王小明的母亲 <b>去一楼</b> · 0:00", console.Page.Find(".session small").TextContent);
        console.Hall.Take(Passport);
        console.Time.Advance(TimeSpan.FromSeconds(5));
        console.Page.WaitForAssertion(() => Assert.Single(console.Page.FindAll(".waiter")));
        Assert.Equal(note, Assert.Single(console.NoteLooks));
        await console.PressAsync("KeyP");
        Assert.Empty(console.Page.FindAll(".session small"));
    }

    [Fact]
    public async Task A_note_that_is_no_longer_kept_is_shown_as_such()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Do(Li, new OpenWindow(W1));
        console.Hall.Do(Li, new PauseWindow(W1, new Reason.Typed(new(Guid.NewGuid()))));

        console.Open(W1);

        Assert.StartsWith("没有这条备注，或已过保存期限。", console.Page.Find(".session small").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_typed_is_sent_again_with_its_order_where_the_disk_did_not_take_it()
    {
        await using var console = new ConsoleScenario { NextNote = Refusal.Because(RefusalCode.NotDurable) };
        console.AtOpenWindow(W1);

        await console.TypeReasonAsync("KeyP", "送文件");
        Assert.Empty(console.Hall.Sent);
        Assert.Equal("未能保存，操作没有生效。请稍后再试，并通知技术人员。", console.Page.Find(".refusal.unsettled span").TextContent);
        await console.PressAsync("Enter");

        Assert.Equal("送文件", console.Notes.Single().Value.Text);
        Assert.IsType<WindowSession.Paused>(console.Hall.View.Windows[W1].Session);
    }

    [Fact]
    public async Task What_is_not_plain_text_is_refused_at_the_desk()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        await console.TypeReasonAsync("KeyP", "反\u202e写");

        Assert.Empty(console.Hall.Sent);
        Assert.Equal("原因只能是一行普通文字，最多 200 字，不含控制字符。", console.Page.Find(".refusal span").TextContent);
    }

    [Fact]
    public async Task A_tidal_window_calls_nobody_until_it_is_turned_to_a_category()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(TaxReturn);
        console.AtOpenWindow(W4);
        Assert.True(console.Button("KeyN").HasAttribute("disabled"));
        Assert.Equal("尚未指定类别", console.Page.Find(".current .big").TextContent);

        var asked = console.PressAsync("KeyA");
        await console.Page.Find("input[type=radio][value=tax]").ChangeAsync(new() { Value = "tax" });
        await console.Page.Find("#why").InputAsync(new() { Value = "排队三十人" });
        await console.Page.Find("form#assign").SubmitAsync();
        await asked;

        Assert.Equal(new AssignWindow(W4, Tax, new Reason.Typed(console.Notes.Single(n => n.Value.Text is "排队三十人").Key)), console.Last.Command);
        Assert.False(console.Button("KeyN").HasAttribute("disabled"));
    }

    [Fact]
    public async Task A_manager_ends_the_session_of_a_clerk_who_has_gone_and_a_clerk_does_not()
    {
        await using var console = new ConsoleScenario("zhang", Roles.Manager);
        console.Hall.Do(Wang, new OpenWindow(W2));
        console.Open(W2);

        var asked = console.Page.Find(".act-clear").ClickAsync(new());
        await console.PressAsync("Digit1");
        await asked;

        Assert.Equal(new ClearSession(W2, new Reason.Offered(ReasonWord.ClerkLeft)), console.Last.Command);
        Assert.IsType<WindowSession.Vacant>(console.Hall.View.Windows[W2].Session);
        await using var clerk = new ConsoleScenario();
        clerk.AtOpenWindow(W1);
        Assert.Empty(clerk.Page.FindAll(".act-clear"));
    }

    [Fact]
    public async Task A_manager_keeps_the_hall_open_longer_today_for_a_reason_and_a_clerk_does_not()
    {
        var withHours = RuledHall.Plan with { Hours = [new(Enum.GetValues<DayOfWeek>(), new(9, 0), new(17, 0))] };
        await using var clerk = new ConsoleScenario();
        clerk.Hall.Do(Actor.Hub, new ConfigureHall(withHours, "two"));
        Assert.Empty(clerk.Open().Page.FindAll(".extend"));

        await using var console = new ConsoleScenario("zhang", Roles.Manager);
        console.Hall.Do(Actor.Hub, new ConfigureHall(withHours, "two"));
        Assert.Equal("延时服务…", console.Open().Page.Find(".extend").TextContent);
        var asked = console.Page.Find(".extend").ClickAsync(new());
        await console.Page.Find("#until").InputAsync(new() { Value = "18:30" });
        Assert.True(console.Page.Find(".mud-dialog .ok").HasAttribute("disabled"));
        await console.Page.Find("#reason").InputAsync(new() { Value = "等候的人多" });
        await console.Page.Find("form#extend").SubmitAsync();
        await asked;

        var sent = Assert.IsType<ExtendDay>(console.Last.Command);
        Assert.Equal((RuledHall.Nine.AddHours(9.5), "等候的人多"), (sent.Until, console.Notes[((Reason.Typed)sent.Reason!).Note].Text));
        Assert.Equal("已延时至 18:30", console.Page.Find(".extend").TextContent);
    }
}
