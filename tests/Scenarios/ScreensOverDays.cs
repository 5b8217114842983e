using System.Diagnostics;
using System.Text.Json;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>What bites screens that stand open for days, each in a short form.</summary>
/// <remarks><c>TIDALHALL_LONG=1</c>: 500 tabs instead of 12, 600 calls instead of 20.</remarks>
[Collection(nameof(OneHubProcess))]
public sealed class ScreensOverDays(OneHubProcess one, OneBrowser browser) : IClassFixture<OneBrowser>
{
    private static readonly bool IsLong = Environment.GetEnvironmentVariable("TIDALHALL_LONG") is "1";

    private readonly HubProcess _hub = one.Hub;
    private readonly Screens _screens = browser.Screens;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hub_that_dies_at_once_five_times_is_not_stormed_and_nobody_has_to_touch_the_screen()
    {
        var (kiosk, display) = (await _screens.BlankAsync(1080, 1920), await _screens.BlankAsync(1920, 1080));
        var atKiosk = await DyingHub.BeforeAsync(kiosk, "/blazor.web", "/circuit", "/mending", "/_blazor/negotiate", "drawing");
        var atDisplay = await DyingHub.BeforeAsync(display, "/tidalhall", "/live", "/mending", "/signalr", "/idiomorph");

        foreach (var (page, path) in ((IPage, string)[])[(kiosk, "/kiosk/kiosk-1"), (display, "/display/hall")]) await page.GotoAsync(new Uri(_hub.Root, path).AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });

        await Expect(kiosk.Locator(".theme").First).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await Expect(display.Locator("html[data-ready]")).ToHaveCountAsync(1, new() { Timeout = 30_000 });
        foreach (var hub in (DyingHub[])[atKiosk, atDisplay])
        {
            // One load for each time it answered, and a longer pause before each: 0, 250, 750, 1750, 3750 ms.
            Assert.Equal(6, hub.Loads);
            Assert.All(hub.Pauses.Index(), pause => Assert.True(pause.Item.TotalMilliseconds >= 250 * Math.Pow(2, pause.Index) - 250, $"{pause.Index}: {pause.Item}"));
        }
        await Expect(kiosk.Locator("#th-stale:visible")).ToHaveCountAsync(0);
        await kiosk.CloseAsync();
        await display.CloseAsync();
    }

    [Fact]
    public async Task A_touch_in_the_first_moment_is_never_lost_and_a_tab_closed_in_mid_step_is_no_error()
    {
        var profile = (await _screens.BlankAsync(1080, 1920)).Context;
        // As soon as it is in the document, before anything else of the page runs.
        await profile.AddInitScriptAsync("""
            new MutationObserver((_, me) => {
                const theme = document.querySelector(".theme");
                if (!theme) return;
                me.disconnect();
                theme.click();
            }).observe(document, { childList: true, subtree: true });
            """);
        var (tabs, before) = (IsLong ? 500 : 12, _hub.Errors);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            for (var n = 0; n < tabs / 2; n++)
            {
                var kiosk = await profile.NewPageAsync();
                await kiosk.GotoAsync(new Uri(_hub.Root, "/kiosk/kiosk-1").AbsoluteUri, new() { WaitUntil = WaitUntilState.Commit });
                await kiosk.Locator(".item").First.WaitForAsync();
                // Back and forth, so that steps, their focus and their addresses are under way when the tab closes.
                await kiosk.EvaluateAsync("() => { for (let n = 0; n < 3; n++) document.querySelector('.item').click(); }");
                await kiosk.CloseAsync();
            }
        }));
        Assert.Equal(before, _hub.Errors);
    }

    [Fact]
    public async Task A_phone_that_slept_tells_how_old_it_is_before_it_is_read_and_is_right_within_two_seconds()
    {
        var phone = await _screens.BlankAsync(390, 844);
        await phone.Clock.InstallAsync();
        var asleep = false;
        await phone.RouteWebSocketAsync(_ => true, socket =>
        {
            // A line from before the sleep is dead and does not know it.
            var isOld = !asleep;
            socket.ConnectToServer().OnMessage(frame => { if (!asleep || !isOld) socket.Send(frame.Text!); });
        });
        await _hub.PostAsync("windows/w01/open", null, Cancel);
        var codes = new List<string>();
        for (var n = 0; n < 4; n++) codes.Add((await _hub.PostAsync("tickets", new { item = "hall-consultation" }, Cancel)).GetProperty("code").GetString()!);
        await phone.GotoAsync(new Uri(_hub.Root, $"/t/{codes[^1]}").AbsoluteUri);
        await Expect(phone.Locator("html[data-ready]")).ToHaveCountAsync(1);
        await Expect(phone.Locator(".headline")).ToContainTextAsync("3 人");

        asleep = true;
        await _hub.PostAsync("windows/w01/call-next", null, Cancel);
        await _hub.PostAsync("windows/w01/start", null, Cancel);
        await _hub.PostAsync("windows/w01/complete", null, Cancel);
        await _hub.PostAsync("windows/w01/call-next", null, Cancel);
        await Expect(phone.Locator(".headline")).ToContainTextAsync("3 人");
        await phone.Clock.SetSystemTimeAsync(TimeProvider.System.GetUtcNow().AddMinutes(20).UtcDateTime);
        var woken = Stopwatch.GetTimestamp();
        await phone.EvaluateAsync("""
            () => {
                const seen = window.seen = [];
                const look = () => seen.push({ says: document.querySelector(".headline").textContent, old: document.querySelector("#th-stale:not([hidden])") !== null });
                document.dispatchEvent(new Event("visibilitychange"));
                look();
                new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
            }
            """);

        await Expect(phone.Locator(".headline")).ToContainTextAsync("1 人");
        await Expect(phone.Locator("#th-stale")).ToBeHiddenAsync();
        Assert.True(Stopwatch.GetElapsedTime(woken) <= TimeSpan.FromSeconds(2), $"{Stopwatch.GetElapsedTime(woken)}");
        var seen = (await phone.EvaluateAsync<JsonElement>("() => window.seen")).EnumerateArray().ToList();
        Assert.Contains(seen, s => s.GetProperty("says").GetString()!.Contains("3 人", StringComparison.Ordinal));
        Assert.All(seen, s => Assert.True(s.GetProperty("old").GetBoolean() || s.GetProperty("says").GetString()!.Contains("1 人", StringComparison.Ordinal), s.ToString()));
        await phone.CloseAsync();
    }

    [Fact]
    public async Task A_display_is_no_heavier_after_many_calls()
    {
        // It may not speak and knows at once: until then it would have listeners to come.
        var display = await _screens.SilentDisplayAsync(_hub, "zone-a");
        await Expect(display.Locator("html[data-ready]")).ToHaveCountAsync(1);
        await Expect(display.Locator("#th-sound-off")).ToBeVisibleAsync();
        var devTools = await display.Context.NewCDPSessionAsync(display);
        await _hub.PostAsync("windows/w09/open", null, Cancel);
        // The list of recent calls is full by then.
        await CallAsync(20);
        var before = await SettledAsync();
        await CallAsync(IsLong ? 600 : 20);
        var after = await SettledAsync();
        Assert.True(after.Nodes <= before.Nodes * 1.1 && after.Listeners <= before.Listeners * 1.1, $"{before} → {after}");
        await display.CloseAsync();

        // A drawing may still be on its way: weighed once three looks in a row are alike.
        async Task<(int Nodes, int Listeners)> SettledAsync()
        {
            var (last, alike) = (await WeighAsync(), 1);
            for (var looks = 0; looks < 40 && alike < 3; looks++)
            {
                await Task.Delay(300, Cancel);
                var now = await WeighAsync();
                (last, alike) = (now, now == last ? alike + 1 : 1);
            }
            return last;
        }

        async Task CallAsync(int calls)
        {
            var last = "";
            for (var n = 0; n < calls; n++)
            {
                last = (await _hub.PostAsync("tickets", new { item = "hall-collect" }, Cancel)).GetProperty("number").GetString()!;
                await _hub.PostAsync("windows/w09/call-next", null, Cancel);
                await _hub.PostAsync("windows/w09/start", null, Cancel);
                await _hub.PostAsync("windows/w09/complete", null, Cancel);
            }
            await Expect(display.Locator("body")).ToContainTextAsync(last);
        }

        async Task<(int Nodes, int Listeners)> WeighAsync()
        {
            await devTools.SendAsync("HeapProfiler.collectGarbage");
            var counted = (await devTools.SendAsync("Memory.getDOMCounters"))!.Value;
            return (counted.GetProperty("nodes").GetInt32(), counted.GetProperty("jsEventListeners").GetInt32());
        }
    }

    [Fact]
    public async Task A_screen_whose_page_died_or_was_closed_is_back_within_fifteen_seconds()
    {
        await using var screen = new WatchedScreen(_hub, "/kiosk/kiosk-2");
        var first = await screen.PaintsAsync(null, Cancel);

        var died = Stopwatch.GetTimestamp();
        await screen.CrashAsync(first, Cancel);
        var second = await screen.PaintsAsync(first, Cancel);
        Assert.True(Stopwatch.GetElapsedTime(died) <= TimeSpan.FromSeconds(15), $"Back after {Stopwatch.GetElapsedTime(died)}.");
        if (!IsLong) return;

        var closed = Stopwatch.GetTimestamp();
        await screen.CloseTabAsync(second, Cancel);
        await screen.PaintsAsync(second, Cancel);
        Assert.True(Stopwatch.GetElapsedTime(closed) <= TimeSpan.FromSeconds(15), $"Back after {Stopwatch.GetElapsedTime(closed)}.");
    }

    [Fact]
    public async Task Shared_characters_have_their_Chinese_form_and_rare_ones_of_names_are_no_boxes()
    {
        var page = await _screens.ShowAsync(_hub, "/sign-in", 800, 600);
        Assert.Equal("zh-CN", await page.Locator("html").GetAttributeAsync("lang"));
        var drawn = await page.EvaluateAsync<JsonElement>("""
            async () => {
                const ours = getComputedStyle(document.body).fontFamily, shipped = '"Noto Sans SC Variable", "Noto Sans SC Rare"';
                await document.fonts.load(`64px ${shipped}`, "直骨门令㐀䶮");
                const pixels = (text, font) => {
                    const paper = Object.assign(document.createElement("canvas"), { width: 80, height: 80 }).getContext("2d");
                    paper.font = `64px ${font}`;
                    paper.fillText(text, 8, 66);
                    return [...paper.getImageData(0, 0, 80, 80).data].filter((_, n) => n % 4 === 3);
                };
                const apart = (text, one, other) => { const b = pixels(text, other); return pixels(text, one).reduce((sum, p, n) => sum + Math.abs(p - b[n]), 0); };
                const box = font => pixels("\u{10FFFF}", font).join();
                return {
                    families: ours,
                    forms: [..."直骨门令"].map(c => ({ c, chinese: apart(c, ours, '"Noto Sans CJK SC"'), japanese: apart(c, ours, '"Noto Sans CJK JP"') })),
                    boxes: [..."㐀𠮷䶮"].filter(c => pixels(c, ours).join() === box(ours)),
                };
            }
            """);
        Assert.Empty(drawn.GetProperty("boxes").EnumerateArray());
        foreach (var form in drawn.GetProperty("forms").EnumerateArray())
        {
            var (chinese, japanese) = (form.GetProperty("chinese").GetInt64(), form.GetProperty("japanese").GetInt64());
            Assert.True(form.GetProperty("c").GetString() is "门" ? chinese <= japanese : 2 * chinese < japanese, form.ToString());
        }
        // What a screen without any font of its own draws with: the shipped files alone.
        var devTools = await page.Context.NewCDPSessionAsync(page);
        await page.EvaluateAsync("""
            async () => {
                const probe = Object.assign(document.body.appendChild(document.createElement("p")), { id: "probe", textContent: "直骨门令龘㐀䶮𬭊" });
                probe.style.fontFamily = '"Noto Sans SC Variable", "Noto Sans SC Rare"';
                await document.fonts.load('16px "Noto Sans SC Rare"', probe.textContent);
                await document.fonts.ready;
            }
            """);
        foreach (var enable in (string[])["DOM.enable", "CSS.enable"]) await devTools.SendAsync(enable);
        var root = (await devTools.SendAsync("DOM.getDocument"))!.Value.GetProperty("root").GetProperty("nodeId").GetInt32();
        var node = (await devTools.SendAsync("DOM.querySelector", new() { ["nodeId"] = root, ["selector"] = "#probe" }))!.Value.GetProperty("nodeId").GetInt32();
        var fonts = (await devTools.SendAsync("CSS.getPlatformFontsForNode", new() { ["nodeId"] = node }))!.Value.GetProperty("fonts").EnumerateArray().ToList();
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.True(font.GetProperty("isCustomFont").GetBoolean(), font.ToString()));
        Assert.Contains("Noto Sans SC Rare", drawn.GetProperty("families").GetString()!, StringComparison.Ordinal);
        await page.CloseAsync();
    }
}
