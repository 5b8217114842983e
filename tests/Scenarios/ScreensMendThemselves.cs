using System.Diagnostics;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>The hub is killed and comes back: every screen is live again with no touch, at its old place, judged by what is painted.</summary>
/// <remarks>Ten minutes, past the framework's own retries: <c>TIDALHALL_LONG=1</c>. In the suite 40 seconds.</remarks>
public sealed class ScreensMendThemselves
{
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(Environment.GetEnvironmentVariable("TIDALHALL_LONG") is "1" ? 600 : 40);
    private static readonly TimeSpan Healed = TimeSpan.FromSeconds(10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_killed_hub_every_screen_is_live_within_ten_seconds_of_its_answer()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        var called = await hub.PostAsync("tickets", new { item = "hall-collect" }, Cancel);
        var waiting = await hub.PostAsync("tickets", new { item = "hall-collect" }, Cancel);
        var (calledNumber, waitingNumber) = (called.GetProperty("number").GetString()!, waiting.GetProperty("number").GetString()!);

        var kiosk = await screens.KioskAsync(hub);
        var display = await screens.DisplayAsync(hub, "zone-a");
        var window = await screens.ShowAsync(hub, "/window/w09", 1280, 400);
        var phone = await screens.PhoneAsync(hub, waiting.GetProperty("code").GetString()!);
        var devices = await screens.SignedInAsync(hub, "zhou", "/devices");
        await devices.Locator(".state-ready").First.WaitForAsync();
        var tide = await screens.SignedInAsync(hub, "zhang", "/manage/tide");
        await tide.Locator("main.manage").WaitForAsync();
        var cabinet = await screens.ShowAsync(hub, "/pickup/cabinet-1", 1280, 800);
        await cabinet.Locator("[data-surface=pickup] main").WaitForAsync();
        var console = await screens.ClerkAsync(hub, "zhao", "w09");
        await console.Keyboard.PressAsync((await console.Locator(".act-open").GetAttributeAsync("aria-keyshortcuts"))!);
        await Expect(console.Locator(".act-callnext")).ToBeEnabledAsync();
        await console.Keyboard.PressAsync((await console.Locator(".act-callnext").GetAttributeAsync("aria-keyshortcuts"))!);
        await Expect(console.Locator("#current-number")).ToHaveTextAsync(calledNumber);
        await Expect(window.Locator("body")).ToContainTextAsync(calledNumber);
        IPage[] all = [kiosk, display, window, phone, devices, tide, cabinet, console];

        await hub.KillAsync(Cancel);
        foreach (var page in all)
        {
            await Expect(page.Locator("#th-stale")).ToBeVisibleAsync();
            // Since when, to the second.
            await Expect(page.Locator("#th-stale")).ToContainTextAsync(new Regex(@"\d\d:\d\d:\d\d"));
        }
        // What was last known stays on the screen.
        await Expect(display.Locator("body")).ToContainTextAsync(calledNumber);
        await Screens.ShotAsync(display, "display-stale");
        // The time away is what is tested.
        await Task.Delay(Away, Cancel);
        await hub.StartAsync(Cancel);

        var answered = Stopwatch.GetTimestamp();
        await hub.PostAsync("windows/w10/open", null, Cancel);
        await hub.PostAsync("windows/w10/call-next", null, Cancel);
        (string Screen, TimeSpan After)[] live = await Task.WhenAll(
            LiveAsync("kiosk", answered, kiosk, kiosk.GetByText("大厅服务、领证")),
            LiveAsync("display", answered, display, display.Locator(".hd-call", new() { HasText = waitingNumber })),
            LiveAsync("window", answered, window, window.GetByText(calledNumber)),
            LiveAsync("phone", answered, phone, phone.GetByText("10 号").First),
            LiveAsync("devices", answered, devices, devices.Locator(".state-ready").First),
            LiveAsync("tide", answered, tide, tide.Locator("main.manage")),
            LiveAsync("cabinet", answered, cabinet, cabinet.Locator("[data-surface=pickup] main")),
            LiveAsync("console", answered, console, console.Locator("#current-number", new() { HasText = calledNumber })));
        Assert.True(live.All(screen => screen.After <= Healed), $"Live after: {string.Join(", ", live)}; allowed: {Healed}.");

        // Not only painted: the counter and the kiosk work on.
        await console.Keyboard.PressAsync((await console.Locator(".act-start").GetAttributeAsync("aria-keyshortcuts"))!);
        await Expect(console.Locator(".act-complete")).ToBeEnabledAsync();
        await kiosk.GetByText("大厅服务、领证").ClickAsync();
        await kiosk.GetByText("领取办理结果").First.WaitForAsync();
    }

    /// <summary>How long after the hub's answer the screen showed what it must, and no more that it is stale.</summary>
    private static async Task<(string Screen, TimeSpan After)> LiveAsync(string screen, long answered, IPage page, ILocator shown)
    {
        // Longer than allowed, so that a late screen is told by its name and time.
        var patience = (float)(2 * Healed).TotalMilliseconds;
        await Expect(shown.First).ToBeVisibleAsync(new() { Timeout = patience });
        await Expect(page.Locator("#th-stale:visible")).ToHaveCountAsync(0, new() { Timeout = patience });
        return (screen, Stopwatch.GetElapsedTime(answered));
    }
}
