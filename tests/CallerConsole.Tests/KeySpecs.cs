using Bunit;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>One key, one order, with the ticket the clerk believes current.</summary>
public sealed class KeySpecs
{
    [Fact]
    public async Task A_key_at_a_free_window_sends_its_order_believing_nobody_is_there()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(Passport);
        console.AtOpenWindow(W1);

        await console.PressAsync("KeyN");

        var sent = Assert.Single(console.Hall.Sent);
        Assert.IsType<CallNext>(sent.Command);
        Assert.Equal(ExpectedCurrent.Is(null), ExpectedOf(sent.Command));
        Assert.NotEqual(Guid.Empty, sent.Id);
    }

    [Theory]
    [InlineData("KeyR", typeof(RecallTicket))]
    [InlineData("KeyS", typeof(StartService))]
    [InlineData("KeyC", typeof(CompleteVisit))]
    [InlineData("KeyB", typeof(ReturnToQueue))]
    public async Task A_key_with_a_citizen_there_sends_its_order_for_that_ticket(string key, Type order)
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");

        await console.PressAsync(key);

        Assert.Equal(2, console.Hall.Sent.Count);
        Assert.IsType(order, console.Last.Command);
        Assert.Equal(ExpectedCurrent.Is(ticket), ExpectedOf(console.Last.Command));
        Assert.NotEqual(console.Hall.Sent[0].Id, console.Last.Id);
    }

    [Fact]
    public async Task Done_and_sent_on_is_one_order_with_where_to()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.Hall.Do(Wang, new OpenWindow(W3));
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");

        var asked = console.PressAsync("KeyG");
        await console.Page.Find("#next-category").ChangeAsync(new() { Value = Tax.Value });
        await console.Page.Find("#send-on").SubmitAsync();
        await asked;

        var complete = Assert.IsType<CompleteVisit>(console.Last.Command);
        Assert.Equal([new VisitStep(Tax)], complete.Next!);
        Assert.Equal((2, Tax), (console.Hall.View.Find(ticket)!.Visit.Ordinal, console.Hall.View.Find(ticket)!.Visit.Category));
    }

    [Theory]
    [InlineData("KeyH", 2, typeof(HoldTicket))]
    [InlineData("KeyV", 3, typeof(CompleteVisit))]
    public async Task A_key_that_asks_sends_what_was_answered_by_number(string key, int digit, Type order)
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");

        var asked = console.PressAsync(key);
        await console.PressAsync($"Digit{digit}");
        await asked;

        Assert.IsType(order, console.Last.Command);
        Assert.Equal(ExpectedCurrent.Is(ticket), ExpectedOf(console.Last.Command));
        if (console.Last.Command is HoldTicket hold) Assert.Equal(HoldKind.PapersHere, hold.Kind);
        if (console.Last.Command is CompleteVisit complete) Assert.Equal(VisitOutcome.CorrectionAsked, complete.Outcome);
    }

    [Fact]
    public async Task What_comes_while_an_order_is_underway_is_no_second_order()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(Passport);
        console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        var gate = new TaskCompletionSource();
        console.Hall.Gate = gate.Task;

        var first = console.PressAsync("KeyN");
        var second = console.PressAsync("KeyN");
        gate.SetResult();
        await Task.WhenAll(first, second);

        Assert.Single(console.Hall.Sent);
    }

    [Fact]
    public async Task Who_is_missing_is_given_up_only_after_the_recall_and_the_time_and_the_button_says_so()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");
        Assert.True(console.Button("KeyM").HasAttribute("disabled"));
        Assert.Equal("需重呼 1 次 · 60 秒", console.Button("KeyM").QuerySelector("small")!.TextContent);

        await console.PressAsync("KeyR");
        console.Time.Advance(TimeSpan.FromSeconds(60));
        console.Page.WaitForAssertion(() => Assert.False(console.Button("KeyM").HasAttribute("disabled")));
        await console.PressAsync("KeyM");

        Assert.Equal(new MissTicket(W1, ExpectedCurrent.Is(ticket)), console.Last.Command);
        Assert.IsType<VisitState.Missed>(console.Hall.View.Find(ticket)!.State);
    }

    [Fact]
    public async Task Every_key_stands_on_its_button_and_no_two_share_one()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");

        var keyed = console.Page.FindAll("button[data-key]");

        Assert.All(keyed, button => Assert.Equal(button.GetAttribute("data-key")![^1..], button.QuerySelector("kbd")!.TextContent));
        Assert.Equal(keyed.Count, keyed.Select(b => b.GetAttribute("data-key")).Distinct().Count());
        Assert.Equal(15, keyed.Count);
    }

    [Fact]
    public void Keys_are_places_on_the_keyboard_so_that_an_input_method_swallows_none() =>
        Assert.All(Enum.GetValues<DeskAction>().Select(DeskKeys.CodeOf).OfType<string>(), code => Assert.Matches("^Key[A-Z]$", code));

    private static ExpectedCurrent ExpectedOf(HallCommand command) => (ExpectedCurrent)command.GetType().GetProperty("Expected")!.GetValue(command)!;
}
