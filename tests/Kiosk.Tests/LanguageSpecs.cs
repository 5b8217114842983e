using System.Collections;
using System.Globalization;
using System.Resources;
using Bunit;
using TidalHall.Core.Queueing;
using TidalHall.Tests;

namespace TidalHall.Kiosk.Tests;

public sealed class LanguageSpecs
{
    [Fact]
    public async Task An_English_kiosk_shows_no_Chinese_but_what_is_marked_as_such()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open("", "en");
        void IsEnglish() => Assert.Empty(Chinese.Unmarked(kiosk.Find(".kiosk")));
        IsEnglish();
        await kiosk.Find(".theme").ClickAsync(new());
        IsEnglish();
        await kiosk.FindAll(".pager .touch")[1].ClickAsync(new());
        IsEnglish();
        await kiosk.Find(".search-open").ClickAsync(new());
        await kiosk.Find("input").InputAsync(new() { Value = "paper" });
        IsEnglish();
        await kiosk.FindAll(".foot .touch")[1].ClickAsync(new());
        IsEnglish();
        await kiosk.Find(".often-item").ClickAsync(new());
        IsEnglish();
        await kiosk.Find(".take").ClickAsync(new());
        IsEnglish();
        Assert.Equal("en", Assert.Single(c.Hall.Tickets).Language);
        c.Hall.Report(new TicketId(1), PaperState.NotOnPaper);
        await c.PassAsync(1);
        kiosk.WaitForAssertion(() => Assert.Equal("Your number. There is no paper", kiosk.Find("h1").TextContent));
        IsEnglish();
    }

    [Theory]
    [InlineData("", "zh-CN", "")]
    [InlineData("", "en", "?lang=en")]
    [InlineData("?elder=1", "zh-CN", "?large=true")]
    [InlineData("?elder=1", "en", "?lang=en&large=true")]
    public async Task The_code_on_screen_and_paper_leads_to_a_page_in_the_citizens_language_and_type(string query, string language, string carried)
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync(query, language);
        await kiosk.Find(".take").ClickAsync(new());
        var ticket = Assert.Single(c.Hall.Tickets);
        var link = $"https://hall.example/t/{ticket.Code}{carried}";
        Assert.Equal(link, kiosk.Find(".qr").GetAttribute("data-content"));
        Assert.Equal(link, Paper.Of(c.Hall.View, ticket, new("https://hall.example/")).QrContent);
    }

    [Fact]
    public async Task A_language_is_turned_in_place()
    {
        await using var c = new KioskContext();
        var kiosk = await c.OpenAtConfirmAsync();
        await kiosk.FindAll(".head .touch")[1].ClickAsync(new());
        Assert.Equal("Ordinary passport", kiosk.Find("h1").TextContent);
        Assert.Contains("lang=en", c.Address, StringComparison.Ordinal);
        Assert.Contains("confirm=", c.Address, StringComparison.Ordinal);
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal("Printing your ticket", kiosk.Find("h1").TextContent);
        await kiosk.FindAll(".head .touch")[1].ClickAsync(new());
        Assert.Equal("正在打印，请稍候", kiosk.Find("h1").TextContent);
    }

    [Fact]
    public async Task The_language_stays_whoever_publishes()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open("", "en");
        for (var i = 0; i < 200; i++)
        {
            await c.Hall.PublishInChineseAsync();
            await c.PassAsync(1);
            if (i % 20 == 0) await kiosk.Find(".kiosk").TriggerEventAsync("onpointerdown", new Microsoft.AspNetCore.Components.Web.PointerEventArgs());
            Assert.Empty(Chinese.Unmarked(kiosk.Find(".kiosk")));
        }
        Assert.Equal("What would you like to do?", kiosk.Find("h1").TextContent);
    }

    [Fact]
    public async Task The_focus_moves_to_the_heading_of_each_step()
    {
        await using var c = new KioskContext();
        var kiosk = c.Open();
        await kiosk.Find(".theme").ClickAsync(new());
        await kiosk.Find(".item").ClickAsync(new());
        await kiosk.Find(".take").ClickAsync(new());
        Assert.Equal(4, c.JSInterop.VerifyFocusAsyncInvoke(4).Count);
    }

    [Fact]
    public void Every_text_is_there_in_both_languages()
    {
        var texts = new ResourceManager(typeof(KioskTexts));
        Assert.Equal(Keys(texts, ""), Keys(texts, "en"));
    }

    private static IEnumerable<string> Keys(ResourceManager texts, string culture) =>
        texts.GetResourceSet(CultureInfo.GetCultureInfo(culture), true, false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal);
}
