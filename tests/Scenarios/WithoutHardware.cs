using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>Whoever has no hardware tries pads and a scanner from the page of devices; what they do goes the way a real device's does.</summary>
public sealed class WithoutHardware
{
    private const string AtIntake = "511A0138000000-511602000000-000-115113010833722043-1-00";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_caller_pad_an_evaluation_pad_and_a_scanner_are_used_by_keyboard_and_what_came_of_it_is_there_without_loading_anew()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        var ticket = await hub.PostAsync("tickets", new { item = AtIntake }, Cancel);
        var devices = await screens.SignedInAsync(hub, "zhou", "/devices");
        var (pad, rating, scanner) = (Card(devices, "pad-1"), Card(devices, "rating-1"), Card(devices, "scanner-1"));

        await PressAsync(pad, "下一个");
        await Expect(pad).ToContainTextAsync("已按“下一个”。");
        await Expect(pad).ToContainTextAsync("窗口无人登录，未执行");
        // The pad is known by now: no word of its state draws the page anew.
        await PressAsync(pad, "重呼");
        await Expect(pad).ToContainTextAsync("最近按键：重呼");

        var console = await screens.ClerkAsync(hub, "li", "w01");
        await Screens.PressAsync(console, "open");
        await console.Locator(".act-callnext:enabled").WaitForAsync();
        await PressAsync(pad, "下一个");
        await Expect(console.Locator("#current-number")).ToHaveTextAsync(ticket.GetProperty("number").GetString()!);
        await Expect(pad).ToContainTextAsync("已执行");
        await PressAsync(pad, "开始办理");
        await Expect(pad).ToContainTextAsync("最近按键：开始办理");
        await PressAsync(pad, "办结");
        await Expect(console.Locator("#current-number")).ToHaveCountAsync(0);
        await Expect(rating).ToContainTextAsync("完成 0");
        // Pressed until the pad asks: before that it counts for nothing.
        await Until.TrueAsync(async () =>
        {
            await PressAsync(rating, "满意");
            return (await rating.InnerTextAsync()).Contains("完成 1", StringComparison.Ordinal);
        }, TimeSpan.FromSeconds(30), "the pad has an answer", Cancel);

        var held = await hub.PostAsync("tickets", new { item = AtIntake }, Cancel);
        var kiosk = await screens.KioskAsync(hub);
        await kiosk.Locator("button:enabled").First.WaitForAsync();
        var code = scanner.GetByLabel("把这个码放到扫码器前");
        await code.FillAsync(" ");
        await code.PressAsync("Enter");
        await Expect(scanner).ToContainTextAsync("请输入 1 到 200 个字符的码。");
        await code.FillAsync(held.GetProperty("code").GetString()!);
        await code.PressAsync("Enter");
        await Expect(scanner).ToContainTextAsync("已扫码。");
        await Expect(code).ToHaveValueAsync("");
        await Expect(kiosk.Locator("body")).ToContainTextAsync(held.GetProperty("number").GetString()!);
        await Screens.ShotAsync(devices, "devices-by-hand");
    }

    private static ILocator Card(IPage devices, string device) => devices.Locator(".device-list > li").Filter(new() { HasText = $"{device} · " });

    private static async Task PressAsync(ILocator card, string key)
    {
        var button = card.GetByRole(AriaRole.Button, new() { Name = key, Exact = true });
        await button.FocusAsync();
        await button.PressAsync("Enter");
    }
}
