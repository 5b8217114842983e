using System.Globalization;
using Bunit;
using TidalHall.Core.Queueing;
using static TidalHall.CallerConsole.Tests.RuledHall;

namespace TidalHall.CallerConsole.Tests;

/// <summary>What the hall does not do is said on the page, in its language, until it is settled.</summary>
public sealed class RefusalSpecs
{
    [Theory]
    [InlineData("zh-CN", "没有 1 号窗口可叫的人在等候。")]
    [InlineData("en", null)]
    public async Task A_refusal_is_a_sentence_in_the_pages_language(string language, string? sentence)
    {
        await using var console = new ConsoleScenario { Language = language };
        console.AtOpenWindow(W1);

        await console.PressAsync("KeyN");

        var expected = RefusalText.Of(Refusal.Because(RefusalCode.NobodyWaiting, 1), CultureInfo.GetCultureInfo(language));
        Assert.Equal(sentence ?? expected, console.Page.Find(".refusal span").TextContent);
        Assert.Contains(console.Page.FindAll(".mud-snackbar"), s => s.TextContent.Contains(expected, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(RefusalCode.Busy)]
    [InlineData(RefusalCode.NotDurable)]
    public async Task An_order_that_may_not_have_taken_is_sent_again_under_its_own_id(RefusalCode code)
    {
        await using var console = new ConsoleScenario();
        var ticket = console.Hall.Take(Passport);
        console.AtOpenWindow(W1);
        console.Hall.NextRefusal = Refusal.Because(code);
        await console.PressAsync("KeyN");
        Assert.Equal(RefusalText.Of(Refusal.Because(code), CultureInfo.GetCultureInfo("zh-CN")), console.Page.Find(".refusal.unsettled span").TextContent);

        await console.PressAsync("Enter");

        Assert.Equal(2, console.Hall.Sent.Count);
        Assert.Equal(console.Hall.Sent[0], console.Hall.Sent[1]);
        Assert.Equal(ticket, console.Hall.View.CurrentAt(W1)?.Id);
        Assert.Empty(console.Page.FindAll(".refusal"));
    }

    [Fact]
    public async Task An_order_refused_by_the_rules_is_not_offered_again()
    {
        await using var console = new ConsoleScenario();
        console.AtOpenWindow(W1);

        await console.PressAsync("KeyN");

        Assert.Empty(console.Page.FindAll("button[data-key=Enter]"));
        await console.Page.Find(".refusal .close").ClickAsync(new());
        Assert.Empty(console.Page.FindAll(".refusal"));
    }
}
