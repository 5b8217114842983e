using Bunit;
using TidalHall.Core.Queueing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>What a clerk sees while the hall can store nothing.</summary>
public sealed class TroubleSpecs
{
    [Theory]
    [InlineData("zh-CN", "03-02 09:00 起系统无法保存，现在按下的操作都不会生效。请口头叫号，并立即通知技术人员检查服务器磁盘；恢复后本提示自动消失。")]
    [InlineData("en", "Nothing can be stored since 03-02 09:00: nothing pressed now is kept. Please call by voice and tell a technician at once to look at the server's disk; this goes by itself when it is mended.")]
    public async Task A_bar_says_since_when_nothing_is_kept_and_whom_to_tell_until_it_is_mended(string language, string told)
    {
        await using var console = new ConsoleScenario { Language = language };
        console.AtOpenWindow(W1);
        Assert.Empty(console.Page.FindAll(".th-trouble"));

        console.Hall.IsFull = true;
        await PassAsync(console);
        console.Page.WaitForAssertion(() => Assert.Equal(told, console.Page.Find(".th-trouble").TextContent));

        console.Hall.IsFull = false;
        await PassAsync(console);
        console.Page.WaitForAssertion(() => Assert.Empty(console.Page.FindAll(".th-trouble")));
    }

    [Fact]
    public async Task Who_chooses_a_window_sees_the_bar_too()
    {
        await using var console = new ConsoleScenario();
        console.Hall.IsFull = true;
        Assert.Single(console.Open().Page.FindAll(".th-trouble"));
        Assert.NotEmpty(console.Page.FindAll(".picker"));
    }

    [Fact]
    public async Task What_was_pressed_meanwhile_is_refused_and_the_same_order_can_be_sent_again()
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        console.Hall.IsFull = true;
        await console.PressAsync("KeyN");
        Assert.Single(console.Page.FindAll(".refusal.unsettled"));
        Assert.Null(console.Hall.View.CurrentAt(W1));

        console.Hall.IsFull = false;
        await console.PressAsync("Enter");
        Assert.Equal(ticket, console.Hall.View.CurrentAt(W1)?.Id);
        Assert.Equal(console.Hall.Sent[^2], console.Hall.Sent[^1]);
    }

    [Fact]
    public async Task A_name_that_cannot_be_looked_up_for_a_full_disk_is_left_out_and_the_desk_goes_on()
    {
        await using var console = new ConsoleScenario { VaultIsBroken = true };
        console.Hall.Take(Passport, person: new PersonRef(Guid.NewGuid()));
        console.AtOpenWindow(W1);
        await console.PressAsync("KeyN");
        Assert.Equal("A001", console.Page.Find("#current-number").TextContent);
        await console.PressAsync("KeyS");
        Assert.IsType<StartService>(console.Last.Command);
    }

    // Yields first: what follows a click may still run inside the renderer's turn.
    private static async Task PassAsync(ConsoleScenario console)
    {
        await Task.Yield();
        for (var i = 0; i < 2; i++) console.Time.Advance(TimeSpan.FromSeconds(1));
    }
}
