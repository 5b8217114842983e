using System.Net;
using System.Net.Http.Json;
using Microsoft.Playwright;
using TidalHall.Hub.Tests.Durability;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>A disk fills up under a hub whose screens are all open, and has room again: nobody touches or loads anything.</summary>
public sealed class ScreensTellOfAFullDisk
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_screen_says_since_when_and_what_to_do_and_stops_saying_it_when_there_is_room()
    {
        using var disk = LoopDisk.Make(48);
        await using var hub = new HubProcess(Path.Combine(disk.Path, "data"));
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        var called = (await TakeAsync(hub)).GetProperty("number").GetString()!;
        var waiting = await TakeAsync(hub);

        var start = await screens.KioskAsync(hub);
        var confirm = await screens.KioskAsync(hub, "kiosk-2");
        await ChooseAsync(confirm);
        var display = await screens.DisplayAsync(hub, "zone-a");
        var window = await screens.ShowAsync(hub, "/window/w09", 1280, 400);
        var phone = await screens.PhoneAsync(hub, waiting.GetProperty("code").GetString()!);
        var devices = await screens.SignedInAsync(hub, "zhou", "/devices");
        await devices.Locator(".state-ready").First.WaitForAsync();
        var console = await screens.ClerkAsync(hub, "zhao", "w09");
        await console.Locator(".act-open").ClickAsync();
        await console.Locator(".act-callnext:enabled").ClickAsync();
        await Expect(console.Locator("#current-number")).ToHaveTextAsync(called);
        (IPage Page, string Name, string Says)[] all =
        [
            (start, "kiosk", "起暂时不能取号，请到咨询台"), (confirm, "kiosk-confirm", "起暂时不能取号，请到咨询台"), (console, "console", "现在按下的操作都不会生效"),
            (display, "display", "由工作人员口头叫号"), (window, "window", "请听工作人员叫号"), (phone, "phone", "您的号码仍然有效"), (devices, "devices", "请腾出数据文件夹所在磁盘的空间"),
        ];

        disk.Fill();
        await Until.TrueAsync(async () => (await hub.Api.PostAsJsonAsync("/api/v1/tickets", new { item = "hall-collect" }, Cancel)).StatusCode is HttpStatusCode.ServiceUnavailable,
            TimeSpan.FromSeconds(60), "the disk to be full", Cancel);
        foreach (var (page, name, says) in all)
        {
            await Expect(page.Locator(".th-trouble")).ToContainTextAsync(says);
            await Expect(page.Locator(".th-trouble")).ToBeVisibleAsync();
            await Screens.ShotAsync(page, $"full-disk-{name}");
        }
        await Expect(confirm.Locator(".take")).ToHaveCountAsync(0);
        // What was last known stays.
        await Expect(display.Locator("body")).ToContainTextAsync(called);
        await Expect(window.Locator("body")).ToContainTextAsync(called);
        var index = await screens.ShowAsync(hub, "/", 1366, 900);
        await Expect(index.Locator(".th-trouble")).ToContainTextAsync("请腾出数据文件夹所在磁盘的空间");
        await Screens.ShotAsync(index, "full-disk-index");
        var signIn = await screens.ShowAsync(hub, "/sign-in", 1366, 768);
        await signIn.FillAsync("#name", "li");
        await signIn.FillAsync("#password", "not-the-password");
        await signIn.ClickAsync("button[type=submit]");
        await Expect(signIn.Locator(".notice")).ToContainTextAsync("登录无法登记，因此没有完成");
        await Screens.ShotAsync(signIn, "full-disk-sign-in");
        await console.Locator(".act-start").ClickAsync();
        await Expect(console.Locator(".refusal.unsettled")).ToBeVisibleAsync();

        disk.Clear();
        foreach (var (page, _, _) in all) await Expect(page.Locator(".th-trouble")).ToHaveCountAsync(0);
        await index.ReloadAsync();
        await Expect(index.Locator(".th-trouble")).ToHaveCountAsync(0);
        // A kiosk that nobody touched may have gone back to its start meanwhile: its visitor comes to the other one.
        await ChooseAsync(start);
        await start.Locator(".take").ClickAsync();
        await start.Locator(".number").WaitForAsync();
        await console.Locator(".refusal [data-key=Enter]").ClickAsync();
        await Expect(console.Locator(".current.serving")).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(IPage kiosk)
    {
        await kiosk.GetByText("大厅服务、领证").ClickAsync();
        await kiosk.Locator(".item", new() { HasText = "领取办理结果" }).First.ClickAsync();
        await kiosk.Locator(".take").WaitForAsync();
    }

    private static Task<System.Text.Json.JsonElement> TakeAsync(HubProcess hub) => hub.PostAsync("tickets", new { item = "hall-collect" }, Cancel);
}
