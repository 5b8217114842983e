using AngleSharp.Dom;
using Bunit;
using TidalHall.Core.Cases;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Pickup.Staff;
using static TidalHall.Pickup.Tests.PickupContext;

namespace TidalHall.Pickup.Tests;

/// <summary>The desk at a cabinet: put in, taken out, and whatever went wrong looked at and resolved.</summary>
public sealed class StaffSpecs : IAsyncDisposable
{
    private readonly PickupContext _at = new();

    public async ValueTask DisposeAsync() => await _at.DisposeAsync();

    private static IEnumerable<string> Acts(IRenderedComponent<StaffPage> page) => page.FindAll(".acts button:not(.demo-card)").Select(b => b.TextContent);
    private static Task PressAsync(IRenderedComponent<StaffPage> page, string text) => page.FindAll("button").Single(b => b.TextContent == text).ClickAsync(new());
    private static Task ChooseAsync(IRenderedComponent<StaffPage> page, int number) => page.FindAll(".all .compartment").Single(c => c.TextContent.Trim().StartsWith($"{number}", StringComparison.Ordinal)).ClickAsync(new());
    private static string Fact(IRenderedComponent<StaffPage> page) => page.Find(".one dd").TextContent;

    [Fact]
    public async Task A_result_is_put_in_by_its_number_and_its_compartment_is_shown_at_once()
    {
        var id = _at.ReadyResult();
        var page = _at.OpenStaff(Roles.DeliveryClerk);
        await page.Find(".load input").InputAsync(new() { Value = _at.Hall.View.Cases.Find(id)!.Number.ToString() });
        await page.Find(".load").SubmitAsync();
        Assert.Equal(id, Assert.IsType<DoorState.Opening>(_at.Hall.View.Cabinets.Find(Box, 1).Door).Case);
        Assert.Equal("1 号格口", page.Find(".one h2").TextContent);
        await page.Find(".load input").InputAsync(new() { Value = "no such case" });
        await page.Find(".load").SubmitAsync();
        Assert.NotEqual("", page.Find("[role=alert]").TextContent);
    }

    [Fact]
    public async Task A_technician_resolves_and_handles_no_result()
    {
        _at.Loaded();
        var page = _at.OpenStaff(Roles.Technician);
        await ChooseAsync(page, 1);
        Assert.Empty(Acts(page));
        _at.Report(1, DoorReport.Opened);
        await _at.PassAsync(1);
        await page.WaitForAssertionAsync(() => Assert.Equal(["看过：东西在里面", "看过：里面是空的"], Acts(page)));
    }

    [Fact]
    public async Task A_jammed_door_is_resolved_with_what_was_found_and_why()
    {
        var id = _at.Loaded();
        _at.Collect();
        _at.Report(1, DoorReport.Jammed);
        var page = _at.OpenStaff(Roles.DeliveryClerk);
        await ChooseAsync(page, 1);
        Assert.Equal("柜门没有打开", Fact(page));
        await PressAsync(page, "看过：东西在里面");
        var why = page.Find(".ask input");
        await why.InputAsync(new() { Value = " " });
        Assert.True(page.Find(".ask .go").HasAttribute("disabled"));
        await page.Find(".ask input").InputAsync(new() { Value = "门舌卡住，已排除" });
        await page.Find(".ask .go").ClickAsync(new());
        Assert.Equal("门舌卡住，已排除", Assert.Single(_at.Kept));
        Assert.True(_at.Hall.View.Cabinets.Find(Box, 1).Door is DoorState.Shut);
        Assert.Equal(id, _at.Hall.View.Cabinets.Find(Box, 1).Inside!.Case);
    }

    /// <summary>What a door can come to while its owner collects, what the desk reads, and what a clerk can make of it.</summary>
    [Theory]
    [InlineData("柜门没有打开", DoorReport.Jammed)]
    [InlineData("柜门没关", DoorReport.Opened, DoorReport.StillOpen)]
    [InlineData("中途断电或断线，情况不明", DoorReport.PowerCut)]
    [InlineData("关门时东西还在", DoorReport.Opened, DoorReport.Closed)]
    [InlineData("叫开了，没看到门打开", DoorReport.NotSeenOpen)]
    public async Task Whatever_became_of_a_door_is_read_at_the_desk_and_resolved_with_the_thing_inside(string said, params DoorReport[] reports)
    {
        var id = _at.Loaded();
        _at.Collect();
        foreach (var report in reports) _at.Report(1, report, report is DoorReport.Closed ? true : null);
        await AssertResolvedAsync(said);
        Assert.Equal(id, _at.Hall.View.Cabinets.Find(Box, 1).Inside!.Case);
    }

    [Theory]
    [InlineData("未经指令被打开", DoorReport.Opened)]
    [InlineData("应有东西，却是空的", DoorReport.Closed)]
    public async Task What_a_door_did_without_an_order_is_read_at_the_desk_and_resolved_with_the_thing_inside(string said, DoorReport report)
    {
        var id = _at.Loaded();
        _at.Report(1, report, occupied: false);
        await AssertResolvedAsync(said);
        Assert.Equal(id, _at.Hall.View.Cabinets.Find(Box, 1).Inside!.Case);
    }

    private async Task AssertResolvedAsync(string said)
    {
        var page = _at.OpenStaff(Roles.DeliveryClerk);
        Assert.Contains(page.FindAll(".all .compartment.trouble"), c => c.TextContent.Trim().StartsWith('1'));
        await ChooseAsync(page, 1);
        Assert.Equal(said, Fact(page));
        await PressAsync(page, "看过：东西在里面");
        await page.Find(".ask input").InputAsync(new() { Value = "看过了" });
        await page.Find(".ask .go").ClickAsync(new());
        Assert.True(_at.Hall.View.Cabinets.Find(Box, 1).Door is DoorState.Shut);
    }

    [Fact]
    public async Task Something_strange_in_a_free_compartment_closes_it_until_it_is_taken_out()
    {
        var page = _at.OpenStaff(Roles.DeliveryClerk);
        await ChooseAsync(page, 2);
        await PressAsync(page, "里面有来历不明的东西");
        await page.Find(".ask input").InputAsync(new() { Value = "一把雨伞" });
        await page.Find(".ask .go").ClickAsync(new());
        Assert.Equal(DoorTroubleKind.FullThoughEmpty, Assert.IsType<DoorState.Trouble>(_at.Hall.View.Cabinets.Find(Box, 2).Door).Kind);
    }

    [Fact]
    public async Task A_door_broken_open_before_its_code_came_says_so_and_asks_for_its_owner_s_word()
    {
        var id = _at.Loaded();
        _at.Hall.Do(Api, new ReconcilePasses(Box, [new(1, _at.Hall.View.Cases.Find(id)!.Code, _at.Hall.Now, BrokenAt: _at.Hall.Now)]));
        var page = _at.OpenStaff(Roles.DeliveryClerk);
        await ChooseAsync(page, 1);
        Assert.Equal("未经指令被打开，之后又有人凭取件码开过", Fact(page));
        Assert.Equal(["看过：东西在里面", "看过：里面是空的", "看过：是空的，本人说已取走"], Acts(page));
        await PressAsync(page, "看过：是空的，本人说已取走");
        Assert.Equal("未经指令被打开，之后又有人凭取件码开过", page.Find(".ask input").GetAttribute("value"));
        await page.Find(".ask .go").ClickAsync(new());
        Assert.IsType<CaseState.HandedOver>(_at.Hall.View.Cases.Find(id)!.State);
    }

    [Fact]
    public async Task What_is_missing_stands_at_the_desk_until_it_is_explained()
    {
        _at.Loaded();
        _at.Report(1, DoorReport.Opened);
        var page = _at.OpenStaff(Roles.DeliveryClerk, "en");
        await ChooseAsync(page, 1);
        Assert.Equal(["Looked: it is inside", "Looked: it is empty"], Acts(page));
        await PressAsync(page, "Looked: it is empty");
        await page.Find(".ask .go").ClickAsync(new());
        Assert.Single(page.FindAll(".notice.warn"));
        await PressAsync(page, "It was found");
        Assert.True(page.Find(".missing .go").HasAttribute("disabled"));
        await page.Find(".missing input").InputAsync(new() { Value = "in the drawer of window 6" });
        await page.Find(".missing .go").ClickAsync(new());
        Assert.Empty(_at.Hall.View.Cabinets.Missing);
        await page.WaitForAssertionAsync(() => Assert.Empty(page.FindAll(".missing")));
        Assert.Contains("in the drawer of window 6", _at.Kept);
    }

    [Fact]
    public async Task A_technician_closes_nothing_that_is_missing()
    {
        _at.Loaded();
        _at.Report(1, DoorReport.Opened);
        _at.Hall.Do(Api, new ResolveCompartment(Box, 1, FoundInside.Nothing, new Reason.Typed(new(Guid.CreateVersion7())), new("zhao")));
        var page = _at.OpenStaff(Roles.Technician);
        Assert.Single(page.FindAll(".missing"));
        Assert.Empty(page.FindAll(".missing button"));
    }

    [Fact]
    public async Task What_has_no_code_says_what_opens_it_without_the_hub()
    {
        var id = _at.ReadyResult();
        _at.Hall.Do(Api, new LoadCabinet(Box, id, CompartmentSize.Small, new("zhao")));
        _at.Report(1, DoorReport.Opened);
        _at.Report(1, DoorReport.Closed);
        var page = _at.OpenStaff(Roles.DeliveryClerk);
        await ChooseAsync(page, 1);
        Assert.Equal("没有：主机离线时只能刷身份证取，请生成", page.FindAll(".one dd").Last().TextContent);
    }
}
