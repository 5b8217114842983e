using System.Globalization;
using Bunit;
using TidalHall.Core.Cases;
using TidalHall.Core.Pickup;
using TidalHall.Ui;
using static TidalHall.Pickup.Tests.PickupContext;

namespace TidalHall.Pickup.Tests;

/// <summary>The cabinet's screen: what somebody sees from the first digit to the closed door.</summary>
public sealed class CollectSpecs : IAsyncDisposable
{
    private readonly PickupContext _at = new();

    public async ValueTask DisposeAsync() => await _at.DisposeAsync();

    private static async Task KeyAsync(IRenderedComponent<PickupPage> page, string digits)
    {
        foreach (var digit in digits) await page.FindAll(".pad .key").Single(k => k.TextContent == digit.ToString()).ClickAsync(new());
        await page.Find(".by-code .take").ClickAsync(new());
    }

    private static string Heading(IRenderedComponent<PickupPage> page) => page.Find(".step-heading").TextContent;

    [Fact]
    public async Task A_code_opens_a_door_that_is_named_marked_and_thanked_for()
    {
        var id = _at.Loaded();
        var page = _at.Open();
        await KeyAsync(page, Code);
        Assert.Equal("正在打开 1 号柜门…", Heading(page));
        _at.Report(1, DoorReport.Opened);
        await _at.PassAsync(1);
        await page.WaitForAssertionAsync(() => Assert.Equal("1 号柜门开了", Heading(page)));
        Assert.Equal(("1", "1"), (page.Find(".door-number").TextContent, Assert.Single(page.FindAll(".compartment.marked")).TextContent));
        _at.Report(1, DoorReport.Closed);
        await _at.PassAsync(1);
        await page.WaitForAssertionAsync(() => Assert.Equal("取件完成，谢谢！", Heading(page)));
        Assert.IsType<CaseState.HandedOver>(_at.Hall.View.Cases.Find(id)!.State);
        await _at.PassAsync(12);
        await page.WaitForAssertionAsync(() => Assert.Equal("请输入 8 位取件码", Heading(page)));
        Assert.DoesNotContain(page.FindAll(".digits span"), d => d.TextContent != "–");
    }

    [Fact]
    public async Task A_wrong_code_says_how_often_one_may_still_try_and_leaves_no_digit()
    {
        _at.Loaded();
        var page = _at.Open();
        await KeyAsync(page, "87654321");
        Assert.Contains("还可以试 7 次", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(page.FindAll(".digits span"), d => d.TextContent != "–");
        for (var i = 0; i < 8; i++) await KeyAsync(page, "87654321");
        Assert.Contains("可以刷身份证", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_card_opens_its_holder_s_door_and_a_stranger_s_is_told_there_is_nothing()
    {
        _at.Loaded();
        var page = _at.Open();
        _at.Hold(new(new("reader-9"), "wu", "吴"));
        await page.WaitForAssertionAsync(() => Assert.Contains("没有您的件", page.Find("[role=alert]").TextContent, StringComparison.Ordinal));
        _at.Hold(new(new("reader-9"), "li", "李"));
        await page.WaitForAssertionAsync(() => Assert.Equal("正在打开 1 号柜门…", Heading(page)));
    }

    [Fact]
    public async Task A_code_held_to_the_scanner_opens_as_one_keyed_in()
    {
        _at.Loaded();
        var page = _at.Open();
        _at.Scan(Code);
        await page.WaitForAssertionAsync(() => Assert.Equal("正在打开 1 号柜门…", Heading(page)));
    }

    [Theory]
    [InlineData(DoorReport.Jammed, "1 号柜门没有打开")]
    [InlineData(DoorReport.PowerCut, "1 号柜门没有打开")]
    public async Task A_door_that_does_not_open_sends_to_the_people_who_can_help(DoorReport report, string heading)
    {
        _at.Loaded();
        var page = _at.Open();
        await KeyAsync(page, Code);
        _at.Report(1, report);
        await _at.PassAsync(1);
        await page.WaitForAssertionAsync(() => Assert.Equal(heading, Heading(page)));
        Assert.Contains("请到出件窗口", page.Find(".door-what").TextContent, StringComparison.Ordinal);
        await KeyAgainAsync(page);
        await KeyAsync(page, Code);
        Assert.Contains("有故障", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    private static Task KeyAgainAsync(IRenderedComponent<PickupPage> page) => page.Find(".door .take").ClickAsync(new());

    [Fact]
    public async Task One_who_shuts_the_door_too_soon_is_told_that_the_thing_is_still_inside()
    {
        _at.Loaded();
        var page = _at.Open();
        await KeyAsync(page, Code);
        _at.Report(1, DoorReport.Opened);
        _at.Report(1, DoorReport.Closed, true);
        await _at.PassAsync(1);
        await page.WaitForAssertionAsync(() => Assert.Equal("东西还在 1 号格口里", Heading(page)));
        await KeyAgainAsync(page);
        await KeyAsync(page, Code);
        Assert.Equal("正在打开 1 号柜门…", Heading(page));
    }

    [Fact]
    public void A_cabinet_that_does_not_answer_says_so_and_takes_no_code()
    {
        _at.IsAway = true;
        var page = _at.Open();
        Assert.Contains("联系不上", page.Find("[role=alert]").TextContent, StringComparison.Ordinal);
        Assert.All(page.FindAll(".pad .key"), key => Assert.True(key.HasAttribute("disabled")));
    }

    [Fact]
    public async Task A_page_loaded_again_while_a_door_is_open_comes_back_to_it()
    {
        _at.Loaded();
        await KeyAsync(_at.Open(), Code);
        _at.Report(1, DoorReport.Opened);
        Assert.Equal("1 号柜门开了", Heading(_at.Open()));
    }

    [Theory]
    [InlineData("zh-CN", "请放入材料", "材料已收到，谢谢！", "")]
    [InlineData("en", "papers", "Your papers are in, thank you!", "?lang=en")]
    public async Task New_papers_are_put_in_against_a_receipt_that_is_shown_with_its_code_in_the_language_they_were_put_in(string language, string what, string thanks, string spoken)
    {
        var page = _at.Open(language);
        await page.Find(".drop-open").ClickAsync(new());
        await page.Find(".take.done").ClickAsync(new());
        _at.Report(3, DoorReport.Opened);
        await _at.PassAsync(1);
        await page.WaitForAssertionAsync(() => Assert.Contains(what, page.Find(".door-what").TextContent, StringComparison.Ordinal));
        _at.Report(3, DoorReport.Closed);
        await _at.PassAsync(1);
        await page.WaitForAssertionAsync(() => Assert.Equal(thanks, Heading(page)));
        var receipt = _at.Hall.View.Cabinets.Find(Box, 3).Inside!.Receipt.ToString();
        Assert.Equal(receipt, page.Find(".receipt b").TextContent);
        Assert.Equal($"http://hall.example/c/{receipt}{spoken}", page.Find(".receipt .qr").GetAttribute("data-content"));
    }

    [Fact]
    public async Task Somebody_who_guesses_a_case_number_is_not_told_how_that_case_stands()
    {
        var id = _at.ReadyResult();
        var number = _at.Hall.View.Cases.Find(id)!.Number.ToString();
        var page = _at.Open();
        await page.Find(".drop-open").ClickAsync(new());
        await page.Find(".case-box input").InputAsync(new() { Value = number });
        await page.Find(".drop-ways .take").ClickAsync(new());
        Assert.Equal("这个办件现在不等材料。要看进度，请扫受理单上的二维码。", page.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task Language_and_type_go_back_with_the_screen()
    {
        var page = _at.Open();
        await page.FindAll(".head .touch")[0].ClickAsync(new());
        await page.FindAll(".head .touch")[1].ClickAsync(new());
        Assert.Equal(("Enter your 8-digit pickup code", "pickup elder"), (Heading(page), page.Find(".pickup").ClassName));
        await _at.PassAsync(95);
        await page.WaitForAssertionAsync(() => Assert.Equal(("请输入 8 位取件码", "pickup"), (Heading(page), page.Find(".pickup").ClassName)));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en")]
    public void Every_stage_of_a_door_has_its_sentences(string language)
    {
        var texts = Texts.Of<PickupTexts>(CultureInfo.GetCultureInfo(language));
        foreach (var of in new[] { "Take", "Drop" })
            foreach (var stage in Enum.GetNames<DoorStage>())
                Assert.All([texts[$"{of}{stage}"], texts[$"{of}{stage}Lead"]], text => Assert.NotEmpty(text));
        foreach (var kind in Enum.GetNames<DoorTroubleKind>()) Assert.NotEmpty(texts[$"Trouble_{kind}"]);
        foreach (var purpose in Enum.GetNames<DoorPurpose>()) Assert.All([texts[$"Open_{purpose}"], texts[$"Opening_{purpose}"]], text => Assert.NotEmpty(text));
    }
}
