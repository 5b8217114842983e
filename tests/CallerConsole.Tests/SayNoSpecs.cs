using AngleSharp.Dom;
using Bunit;
using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Queueing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>A no at the window: never without a reason, never by one slip, always reported.</summary>
public sealed class SayNoSpecs
{
    [Fact]
    public async Task With_nobody_there_no_no_is_offered()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);
        Assert.Empty(console.Page.FindAll(".act-sayno"));
    }

    [Fact]
    public async Task It_takes_a_ground_and_a_reason_and_is_reported_for_that_citizen()
    {
        await using var console = await ServingAsync();
        var asked = console.PressAsync("KeyX");
        await console.PressAsync("Digit4");
        console.SeeFields();
        Assert.Equal("no-reason", console.Focused);
        Assert.Single(console.Hall.Sent);
        await console.Page.Find("#no-reason").InputAsync(new() { Value = " 未满十六周岁 " });
        await console.Page.Find("#say-no").SubmitAsync();
        await asked;

        var sent = Assert.IsType<SayNo>(console.Last.Command);
        Assert.Equal((W1, NoGround.ConditionsNotMet, ExpectedCurrent.Is(console.Hall.View.CurrentAt(W1)!.Id)), (sent.Window, sent.Ground, sent.Expected));
        Assert.Equal("未满十六周岁", console.Notes[((Reason.Typed)sent.Reason!).Note].Text);
        Assert.Equal((Passport, Li.Id), (console.Hall.View.Ratings.Noes.Single().Item, console.Hall.View.Ratings.Noes.Single().By));
        Assert.Equal("办不成已上报：不符合条件", console.Page.Find(".badge.said-no").TextContent);
    }

    [Fact]
    public async Task Without_a_reason_nothing_is_sent()
    {
        await using var console = await ServingAsync();
        var asked = console.PressAsync("KeyX");
        await console.PressAsync("Digit5");
        await console.Page.Find("#no-reason").InputAsync(new() { Value = "  " });
        Assert.True(console.Page.Find(".ok").HasAttribute("disabled"));
        await console.Page.Find("#say-no").SubmitAsync();
        Assert.Single(console.Hall.Sent);
        await CancelAsync(console);
        await asked;
        Assert.Single(console.Hall.Sent);
        Assert.Empty(console.Notes);
    }

    [Fact]
    public async Task What_another_body_does_is_said_with_the_name_of_that_body()
    {
        await using var console = await ServingAsync();
        var asked = console.PressAsync("KeyX");
        await console.PressAsync("Digit2");
        console.SeeFields();
        Assert.Equal("right-body", console.Focused);
        await console.Page.Find("#no-reason").InputAsync(new() { Value = "由公安办理" });
        Assert.True(console.Page.Find(".ok").HasAttribute("disabled"));
        await console.Page.Find("#right-body").InputAsync(new() { Value = "市公安局" });
        await console.Page.Find("#say-no").SubmitAsync();
        await asked;
        var sent = (SayNo)console.Last.Command;
        Assert.Equal(["市公安局", "由公安办理"], new[] { sent.RightBody!, sent.Reason! }.Select(r => console.Notes[((Reason.Typed)r).Note].Text));
        Assert.Equal(NoGround.OtherBody, console.Hall.View.Ratings.Noes.Single().Ground);
    }

    [Fact]
    public async Task A_ground_touched_by_mistake_is_changed_before_anything_is_sent()
    {
        await using var console = await ServingAsync();
        var asked = console.PressAsync("KeyX");
        await console.PressAsync("Digit2");
        await console.Page.Find(".ground button").ClickAsync(new());
        await console.PressAsync("Digit3");
        await console.Page.Find("#no-reason").InputAsync(new() { Value = "已过申请期" });
        await console.Page.Find("#say-no").SubmitAsync();
        await asked;
        Assert.Equal((NoGround.NotInTime, null), (console.Hall.View.Ratings.Noes.Single().Ground, ((SayNo)console.Last.Command).RightBody));
    }

    [Fact]
    public async Task A_no_is_never_booked_to_the_citizen_who_came_after()
    {
        await using var console = await ServingAsync();
        var asked = console.PressAsync("KeyX");
        await console.PressAsync("Digit4");
        await console.Page.Find("#no-reason").InputAsync(new() { Value = "未满十六周岁" });
        console.Hall.Do(Li, new CompleteVisit(W1));
        console.Hall.Take(Passport);
        console.Hall.Do(Li, new CallNext(W1));
        await console.Page.Find("#say-no").SubmitAsync();
        await asked;
        Assert.Empty(console.Hall.View.Ratings.Noes);
        Assert.NotEqual("", console.Page.Find(".refusal").TextContent);
    }

    [Fact]
    public async Task A_visit_that_ends_with_nothing_done_is_a_no_and_asks_for_its_report_first()
    {
        await using var console = await ServingAsync();
        var asked = console.PressAsync("KeyV");
        await console.PressAsync("Digit5");
        // The grounds now, not the outcomes.
        Assert.Single(console.Hall.Sent);
        await console.PressAsync("Digit4");
        await console.Page.Find("#no-reason").InputAsync(new() { Value = "未满十六周岁" });
        await console.Page.Find("#say-no").SubmitAsync();
        await asked;
        Assert.Equal([typeof(SayNo), typeof(CompleteVisit)], console.Hall.Sent.TakeLast(2).Select(s => s.Command.GetType()));
        Assert.Equal(VisitOutcome.NotDone, ((CompleteVisit)console.Last.Command).Outcome);
        Assert.Equal(NoGround.ConditionsNotMet, console.Hall.View.Ratings.Noes.Single().Ground);
    }

    [Fact]
    public async Task What_is_not_reported_does_not_end_as_not_done_and_what_is_reported_is_not_asked_again()
    {
        await using var console = await ServingAsync();
        var asked = console.PressAsync("KeyV");
        await console.PressAsync("Digit5");
        await CancelAsync(console);
        await asked;
        Assert.Single(console.Hall.Sent);
        asked = console.PressAsync("KeyX");
        await console.PressAsync("Digit4");
        await console.Page.Find("#no-reason").InputAsync(new() { Value = "未满十六周岁" });
        await console.Page.Find("#say-no").SubmitAsync();
        await asked;
        asked = console.PressAsync("KeyV");
        await console.PressAsync("Digit5");
        await asked;
        Assert.Equal(VisitOutcome.NotDone, Assert.IsType<CompleteVisit>(console.Last.Command).Outcome);
        Assert.Single(console.Hall.View.Ratings.Noes);
    }

    [Fact]
    public async Task A_question_that_the_window_cannot_answer_goes_to_its_unit_by_one_key_with_its_matter()
    {
        await using var console = await ServingAsync();
        await console.PressAsync("KeyQ");
        Assert.EndsWith($"/unresolved?window={W1}&ask={Passport}", console.Address, StringComparison.Ordinal);
    }

    private static async Task<ConsoleScenario> ServingAsync()
    {
        var console = new ConsoleScenario();
        console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");
        return console;
    }

    private static Task CancelAsync(ConsoleScenario console) => console.Page.FindAll(".mud-dialog button").First(b => b.TextContent.Trim() == "取消").ClickAsync(new());
}
