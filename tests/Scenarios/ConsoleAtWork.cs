using System.Net;
using Microsoft.Playwright;
using TidalHall.Hub.Tests.SignIn;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>The console under a clerk's hands, and over the hub's death.</summary>
public sealed class ConsoleAtWork
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_held_key_is_one_order_and_a_letter_typed_into_a_field_is_none()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        await TakeAsync(hub);
        var li = await CalledAsync(hub, screens);

        for (var i = 0; i < 6; i++) await li.Keyboard.DownAsync("r");
        await li.Keyboard.UpAsync("r");
        await Expect(li.Locator(".current .state")).ToContainTextAsync("重呼 1 次");
        await li.Keyboard.PressAsync("Control+r+s");
        await li.Keyboard.PressAsync("c");
        await Expect(li.Locator("#current-number")).ToHaveCountAsync(0);
        await li.Keyboard.PressAsync("p");
        // The dialog takes the focus as it opens, once: what is typed before goes to it.
        await Expect(li.Locator(".mud-dialog-container:focus-within")).ToHaveCountAsync(1);
        await li.FillAsync("#reason", "");
        await li.Keyboard.TypeAsync("1np");
        await Expect(li.Locator("#reason")).ToHaveValueAsync("1np");
        await li.Keyboard.PressAsync("Escape");
        await Expect(li.Locator(".mud-dialog")).ToHaveCountAsync(0);

        var kinds = await KindsAsync(hub);
        Assert.Equal(["TicketCalled", "TicketRecalled", "VisitCompleted"], kinds.Where(k => k is "TicketCalled" or "TicketRecalled" or "ServiceStarted" or "VisitCompleted" or "WindowPaused"));
    }

    [Fact]
    public async Task After_a_killed_hub_the_console_is_back_at_window_and_ticket_still_signed_in_and_untouched()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        await TakeAsync(hub);
        var li = await CalledAsync(hub, screens);
        var number = await li.Locator("#current-number").InnerTextAsync();
        using var visitor = new Visitor(hub.Root);
        await visitor.SignInAsync("wang", hub.PasswordOf("wang"), Cancel);

        await hub.KillAsync(Cancel);
        await Expect(li.Locator("#th-stale")).ToContainTextAsync("连接已中断");
        await Expect(li.Locator("#current-number")).ToHaveTextAsync(number);
        await hub.StartAsync(Cancel);

        await Expect(li.Locator("#th-stale:visible")).ToHaveCountAsync(0, new() { Timeout = 10_000 });
        await Expect(li.Locator("#current-number")).ToHaveTextAsync(number);
        Assert.EndsWith("?window=w01", li.Url, StringComparison.Ordinal);
        await Expect(li.Locator("html[data-keys]")).ToHaveCountAsync(1);
        await li.Keyboard.PressAsync("s");
        await Expect(li.Locator(".current .state")).ToContainTextAsync("办理中");
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync("/console", Cancel)).StatusCode);
    }

    private static Task TakeAsync(HubProcess hub) => hub.PostAsync("tickets", new { item = "hall-consultation" }, Cancel);

    /// <summary>li at window 1, which is open, with a citizen called.</summary>
    private static async Task<IPage> CalledAsync(HubProcess hub, Screens screens)
    {
        var li = await screens.ClerkAsync(hub, "li", "w01");
        await li.Keyboard.PressAsync("o");
        await Expect(li.Locator(".act-callnext")).ToBeEnabledAsync();
        await li.Keyboard.PressAsync("n");
        await Expect(li.Locator("#current-number")).ToHaveCountAsync(1);
        return li;
    }

    private static async Task<IReadOnlyList<string>> KindsAsync(HubProcess hub) =>
        [.. (await hub.GetAsync("/api/v1/journal?after=0&limit=1000", Cancel)).GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()!)];
}
