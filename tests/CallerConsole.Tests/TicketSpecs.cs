using Bunit;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>The citizen in front, and those who wait.</summary>
public sealed class TicketSpecs
{
    [Fact]
    public async Task The_ticket_in_front_shows_matter_materials_class_wait_and_that_it_is_not_on_paper()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport, TicketClass.GreenChannel);
        console.Hall.Do(new(ActorKind.Device, new("printer")), new ReportPaper(ticket, PaperState.NotOnPaper));
        console.Time.Advance(TimeSpan.FromMinutes(7));
        console.AtOpenWindow(W1);

        await console.PressAsync("KeyN");

        Assert.Equal("A001", console.Page.Find("#current-number").TextContent);
        Assert.Equal("护照", console.Page.Find(".matter h3").TextContent);
        Assert.Equal(["身份证", "照片"], console.Page.FindAll(".materials li").Select(li => li.TextContent));
        Assert.Equal(["绿色通道（未经导办核实）", "⚠ 未出纸质号"], console.Page.FindAll(".badge").Select(b => b.TextContent));
        Assert.Equal(["出入境管理局", "09:00", "7 分钟", "取号机", "绿色通道优先"], console.Page.FindAll(".matter dd").Select(d => d.TextContent));
    }

    [Fact]
    public async Task A_number_left_on_a_kiosks_screen_is_told_to_the_clerk_before_and_at_the_call()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.Hall.Do(new(ActorKind.Device, new("printer")), new ReportPaper(ticket, PaperState.NotOnPaper));
        console.Hall.Do(Actor.Citizen("kiosk-1"), new LeaveOnScreen(ticket));
        console.AtOpenWindow(W1);
        Assert.Equal("未记号即离开取号机", Assert.Single(console.Page.FindAll(".waiter small i")).TextContent);

        await console.PressAsync("KeyN");
        Assert.Equal(["⚠ 未记号即离开取号机"], console.Page.FindAll(".badge").Select(b => b.TextContent));

        // Whoever sits there knew the number.
        await console.PressAsync("KeyS");
        Assert.Equal(["⚠ 未出纸质号"], console.Page.FindAll(".badge").Select(b => b.TextContent));
    }

    [Fact]
    public async Task It_says_in_plain_words_why_this_one_was_called_and_against_how_many()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(Passport, TicketClass.GreenChannel);
        console.Hall.Take(Passport);
        console.Time.Advance(TimeSpan.FromMinutes(7));
        console.AtOpenWindow(W1);

        await console.PressAsync("KeyN");

        Assert.Equal("绿色通道优先 · 共比较 2 队", console.Page.FindAll(".matter dd").Last().TextContent);
    }

    [Fact]
    public async Task The_masked_name_is_looked_up_once_for_each_citizen()
    {
        await using var console = new ConsoleScenario();
        var person = new PersonRef(Guid.CreateVersion7());
        console.Hall.Take(Passport, person: person);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");
        await console.PressAsync("KeyR");
        await console.PressAsync("KeyS");

        Assert.Equal("王**", console.Page.Find(".matter dd").TextContent);
        Assert.Equal(person, Assert.Single(console.Looks));
        await console.PressAsync("KeyC");
        Assert.DoesNotContain("王**", console.Page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_own_category_waits_above_those_the_window_helps_each_against_its_target()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(Advice);
        console.Hall.Take(Passport);
        console.Time.Advance(TimeSpan.FromMinutes(17));
        console.Hall.Take(Passport);
        console.Hall.Take(TaxReturn);

        console.AtOpenWindow(W1);

        Assert.Equal(["A001", "A002", "C001"], console.Page.FindAll(".waiter .th-number").Select(n => n.TextContent));
        Assert.Equal(["▲ 接近目标 20 分钟", "目标 20 分钟", "■ 超过目标 10 分钟"], console.Page.FindAll(".waiter .wait small").Select(s => s.TextContent));
        Assert.Equal("协助 咨询", console.Page.FindAll(".waiter i").Single().TextContent);
    }

    [Fact]
    public async Task Only_a_manager_calls_somebody_out_of_turn_and_gives_a_reason()
    {
        await using var clerk = new ConsoleScenario();
        clerk.Hall.Take(Passport);
        clerk.AtOpenWindow(W1);
        Assert.Empty(clerk.Page.FindAll(".waiter button"));

        await using var console = new ConsoleScenario("zhang", Roles.Manager);
        console.Hall.Take(Passport);
        var second = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        var asked = console.Page.FindAll(".waiter button")[1].ClickAsync(new());
        await console.Page.Find("#reason").InputAsync(new() { Value = "孕妇不适" });
        await console.Page.Find(".typed").SubmitAsync();
        await asked;

        var kept = console.Notes.Single();
        Assert.Equal(("孕妇不适", console.Last.Id), (kept.Value.Text, kept.Value.Command));
        Assert.Equal(new CallChosen(W1, second, new Reason.Typed(kept.Key), ExpectedCurrent.Is(null)), console.Last.Command);
        Assert.Equal(second, console.Hall.View.CurrentAt(W1)?.Id);
    }

    [Fact]
    public async Task Who_was_missed_is_reinstated_and_may_then_be_called_by_the_clerk()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");
        await console.PressAsync("KeyR");
        console.Time.Advance(TimeSpan.FromSeconds(61));
        await console.PressAsync("KeyM");

        await console.Page.FindAll(".away button").Single().ClickAsync(new());

        Assert.Equal(new ReinstateTicket(ticket), console.Last.Command);
        Assert.Equal("过号返回", console.Page.Find(".waiter i").TextContent);
        Assert.NotNull(console.Page.Find(".waiter button"));
    }

    [Fact]
    public async Task Who_was_held_comes_back_to_the_window_that_keeps_the_papers()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");
        var asked = console.PressAsync("KeyH");
        await console.PressAsync("Digit2");
        await asked;

        await console.Page.FindAll(".away button").Single().ClickAsync(new());

        Assert.Equal(new ResumeTicket(W1, ticket, ExpectedCurrent.Is(null)), console.Last.Command);
        Assert.Equal(ticket, console.Hall.View.CurrentAt(W1)?.Id);
    }

    [Fact]
    public async Task A_transfer_goes_to_one_category_or_one_window_at_the_place_chosen()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");

        var asked = console.PressAsync("KeyT");
        Assert.True(console.Page.Find(".mud-dialog .ok").HasAttribute("disabled"));
        await console.Page.Find("#to-window").ChangeAsync(new() { Value = "w3" });
        await console.Page.Find("#to-category").ChangeAsync(new() { Value = "tax" });
        await console.Page.Find("input[type=radio][value=Next]").ChangeAsync(new() { Value = "Next" });
        await console.Page.Find("form#transfer").SubmitAsync();
        await asked;

        Assert.Equal(new TransferTicket(W1, Tax, null, TransferPosition.Next, ExpectedCurrent.Is(ticket)), console.Last.Command);
        Assert.Null(console.Hall.View.CurrentAt(W1));
    }

    [Fact]
    public async Task Who_was_current_at_the_touch_goes_with_the_order_even_when_a_dialog_was_open_in_between()
    {
        await using var console = new ConsoleScenario("zhang", Roles.Manager);
        var first = console.Hall.Take(Passport);
        var second = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");

        var asked = console.PressAsync("KeyH");
        console.Hall.Do(Li, new CompleteVisit(W1));
        console.Hall.Do(Li, new CallNext(W1));
        await console.PressAsync("Digit1");
        await asked;

        Assert.Equal(ExpectedCurrent.Is(first), ((HoldTicket)console.Last.Command).Expected);
        Assert.Equal("1 号窗口的当前号已变为“A002”。请看清后再操作。", console.Page.Find(".refusal span").TextContent);
        Assert.Equal(second, console.Hall.View.CurrentAt(W1)?.Id);
    }

    [Fact]
    public async Task The_days_count_and_the_average_service_stand_above()
    {
        await using var console = new ConsoleScenario();
        console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");
        await console.PressAsync("KeyS");
        console.Time.Advance(TimeSpan.FromSeconds(312));

        await console.PressAsync("KeyC");

        Assert.Equal(["1", "5:12"], console.Page.FindAll(".today dd").Select(d => d.TextContent));
    }

    [Fact]
    public async Task What_happens_at_other_doors_is_drawn_by_itself()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        console.Hall.Take(Passport);
        console.Time.Advance(TimeSpan.FromMilliseconds(300));

        console.Page.WaitForAssertion(() => Assert.Equal("A001", console.Page.Find(".waiter .th-number").TextContent));
    }
}
