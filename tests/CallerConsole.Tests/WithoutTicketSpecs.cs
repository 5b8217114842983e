using Bunit;
using TidalHall.CallerConsole.Desks;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>Somebody without a ticket is served for what he came for, not for the first line of a file.</summary>
public sealed class WithoutTicketSpecs
{
    [Fact]
    public async Task The_clerk_is_asked_what_it_is_about_and_one_digit_answers()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        var asked = console.PressAsync("KeyW");
        Assert.Equal(["护照", "咨询"], Offered(console));
        await console.PressAsync("Digit2");
        await asked;

        Assert.Equal(new ServeWithoutTicket(W1, Advice, Expected: ExpectedCurrent.Is(null)), Assert.Single(console.Hall.Sent).Command);
        Assert.Equal(Advice, console.Hall.View.CurrentAt(W1)!.Visit.Item);
    }

    [Fact]
    public async Task What_most_came_for_today_is_first()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(Advice);
        console.Hall.Take(TaxReturn);
        console.AtOpenWindow(W1);

        var asked = console.PressAsync("KeyW");
        Assert.Equal(["咨询", "护照"], Offered(console));
        await console.PressAsync("Digit1");
        await asked;

        Assert.Equal(Advice, console.Hall.View.CurrentAt(W1)!.Visit.Item);
    }

    [Theory]
    [InlineData("zx", "咨询")]
    [InlineData("passport", "护照")]
    public async Task Typing_finds_by_initials_and_words_and_enter_takes_the_first(string typed, string found)
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        var asked = console.PressAsync("KeyW");
        await console.Page.Find("#matter").InputAsync(typed);
        Assert.Equal([found], Offered(console));
        await console.Page.Find("form.find").SubmitAsync();
        await asked;

        Assert.Equal(found, console.Hall.View.Map.Items[console.Hall.View.CurrentAt(W1)!.Visit.Item].Name.Zh);
    }

    [Fact]
    public async Task What_the_window_does_not_serve_is_not_offered_and_enter_then_takes_nothing()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        var asked = console.PressAsync("KeyW");
        await console.Page.Find("#matter").InputAsync("退税");
        Assert.Empty(Offered(console));
        Assert.Equal("本窗口没有这个事项。换个说法再找，或请导办台引导。", console.Page.Find(".found").TextContent);
        await console.Page.Find("form.find").SubmitAsync();

        Assert.False(asked.IsCompleted);
        Assert.Empty(console.Hall.Sent);
    }

    [Fact]
    public async Task A_tidal_window_offers_what_it_is_turned_to()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Do(Li, new OpenWindow(W4));
        console.Hall.Do(Li, new AssignWindow(W4, Tax, new Reason.Offered(ReasonWord.LineHasGrown)));
        console.Open(W4);

        var asked = console.PressAsync("KeyW");
        Assert.Equal(["退税"], Offered(console));
        await console.PressAsync("Digit1");
        await asked;

        Assert.Equal(TaxReturn, console.Hall.View.CurrentAt(W4)!.Visit.Item);
    }

    [Fact]
    public void At_most_nine_are_offered_so_that_each_has_its_digit()
    {
        var items = Enumerable.Range(0, 30).Select(n => Plan.Items[0] with { Id = new($"item-{n}"), Common = n == 20 }).ToArray();
        var hall = new HallState();
        Hall.Apply(hall, new(1, Nine, 0, new HallConfigured(Plan with { Items = items }, "one")));
        var served = new ServedItems(new(hall), [Intake]);
        Assert.Equal((30, ServedItems.Shown, "item-20"), (served.Count, served.Find("").Count, served.Find("")[0].Id.Value));
    }

    private static string[] Offered(ConsoleScenario console) => [.. console.Page.FindAll(".mud-dialog .choices button span").Select(s => s.TextContent)];
}
