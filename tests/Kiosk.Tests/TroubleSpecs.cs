using System.Collections;
using System.Globalization;
using System.Resources;
using Bunit;
using TidalHall.Core.Queueing;
using TidalHall.Tests;
using TidalHall.Ui.Components;

namespace TidalHall.Kiosk.Tests;

/// <summary>What a kiosk says and does while the hall can store nothing.</summary>
public sealed class TroubleSpecs
{
    private const string Told = "09:00 起暂时不能取号，请到咨询台找工作人员。恢复后本机会自动可用。";

    [Theory]
    [InlineData("zh-CN", Told)]
    [InlineData("en", "No tickets can be issued since 09:00. Please ask the staff at the information desk. This kiosk works again by itself.")]
    public async Task The_start_says_since_when_no_ticket_is_issued_and_whom_to_ask(string language, string told)
    {
        await using var c = new KioskContext();
        c.Hall.IsFull = true;
        var kiosk = c.Open("", language);
        Assert.Equal(told, kiosk.Find(".kiosk > .th-trouble").TextContent);
        if (language is "en") Assert.Empty(Chinese.Unmarked(kiosk.Find(".kiosk")));
    }

    [Fact]
    public async Task An_open_confirm_screen_has_no_dead_button_and_gets_it_back_by_itself()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        c.Hall.IsFull = true;
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Equal(Told, kiosk.Find(".step .th-trouble").TextContent));
        Assert.Empty(kiosk.FindAll(".take"));
        Assert.Single(kiosk.FindAll(".th-trouble"));

        c.Hall.IsFull = false;
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Empty(kiosk.FindAll(".th-trouble")));
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
    }

    [Fact]
    public async Task A_touch_as_the_disk_fills_loses_nothing_and_is_the_same_command_when_there_is_room()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".priority").ClickAsync(new());
        c.Hall.BeforeSend = () => { c.Hall.BeforeSend = null; c.Hall.IsFull = true; };
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal(Told, kiosk.Find(".step .th-trouble").TextContent);
        Assert.Equal("普通护照签发", kiosk.Find("h1").TextContent);
        // A reload now asks nothing by itself.
        Assert.DoesNotContain("sent=", c.Address, StringComparison.Ordinal);

        c.Hall.IsFull = false;
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Equal("刚才没有取到号，请再按一次", kiosk.Find(".step .notice.warn").TextContent));
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
        Assert.Equal(2, c.Hall.Sent.Count);
        Assert.Equal(c.Hall.Sent[0], c.Hall.Sent[1]);
        Assert.Equal(TicketClass.GreenChannel, Assert.Single(c.Hall.Tickets).Class);
    }

    [Fact]
    public async Task Who_has_a_ticket_is_not_told_that_none_is_issued()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.Find(".take").ClickAsync(new());
        c.Hall.IsFull = true;
        await c.PassAsync(1);
        kiosk.Render();
        Assert.Empty(kiosk.FindAll(".th-trouble"));
        Assert.Equal("A001", kiosk.Find(".number").TextContent);
    }

    public static TheoryData<TroubleReader> Readers => [.. Enum.GetValues<TroubleReader>()];

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Every_reader_is_told_in_both_languages_since_when(TroubleReader reader)
    {
        await using var c = new BunitContext();
        string Say(string language) => c.Render<Trouble>(p => p.Add(t => t.Since, new DateTime(2026, 3, 2, 9, 5, 0)).Add(t => t.For, reader).Add(t => t.Culture, CultureInfo.GetCultureInfo(language))).Find("p").TextContent;
        Assert.Contains("09:05", Say("zh-CN"), StringComparison.Ordinal);
        Assert.Contains("09:05", Say("en"), StringComparison.Ordinal);
        Assert.Equal(Enum.GetNames<TroubleReader>().Order(StringComparer.Ordinal), Keys(""));
        Assert.Equal(Keys(""), Keys("en"));
    }

    private static IEnumerable<string> Keys(string culture) => new ResourceManager("TidalHall.Ui.Components.TroubleTexts", typeof(Trouble).Assembly)
        .GetResourceSet(CultureInfo.GetCultureInfo(culture), true, false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal);
}
