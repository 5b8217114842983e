using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>What a technician is told at the page of devices, tries there and sees there; what manager and clerk are told meanwhile.</summary>
/// <remarks>The devices are played by processes of their own and speak their bytes; one agent carries them, and one that it cannot drive.</remarks>
public sealed class TechnicianAtWork : IAsyncDisposable
{
    private readonly HubProcess _hub = new(demoDevices: false);
    private readonly string _folder = Directory.CreateTempSubdirectory("technician").FullName;
    private readonly List<IAsyncDisposable> _machines = [];
    private AgentProcess _printer = null!, _board = null!, _scanner = null!;
    private Screens _screens = null!;
    private IPage _devices = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Trouble_is_told_with_what_to_do_a_trial_asks_first_and_is_taken_down_and_a_line_can_be_looked_at()
    {
        await StartAsync();
        var (manager, clerk) = (await _screens.SignedInAsync(_hub, "zhang", "/manage/tide"), await _screens.ClerkAsync(_hub, "li", "w01"));
        await OutOfPaperAsync(manager, clerk);
        await OnlyLowAsync(manager, clerk);
        await NotDrivenAsync();
        await NotUnderstoodAsync();
        await OpenedOnTrialAsync();
        await LookedAtAsync();
        await Screens.ShotAsync(_devices, "devices-technician");
    }

    private async Task OutOfPaperAsync(IPage manager, IPage clerk)
    {
        await Expect(Card("printer-1")).ToContainTextAsync("正常");
        // That one is not driven is known: a clerk is told of one thing at a time.
        await manager.Locator(".th-alarms [data-device=printer-2]").GetByRole(AriaRole.Button).ClickAsync();
        await _printer.PlayAsync(Cancel, "no-paper");
        await Expect(Card("printer-1").Locator(".device-do")).ToHaveTextAsync("请装入新纸卷并合上上盖");
        await Card("printer-1").GetByRole(AriaRole.Button, new() { Name = "试打一张" }).ClickAsync();
        await Card("printer-1").Locator(".ask .go").ClickAsync();
        await Expect(Card("printer-1").Locator(".trial-result")).ToHaveTextAsync("没有做成：缺纸。");
        await Expect(clerk.Locator(".th-alarms")).ToContainTextAsync("缺纸");
        var alarm = manager.Locator(".th-alarms [data-device=printer-1]");
        await Expect(alarm).ToContainTextAsync("缺纸");
        await alarm.GetByRole(AriaRole.Button).ClickAsync();
        await Expect(alarm).ToContainTextAsync("zhang 已知悉");
        await Expect(clerk.Locator(".th-alarms [data-device=printer-1]")).ToHaveCountAsync(0);
        Assert.Contains("AlarmQuieted", await _hub.DoneAsync(Cancel));
    }

    /// <summary>Of that the manager is told and the clerk is not.</summary>
    private async Task OnlyLowAsync(IPage manager, IPage clerk)
    {
        await _printer.PlayAsync(Cancel, "well", "near-end");
        await Expect(Card("printer-1").Locator(".device-do")).ToHaveTextAsync("方便时换一卷纸");
        await Expect(Card("printer-1")).ToContainTextAsync("：缺纸，请装入新纸卷并合上上盖");
        await Expect(manager.Locator(".th-alarms [data-device=printer-1]")).ToContainTextAsync("纸快用完");
        await Expect(clerk.Locator(".th-alarms")).ToHaveCountAsync(0);
    }

    private async Task NotDrivenAsync()
    {
        await Expect(Card("printer-2")).ToContainTextAsync("故障 · 与设备档案不符");
        await Expect(Card("printer-2").Locator(".device-mistake")).ToContainTextAsync("printer.paperDots: 100 is not allowed. Allowed: 384 to 832.");
    }

    /// <summary>As at another baud.</summary>
    private async Task NotUnderstoodAsync()
    {
        await _scanner.PlayAsync(Cancel, "garbage", "send ABC");
        await Expect(Card("scanner-1")).ToContainTextAsync("收到的内容读不懂。请核对设备的波特率和型号是否与档案一致（qr-scanner-serial）。");
        await _scanner.PlayAsync(Cancel, "well", "send ABC");
        await Expect(Card("scanner-1")).ToContainTextAsync("正常");
        await Expect(Card("scanner-1").Locator(".device-trouble")).ToHaveCountAsync(0);
    }

    private async Task OpenedOnTrialAsync()
    {
        var (card, door) = (Card("locker-1a"), Card("locker-1a").Locator(".doors button", new() { HasText = "16" }));
        await door.ClickAsync();
        await Expect(card.Locator(".ask")).ToContainTextAsync("打开 16 号柜门？");
        await card.Locator(".ask").GetByRole(AriaRole.Button, new() { Name = "取消" }).ClickAsync();
        await Expect(door).ToContainTextAsync("关");
        Assert.Empty(await TriedAsync("locker-1a"));
        await door.ClickAsync();
        await card.Locator(".ask .go").ClickAsync();
        await Expect(card.Locator(".trial-result")).ToHaveTextAsync("16 号柜门已打开。请随手关好。");
        await Expect(door).ToContainTextAsync("开");
        await Expect(card).ToContainTextAsync("完成 1");
        Assert.Contains("zhou", Assert.Single(await TriedAsync("locker-1a")), StringComparison.Ordinal);
        await _board.PlayAsync(Cancel, "shut 16");
        await Expect(door).ToContainTextAsync("关");
    }

    /// <summary>What the journal holds of trials at it.</summary>
    private async Task<IEnumerable<string>> TriedAsync(string device) => (await _hub.GetAsync("/api/v1/journal?after=0&limit=1000", Cancel)).GetProperty("events").EnumerateArray()
        .Where(e => e.GetProperty("kind").GetString() is "DeviceTried").Select(e => e.GetRawText()).Where(tried => tried.Contains(device, StringComparison.Ordinal));

    /// <summary>The board's question for its doors, as it goes out.</summary>
    private async Task LookedAtAsync()
    {
        var trace = Card("locker-1a").Locator(".trace");
        await trace.Locator("summary").ClickAsync();
        await trace.GetByRole(AriaRole.Button, new() { Name = "开始记录" }).ClickAsync();
        await Expect(trace.Locator("code", new() { HasText = "02 00 30 03 35" }).First).ToBeVisibleAsync();
        await trace.GetByRole(AriaRole.Button, new() { Name = "停止记录" }).ClickAsync();
        await Expect(trace.Locator("code")).ToHaveCountAsync(0);
    }

    private ILocator Card(string device) => _devices.Locator(".device-list > li").Filter(new() { HasText = $"{device} · " });

    private async Task StartAsync()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "quick.json"), """{"model":"quick","description":"","family":"Printer","printer":{"pollSeconds":1,"fourByteCharacters":true}}""", Cancel);
        await File.WriteAllTextAsync(Path.Combine(_folder, "mistaken.json"), """{"model":"mistaken","description":"","family":"Printer","printer":{"paperDots":100}}""", Cancel);
        var key = await _hub.EnrolAsync("hall", Cancel);
        var starting = _hub.StartAsync(Cancel);
        (_printer, var printerAt) = await AgentProcess.SimulateAsync("sim-printer-80", Cancel);
        _machines.Add(_printer);
        (_board, var boardAt) = await AgentProcess.SimulateAsync("kerong-cu16", Cancel);
        _machines.Add(_board);
        (_scanner, var scannerAt) = await AgentProcess.SimulateAsync("qr-scanner-serial", Cancel);
        _machines.Add(_scanner);
        await starting;
        var agent = AgentProcess.Beside(_hub, key, Path.Combine(_folder, "agent"),
            $"printer-1={_folder}/quick.json@{printerAt}", $"printer-2={_folder}/mistaken.json@127.0.0.1:9", $"locker-1a=kerong-cu16@{boardAt}", $"scanner-1=qr-scanner-serial@{scannerAt}");
        _machines.Add(agent);
        await agent.SaysAsync("In at the hub", Cancel);
        _screens = await Screens.OpenAsync();
        _devices = await _screens.SignedInAsync(_hub, "zhou", "/devices");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in _machines) await machine.DisposeAsync();
        if (_screens is not null) await _screens.DisposeAsync();
        await _hub.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
