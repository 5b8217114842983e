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

        Assert.Equal(new PauseWindow(W1, "用餐"), console.Last.Command);
        await console.PressAsync("KeyP");
        Assert.Equal(new ResumeWindow(W1), console.Last.Command);
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

        Assert.Equal(new AssignWindow(W4, Tax, "排队三十人"), console.Last.Command);
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

        Assert.Equal(new ClearSession(W2, "工作人员已离开"), console.Last.Command);
        Assert.IsType<WindowSession.Vacant>(console.Hall.View.Windows[W2].Session);
        await using var clerk = new ConsoleScenario();
        clerk.AtOpenWindow(W1);
        Assert.Empty(clerk.Page.FindAll(".act-clear"));
    }
}
