using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;

namespace TidalHall.Scenarios;

/// <summary>Every screen against WCAG 2.2 AA by axe, in Chinese and English.</summary>
public sealed class EverybodyCanUseIt
{
    private static readonly AxeRunOptions Wcag22AA = new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_screen_has_a_barrier_that_axe_knows()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        var ticket = await hub.PostAsync("tickets", new { item = "hall-collect" }, Cancel);
        var barriers = new List<string>();

        foreach (var language in (string[])["zh-CN", "en"])
        {
            (string Path, int Width, int Height)[] screensOfTheHall =
            [
                ("/", 1366, 900), ("/kiosk/kiosk-1", 1080, 1920), ("/display/hall", 1920, 1080), ("/display/zone-a", 1920, 1080),
                ("/window/w09", 1280, 400), ($"/t/{ticket.GetProperty("code").GetString()}", 390, 844), ("/sign-in", 1366, 768),
            ];
            foreach (var (path, width, height) in screensOfTheHall)
            {
                var page = await screens.ShowAsync(hub, $"{path}?lang={language}", width, height);
                await page.Locator("main, [data-mood]").First.WaitForAsync(new() { State = WaitForSelectorState.Attached });
                await LookAsync(page, $"{path} {language}", barriers);
                await page.CloseAsync();
            }
            var devices = await screens.SignedInAsync(hub, "zhou", $"/devices?lang={language}");
            await devices.Locator(".state-ready").First.WaitForAsync();
            await LookAsync(devices, $"/devices {language}", barriers);
            await devices.CloseAsync();
            var manager = await screens.SignedInAsync(hub, "zhang", $"/manage/tide?lang={language}");
            await manager.Locator(".tide-desk").First.WaitForAsync();
            await LookAsync(manager, $"/manage/tide {language}", barriers);
            await manager.GotoAsync(new Uri(hub.Root, $"/manage/staffing?lang={language}").AbsoluteUri);
            await manager.Locator(".staffing-asked .go").WaitForAsync();
            await LookAsync(manager, $"/manage/staffing {language}", barriers);
            await manager.CloseAsync();
        }

        var kiosk = await screens.KioskAsync(hub);
        await kiosk.GetByText("大厅服务、领证").ClickAsync();
        await kiosk.GetByText("领取办理结果").First.WaitForAsync();
        await LookAsync(kiosk, "kiosk items", barriers);
        await kiosk.GetByText("领取办理结果").First.ClickAsync();
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "取号", Exact = true }).WaitForAsync();
        await LookAsync(kiosk, "kiosk confirm", barriers);
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "取号", Exact = true }).ClickAsync();
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "完成" }).WaitForAsync();
        await LookAsync(kiosk, "kiosk ticket", barriers);

        var console = await screens.ClerkAsync(hub, "zhao", "w09");
        await hub.PostAsync("windows/w10/open", null, Cancel);
        await LookAsync(console, "console vacant", barriers);
        await console.Keyboard.PressAsync((await console.Locator(".act-open").GetAttributeAsync("aria-keyshortcuts"))!);
        await console.Locator(".act-callnext:enabled").WaitForAsync();
        await console.Locator(".act-callnext").ClickAsync();
        await console.Locator("#current-number").WaitForAsync();
        await LookAsync(console, "console serving", barriers);

        Assert.Empty(barriers);
    }

    private static async Task LookAsync(IPage page, string name, List<string> barriers)
    {
        // The last of a fade-in is not what people read.
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        var result = await page.RunAxe(Wcag22AA);
        Assert.NotEmpty(result.Passes);
        barriers.AddRange(result.Violations.SelectMany(v => v.Nodes.Select(n => $"{name}: {v.Id}: {n.Html[..Math.Min(160, n.Html.Length)]}")));
        await Screens.ShotAsync(page, "axe-" + name.Trim('/').Replace('/', '-').Replace(' ', '-'));
    }
}
