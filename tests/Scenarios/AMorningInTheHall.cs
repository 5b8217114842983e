using System.Text.Json;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>Three citizens, two clerks and a display: from the kiosk to the last counter, in a real browser.</summary>
public sealed class AMorningInTheHall
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_citizens_are_called_missed_reinstated_transferred_and_served()
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();

        var kiosk = await screens.KioskAsync(hub);
        var display = await screens.DisplayAsync(hub, "zone-a");
        await display.EvaluateAsync("() => { window.spoken = []; document.addEventListener('th-spoken', e => window.spoken.push(e.detail.text)); }");
        var (first, second, third) = (await TakeAsync(kiosk, "first"), await TakeAsync(kiosk, "second"), await TakeAsync(kiosk, "third"));
        Assert.Equal(3, new[] { first, second, third }.Distinct().Count());

        var zhao = await screens.ClerkAsync(hub, "zhao", "w09");
        var wang = await screens.ClerkAsync(hub, "wang", "w10");
        await Screens.PressAsync(zhao, "open");
        await Screens.PressAsync(wang, "open");

        // The first is called and does not come; the second is served at once.
        await Screens.PressAsync(zhao, "callnext");
        await CurrentIsAsync(zhao, first);
        await Expect(display.Locator(".hd-call").First).ToContainTextAsync(first);
        await Expect(display.Locator(".hd-call").First).ToContainTextAsync("9 号窗口");
        await Screens.ShotAsync(display, "display-called");
        await Screens.PressAsync(wang, "callnext");
        await CurrentIsAsync(wang, second);
        await HeardAsync(hub, 2);
        await StartAsync(wang);
        await Screens.ShotAsync(wang, "console-serving");
        await Screens.PressAsync(zhao, "recall");
        await HeardAsync(hub, 3);
        await Screens.PressAsync(zhao, "miss");
        await Expect(zhao.Locator("#current-number")).ToHaveCountAsync(0);
        await Expect(zhao.Locator(".away").Filter(new() { HasText = first })).ToHaveCountAsync(1);

        // The third is called; the first is back and waits again.
        await Screens.PressAsync(zhao, "callnext");
        await CurrentIsAsync(zhao, third);
        await zhao.GetByRole(AriaRole.Button, new() { NameRegex = new($"{first}") }).First.ClickAsync();
        await Expect(zhao.Locator(".waiting")).ToContainTextAsync(first);
        await HeardAsync(hub, 4);
        await StartAsync(zhao);

        // The third needs advice first: to the other category, before all others.
        await Screens.PressAsync(zhao, "transfer");
        await zhao.SelectOptionAsync("#to-category", "consultation");
        await zhao.ClickAsync("button[form=transfer]");
        await Expect(zhao.Locator("#current-number")).ToHaveCountAsync(0);
        await Screens.PressAsync(wang, "complete");
        await Expect(wang.Locator("#current-number")).ToHaveCountAsync(0);

        await Screens.PressAsync(zhao, "callnext");
        await CurrentIsAsync(zhao, first);
        await HeardAsync(hub, 5);
        await StartAsync(zhao);
        await Screens.PressAsync(zhao, "complete");
        await Expect(zhao.Locator("#current-number")).ToHaveCountAsync(0);
        await Screens.ShotAsync(zhao, "console-idle");

        var events = await EventsAsync(hub);
        string[] kinds = ["TicketTaken", "TicketCalled", "TicketRecalled", "TicketMissed", "TicketReinstated", "TicketTransferred", "ServiceStarted", "VisitCompleted"];
        Assert.All(kinds, kind => Assert.Contains(events, e => e.GetProperty("kind").GetString() == kind));
        Assert.Equal(3, events.Count(e => e.GetProperty("kind").GetString() is "TicketTaken"));
        Assert.Equal(2, events.Count(e => e.GetProperty("kind").GetString() is "VisitCompleted"));
        await EveryCallIsSpokenInOrderAsync(hub, display, events);
    }

    /// <summary>Each call and recall of the journal was played to its end, in the journal's order.</summary>
    private static async Task EveryCallIsSpokenInOrderAsync(HubProcess hub, IPage display, IReadOnlyList<JsonElement> events)
    {
        var called = events.Where(e => e.GetProperty("kind").GetString() is "TicketCalled" or "TicketRecalled").Select(e => e.GetProperty("sequence").GetInt64()).ToList();
        Assert.All(await CallsAsync(hub), call => Assert.True(call.GetProperty("spoken").GetBoolean(), call.ToString()));
        var spoken = (await CallsAsync(hub)).OrderBy(c => c.GetProperty("began").GetDateTimeOffset()).ThenBy(c => c.GetProperty("sequence").GetInt64()).Select(c => c.GetProperty("sequence").GetInt64());
        Assert.Equal(called, spoken);
        Assert.NotEqual(0, await display.EvaluateAsync<int>("() => window.spoken.length"));

        // A display whose browser was not started to speak says so before the first call, and may after a touch.
        await using var shy = await Screens.OpenAsync(maySpeak: false);
        var silent = await shy.SilentDisplayAsync(hub, "zone-a");
        await Expect(silent.Locator("#th-sound-off")).ToHaveTextAsync("声音已关闭，点按开启");
        await silent.Locator("#th-sound-off").ClickAsync();
        await Expect(silent.Locator("#th-sound-off")).ToBeHiddenAsync();
    }

    /// <summary>Citizens come when they are called aloud, and clerks wait for them.</summary>
    private static Task HeardAsync(HubProcess hub, int calls) =>
        Until.TrueAsync(async () => (await CallsAsync(hub)).Count == calls, TimeSpan.FromSeconds(60), $"call {calls} to be spoken", Cancel);

    private static async Task<IReadOnlyList<JsonElement>> CallsAsync(HubProcess hub) => [.. (await hub.GetAsync("/voice/log", Cancel)).GetProperty("calls").EnumerateArray()];

    private static async Task<IReadOnlyList<JsonElement>> EventsAsync(HubProcess hub) =>
        [.. (await hub.GetAsync("/api/v1/journal?after=0&limit=1000", Cancel)).GetProperty("events").EnumerateArray()];

    /// <summary>Theme, item, confirm: three touches to a number, and the paper comes out.</summary>
    private static async Task<string> TakeAsync(IPage kiosk, string shot)
    {
        await kiosk.GetByText("大厅服务、领证").ClickAsync();
        // The start offers it too, once somebody came for it.
        await kiosk.GetByRole(AriaRole.Heading, new() { Name = "大厅服务、领证" }).WaitForAsync();
        await kiosk.GetByText("领取办理结果").First.ClickAsync();
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "取号", Exact = true }).ClickAsync();
        var number = kiosk.GetByText(new System.Text.RegularExpressions.Regex("^B\\d{3}$")).First;
        await number.WaitForAsync();
        await Expect(kiosk.Locator("main")).ToContainTextAsync("请取走纸票");
        await Screens.ShotAsync(kiosk, $"kiosk-{shot}");
        var text = (await number.InnerTextAsync()).Trim();
        await kiosk.GetByRole(AriaRole.Button, new() { Name = "完成" }).ClickAsync();
        return text;
    }

    private static Task CurrentIsAsync(IPage console, string number) => Expect(console.Locator("#current-number")).ToHaveTextAsync(number);

    /// <summary>A key pressed while the order before it is under way is none.</summary>
    private static async Task StartAsync(IPage console)
    {
        await Screens.PressAsync(console, "start");
        await Expect(console.Locator(".current.serving")).ToHaveCountAsync(1);
    }
}
