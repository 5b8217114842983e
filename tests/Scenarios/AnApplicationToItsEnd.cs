using System.Text.Json;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>One application from the kiosk to the last word about it, told at the window, asked for once more by the department, collected at night while there is no hub.</summary>
/// <remarks>Citizen, clerks and manager use their pages, the department's own system the API. The cabinet is an agent in a process of its own, its lock board and scanner are others and speak their bytes.</remarks>
public sealed class AnApplicationToItsEnd : IAsyncDisposable
{
    private const string Matter = "申领《四川省老年人优待证》", Department = "区卫健局", Card = "居民身份证", Photo = "近期一寸照片", Cabinet = "cabinet-1";

    private readonly HubProcess _hub = new(demoDevices: false);
    private readonly string _folder = Directory.CreateTempSubdirectory("agents").FullName;
    private readonly List<IAsyncDisposable> _machines = [];
    private AgentProcess _board = null!, _scanner = null!, _agent = null!;
    private LockBoardWire _doors = null!;
    private Screens _screens = null!;
    private string _code = "", _number = "", _page = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_application_is_told_once_taken_in_corrected_decided_collected_without_the_hub_rated_and_made_good()
    {
        _screens = await Screens.OpenAsync();
        await StartAsync();
        var li = await _screens.ClerkAsync(_hub, "li", "w01");
        await Screens.PressAsync(li, "open");

        await ToldOnceAsync(li, await TakeTicketAsync());
        var phone = await _screens.ShowAsync(_hub, $"/c/{_code}", 390, 844);
        await Expect(phone.Locator(".case")).ToContainTextAsync("材料不齐，尚未收件");
        await Expect(phone.Locator(".lacking li")).ToHaveTextAsync([Photo]);
        await TakenInAsync(li);
        await Expect(phone.Locator(".case")).ToContainTextAsync("材料已收到");

        await CorrectedAsync(li, phone);
        await DecidedAsync();
        var code = await LoadedAsync();
        await Expect(phone.Locator(".case")).ToContainTextAsync("请凭领取码或身份证到取件柜");

        await CollectedAtNightAsync(code, phone);
        await Expect(phone.Locator(".case")).ToContainTextAsync("结果已送达");
        await RatedAsync(phone);
        await MadeGoodAsync();
        await TheJournalTellsItAsync();
    }

    /// <summary>The hub without devices of its own; the kiosk's printer by one agent, the cabinet by another.</summary>
    private async Task StartAsync()
    {
        var (hall, cabinet) = (await _hub.EnrolAsync("hall", Cancel), await _hub.EnrolAsync("cabinet", Cancel));
        var starting = _hub.StartAsync(Cancel);
        (_board, var boardAt) = await AgentProcess.SimulateAsync("kerong-cu16", Cancel);
        _machines.Add(_board);
        (_scanner, var scannerAt) = await AgentProcess.SimulateAsync("qr-scanner-serial", Cancel);
        _machines.Add(_scanner);
        _doors = new(boardAt);
        _machines.Add(_doors);
        await starting;
        var printers = AgentProcess.Beside(_hub, hall, Path.Combine(_folder, "hall"), "printer-1=sim-printer-80");
        _machines.Add(printers);
        _agent = AgentProcess.Beside(_hub, cabinet, Path.Combine(_folder, "cabinet"),
            $"locker-1a=kerong-cu16@{boardAt}", "locker-1b=sim-locker", "locker-1c=sim-locker", $"scanner-5=qr-scanner-serial@{scannerAt}");
        _machines.Add(_agent);
        await printers.SaysAsync("In at the hub", Cancel);
        await _agent.SaysAsync("In at the hub", Cancel);
    }

    private async Task<string> TakeTicketAsync()
    {
        var kiosk = await _screens.KioskAsync(_hub);
        await kiosk.Locator(".theme", new() { HasText = "卫生健康" }).ClickAsync();
        await kiosk.Locator(".item", new() { HasText = Matter }).First.ClickAsync();
        await kiosk.Locator(".take").ClickAsync();
        await Expect(kiosk.Locator("main")).ToContainTextAsync("请取走纸票");
        return await kiosk.Locator(".result .number").InnerTextAsync();
    }

    /// <summary>The photo lacks: told once, in writing; the citizen goes for it and keeps the number (hold kind a).</summary>
    private async Task ToldOnceAsync(IPage li, string number)
    {
        await Screens.PressAsync(li, "callnext");
        await Expect(li.Locator("#current-number")).ToHaveTextAsync(number);
        await Screens.PressAsync(li, "start");
        await Expect(li.Locator(".current.serving")).ToHaveCountAsync(1);
        await FillInAsync(li);
        await li.Locator(".act-notice").ClickAsync();
        await Expect(li.Locator("main.done h2")).ToHaveTextAsync("已一次性告知，未收件");
        await Expect(li.Locator(".told li b")).ToHaveTextAsync([Photo]);
        _page = (await li.Locator(".made a[target=_top]").GetAttributeAsync("href"))!;
        _code = (await li.Locator(".follow code").InnerTextAsync()).Split('/')[^1];
        await PrintedAsync(li);
        await Screens.ShotAsync(li, "application-told");

        await BackToConsoleAsync(li);
        await Screens.PressAsync(li, "hold");
        await li.Locator(".mud-dialog [data-key=Digit1]").ClickAsync();
        var held = li.Locator(".away li", new() { HasText = number });
        await Expect(held).ToContainTextAsync("外出补材料");
        await held.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(li.Locator("#current-number")).ToHaveTextAsync(number);
    }

    /// <summary>Back without the photo they are told nothing a second time; with it there is a receipt.</summary>
    private async Task TakenInAsync(IPage li)
    {
        await FillInAsync(li);
        await li.Locator(".act-notice").ClickAsync();
        await Expect(li.Locator(".checklist .refused")).ToContainTextAsync("已经一次性告知过");
        await Row(li, Photo).GetByRole(AriaRole.Button, new() { Name = "齐全" }).ClickAsync();
        await li.Locator(".delivery label", new() { HasText = "取件柜" }).ClickAsync();
        await li.Locator(".act-receipt").ClickAsync();
        await Expect(li.Locator("main.done h2")).ToHaveTextAsync("已收件");
        _number = await li.Locator(".case-number").InnerTextAsync();
        await PrintedAsync(li);
        await Screens.ShotAsync(li, "application-received");
        await BackToConsoleAsync(li);
        await Screens.PressAsync(li, "complete");
        await Expect(li.Locator("#current-number")).ToHaveCountAsync(0);
    }

    private async Task FillInAsync(IPage li)
    {
        await Screens.PressAsync(li, "takein");
        await li.Locator("#person-name").FillAsync("郑秀英");
        await li.Locator("#person-number").FillAsync("511602194803070032");
        await li.Locator("#person-phone").FillAsync("13900001234");
        await Row(li, Card).GetByRole(AriaRole.Button, new() { Name = "齐全" }).ClickAsync();
        await Expect(Row(li, Card).Locator(".verdict")).ToContainTextAsync("✓");
    }

    private static ILocator Row(IPage page, string material) => page.Locator("tbody tr", new() { HasText = material });

    /// <summary>The paper of the case as it stands: on the kiosk's printer, and as A4.</summary>
    private async Task PrintedAsync(IPage page)
    {
        await page.Locator(".print button").ClickAsync();
        await Expect(page.Locator(".print [role=status]")).ToHaveTextAsync("已打印", new() { Timeout = 30_000 });
        await SheetAsync(page);
    }

    private async Task SheetAsync(IPage page)
    {
        var sheet = await page.APIRequest.GetAsync(new Uri(_hub.Root, _page + "/paper.pdf").AbsoluteUri);
        Assert.Equal("%PDF"u8.ToArray(), (await sheet.BodyAsync())[..4]);
    }

    private static async Task BackToConsoleAsync(IPage li)
    {
        await li.Locator("main.done a.main").ClickAsync();
        await li.Locator(".actions").WaitForAsync();
        await li.Locator("html[data-keys]").WaitForAsync();
    }

    /// <summary>By list to the department and signed for; it asks for one thing, which comes in at an advice and corrections window.</summary>
    private async Task CorrectedAsync(IPage li, IPage phone)
    {
        await GoAsync(li, "/cases");
        await li.Locator(".list", new() { HasText = Department }).GetByRole(AriaRole.Button, new() { Name = "移交部门" }).ClickAsync();
        await Expect(li.GetByRole(AriaRole.Button, new() { Name = "移交部门" })).ToHaveCountAsync(0);
        var sun = await _screens.SignedInAsync(_hub, "sun", "/cases");
        await sun.GetByRole(AriaRole.Button, new() { Name = "签收" }).ClickAsync();
        await Expect(sun.GetByRole(AriaRole.Button, new() { Name = "签收" })).ToHaveCountAsync(0);
        await GoAsync(sun, _page);
        await sun.Locator(".act-askcorrection").ClickAsync();
        await sun.Locator(".asked", new() { HasText = Photo }).GetByRole(AriaRole.Checkbox).CheckAsync();
        await sun.Locator(".act-form [type=submit]").ClickAsync();
        await Expect(sun.Locator(".case-head .state")).ToHaveTextAsync("待补正");
        await Expect(phone.Locator(".case")).ToContainTextAsync("请到咨询补正窗口交来下列材料");

        var wang = await _screens.ClerkAsync(_hub, "wang", "w11");
        await Screens.PressAsync(wang, "open");
        await Expect(wang.Locator(".act-callnext")).ToBeEnabledAsync();
        await GoAsync(wang, _page);
        await wang.Locator(".act-receivecorrection").ClickAsync();
        await Row(wang, Photo).GetByRole(AriaRole.Button, new() { Name = "齐全" }).ClickAsync();
        await wang.Locator(".act-form [type=submit]").ClickAsync();
        await Expect(wang.Locator(".case-head .state")).ToHaveTextAsync("已收件");
    }

    /// <summary>The department's system, in the name of persons: of those who took something in none accepts or decides.</summary>
    private async Task DecidedAsync()
    {
        Assert.Equal("askedAlready", await _hub.RefusedAsync($"cases/{_code}/ask-correction", new { lines = new[] { new { id = await MissingBeforeAsync() } }, by = "sun" }, Cancel));
        foreach (var clerk in (string[])["li", "wang"]) Assert.Equal("tookItIn", await _hub.RefusedAsync($"cases/{_code}/accept", new { by = clerk }, Cancel));
        Assert.Equal("accepted", await ActAsync("accept", new { by = "sun" }));
        foreach (var clerk in (string[])["li", "wang"]) Assert.Equal("tookItIn", await _hub.RefusedAsync($"cases/{_code}/decide", new { granted = true, by = clerk }, Cancel));
        Assert.Equal("decided", await ActAsync("decide", new { granted = true, by = "sun" }));
        Assert.Equal("ready", await ActAsync("ready", new { papers = new[] { new { kind = "certificate", number = "川老证 2026-0042" } }, by = "sun" }));
    }

    private async Task<string> ActAsync(string act, object body) => (await _hub.PostAsync($"cases/{_code}/{act}", body, Cancel)).GetProperty("state").GetString()!;

    private async Task<string> MissingBeforeAsync() =>
        (await OfKindAsync("CaseCorrectionAsked")).Single().GetProperty("data").GetProperty("lines")[0].GetProperty("id").GetString()!;

    /// <returns>The QR on the pickup notice.</returns>
    private async Task<string> LoadedAsync()
    {
        var zhao = await _screens.SignedInAsync(_hub, "zhao", $"/pickup/{Cabinet}/staff");
        await zhao.Locator(".load input").FillAsync(_number);
        await zhao.Locator(".load .take").ClickAsync();
        await Expect(zhao.Locator(".one")).ToContainTextAsync("开着：正在放入");
        Assert.True(await _doors.IsOpenAsync(1, Cancel));
        await _board.PlayAsync(Cancel, "put 1", "shut 1");
        await zhao.GetByRole(AriaRole.Button, new() { Name = "生成新取件码" }).ClickAsync();
        var digits = (await zhao.Locator(".the-code").InnerTextAsync()).Replace(" ", "", StringComparison.Ordinal);
        await Screens.ShotAsync(zhao, "application-loaded");
        return $"P-{_code}-{digits}";
    }

    /// <summary>The hub is dead: the agent opens by its list, once. The hub comes back and hears of it, with the time it was.</summary>
    private async Task CollectedAtNightAsync(string code, IPage phone)
    {
        await _agent.SaysAsync("1 can be given out", Cancel);
        await _hub.KillAsync(Cancel);
        await _agent.SaysAsync("cannot be reached", Cancel);
        await Expect(phone.Locator(".case")).ToContainTextAsync("请凭领取码或身份证到取件柜");
        var before = TimeProvider.System.GetUtcNow();
        await _scanner.PlayAsync(Cancel, $"send {code}");
        await _doors.OpensAsync(1, Cancel);
        var after = TimeProvider.System.GetUtcNow();
        // Nobody shuts a door before the agent could see it open; the first was when it was put in.
        await _agent.SaysAsync("OpenCompartmentJob: Done", Cancel, times: 2);
        await _board.PlayAsync(Cancel, "take 1", "shut 1");
        // The digits alone: the same QR held there a moment longer is one scan.
        await _scanner.PlayAsync(Cancel, $"send {code[^8..]}");
        await _agent.SaysAsync("opens nothing for this code: Used", Cancel);
        Assert.False(await _doors.IsOpenAsync(1, Cancel));

        await _hub.StartAsync(Cancel);
        await Until.TrueAsync(async () => (await OfKindAsync("CaseHandedOver")).Count > 0, TimeSpan.FromSeconds(60), "the hand-over to be reconciled", Cancel);
        var told = (await OfKindAsync("CaseHandedOver")).Single();
        var at = told.GetProperty("data").GetProperty("reportedAt").GetDateTimeOffset();
        Assert.InRange(at, before, after);
        Assert.True(at < told.GetProperty("at").GetDateTimeOffset());
        // Told once more, by whomever: nothing is handed over twice.
        await _hub.PostAsync($"cabinets/{Cabinet}/reconcile", new { uses = new[] { new { number = 1, @case = _code, at } } }, Cancel);
        Assert.Single(await OfKindAsync("CaseHandedOver"));
        Assert.Equal(at, (await OfKindAsync("ThingTaken")).Single().GetProperty("data").GetProperty("reportedAt").GetDateTimeOffset());
    }

    private static async Task RatedAsync(IPage phone)
    {
        await phone.GetByText("评价本次服务").ClickAsync();
        await phone.GetByText("非常不满意", new() { Exact = true }).ClickAsync();
        await phone.GetByRole(AriaRole.Checkbox).Nth(0).CheckAsync();
        await phone.GetByRole(AriaRole.Checkbox).Nth(1).CheckAsync();
        await phone.Locator("input[name=Words]").FillAsync("照片要了两次");
        await phone.GetByRole(AriaRole.Button, new() { Name = "提交评价" }).ClickAsync();
        await Expect(phone.Locator(".case")).ToContainTextAsync("结果已送达");
        await Expect(phone.GetByText("评价本次服务")).ToHaveCountAsync(0);
    }

    /// <summary>Contacted, found true, mended, called back.</summary>
    private async Task MadeGoodAsync()
    {
        var zhang = await _screens.SignedInAsync(_hub, "zhang", "/manage/ratings");
        var bad = zhang.Locator(".bad-rating");
        await Expect(bad).ToContainTextAsync("非常不满意");
        await Expect(bad.Locator("ul li")).ToHaveCountAsync(2);
        await bad.Locator("[data-step=Contacted]").ClickAsync();
        foreach (var (step, why) in ((string, string)[])[("Upheld", "部门重复要照片"), ("Fixed", "已改为一次告知")])
        {
            await bad.Locator($"[data-step={step}]").ClickAsync();
            await bad.GetByLabel("说明").FillAsync(why);
            await bad.GetByRole(AriaRole.Button, new() { Name = "确定" }).ClickAsync();
        }
        await Screens.ShotAsync(zhang, "application-made-good");
        await bad.Locator("[data-step=VisitedBack]").ClickAsync();
        await Expect(zhang.Locator(".none")).ToHaveTextAsync("没有待办的差评。");
    }

    /// <summary>Each thing once, in its order, and by whom; no door was in trouble.</summary>
    private async Task TheJournalTellsItAsync()
    {
        var events = await EventsAsync();
        string[] life = ["CaseTold", "CaseReceived", "FoldersSent", "FoldersSigned", "CaseCorrectionAsked", "CaseCorrectionReceived", "CaseAccepted", "CaseDecided", "CaseResultReady", "ThingLoaded", "ThingTaken", "CaseHandedOver", "Rated"];
        Assert.Equal(life, events.Select(Kind).Where(k => life.Contains(k)));
        Assert.Equal("papersAway", Data("TicketHeld", "kind"), ignoreCase: true);
        Assert.Equal(["li", "li", "wang", "sun", "sun"], ((string[])["CaseTold", "CaseReceived", "CaseCorrectionReceived", "CaseAccepted", "CaseDecided"]).Select(k => Data(k, "by")));
        Assert.Equal(1, events.Single(e => Kind(e) is "Rated").GetProperty("data").GetProperty("level").GetInt32());
        Assert.Equal(["Contacted", "Upheld", "Fixed", "VisitedBack"], events.Where(e => Kind(e) is "RatingFollowed").Select(e => e.GetProperty("data").GetProperty("step").GetString()));
        Assert.DoesNotContain(events, e => Kind(e) is "DoorTroubled");

        string? Data(string kind, string member) => events.Single(e => Kind(e) == kind).GetProperty("data").GetProperty(member).GetString();
    }

    private async Task<IReadOnlyList<JsonElement>> EventsAsync() => [.. (await _hub.GetAsync("/api/v1/journal?after=0&limit=1000", Cancel)).GetProperty("events").EnumerateArray()];
    private async Task<IReadOnlyList<JsonElement>> OfKindAsync(string kind) => [.. (await EventsAsync()).Where(e => Kind(e) == kind)];
    private static string Kind(JsonElement e) => e.GetProperty("kind").GetString()!;

    private Task GoAsync(IPage page, string path) => page.GotoAsync(new Uri(_hub.Root, path).AbsoluteUri);

    public async ValueTask DisposeAsync()
    {
        if (_screens is not null) await _screens.DisposeAsync();
        foreach (var machine in Enumerable.Reverse(_machines)) await machine.DisposeAsync();
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
