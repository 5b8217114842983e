using Microsoft.Playwright;

namespace TidalHall.Scenarios.Ground;

/// <summary>A real Chromium with a window for each screen of the hall.</summary>
public sealed class Screens : IAsyncDisposable
{
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Screens(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    /// <param name="maySpeak">Started so that pages play sound untouched, as a hall's displays are.</param>
    public static async Task<Screens> OpenAsync(bool maySpeak = true)
    {
        const string chromium = "/usr/bin/chromium";
        if (!File.Exists(chromium)) Assert.Skip("Chromium is not installed.");
        // Bounds a failure, not a rule: what has a time limit of its own says so where it is expected.
        Assertions.SetDefaultExpectTimeout(15_000);
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium,
            // Without --disable-gpu a graphics card is emulated, at the price of a core.
            Args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", .. maySpeak ? (string[])["--autoplay-policy=no-user-gesture-required"] : []],
        });
        return new(playwright, browser);
    }

    public Task<IPage> KioskAsync(HubProcess hub, string place = "kiosk-1") => ShowAsync(hub, $"/kiosk/{place}", 1080, 1920);
    public Task<IPage> DisplayAsync(HubProcess hub, string place) => ShowAsync(hub, $"/display/{place}", 1920, 1080);
    public Task<IPage> PhoneAsync(HubProcess hub, string code) => ShowAsync(hub, $"/t/{code}", 390, 844);

    /// <summary>A display that plays nothing until somebody touches it.</summary>
    /// <remarks>Said to the page by a script: each look of the driver counts as a touch to Chromium, so that its own rule depends on who is first.</remarks>
    public async Task<IPage> SilentDisplayAsync(HubProcess hub, string place)
    {
        var page = await BlankAsync(1920, 1080);
        await page.AddInitScriptAsync("""
            const play = HTMLMediaElement.prototype.play;
            let touched = false;
            addEventListener("pointerup", () => touched = true, true);
            HTMLMediaElement.prototype.play = function () {
                return touched ? play.call(this) : Promise.reject(new DOMException("Nobody has touched this page.", "NotAllowedError"));
            };
            """);
        await page.GotoAsync(new Uri(hub.Root, $"/display/{place}").AbsoluteUri);
        return page;
    }

    /// <summary>A page of its own browser profile, loaded and ready to be touched.</summary>
    public async Task<IPage> ShowAsync(HubProcess hub, string path, int width, int height)
    {
        var page = await BlankAsync(width, height);
        await page.GotoAsync(new Uri(hub.Root, path).AbsoluteUri);
        return page;
    }

    /// <summary>A page of its own browser profile that shows nothing yet.</summary>
    public async Task<IPage> BlankAsync(int width, int height)
    {
        var context = await _browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = height } });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    /// <summary>A page that asks who it is, shown to one who may see it.</summary>
    public async Task<IPage> SignedInAsync(HubProcess hub, string name, string path)
    {
        var page = await ShowAsync(hub, path, 1366, 768);
        await page.FillAsync("#name", name);
        await page.FillAsync("#password", hub.PasswordOf(name));
        await page.ClickAsync("button[type=submit]");
        return page;
    }

    /// <summary>A clerk signed in and seated at a window.</summary>
    public async Task<IPage> ClerkAsync(HubProcess hub, string name, string window)
    {
        var page = await SignedInAsync(hub, name, "/console");
        await page.ClickAsync($"[data-window={window}]");
        await page.Locator(".actions").WaitForAsync();
        await page.Locator("html[data-keys]").WaitForAsync();
        return page;
    }

    /// <summary>An order of the console by its key, as soon as it can be given.</summary>
    public static async Task PressAsync(IPage console, string action)
    {
        var button = console.Locator($".act-{action}");
        await Assertions.Expect(button).ToBeEnabledAsync();
        await console.Keyboard.PressAsync((await button.GetAttributeAsync("aria-keyshortcuts"))!);
    }

    public static Task ShotAsync(IPage page, string name) => page.ScreenshotAsync(new() { Path = Path.Combine(Root.Shots, name + ".jpg"), Type = ScreenshotType.Jpeg, Quality = 85 });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}
