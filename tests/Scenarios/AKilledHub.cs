using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using TidalHall.Scenarios.Ground;
using static Microsoft.Playwright.Assertions;

namespace TidalHall.Scenarios;

/// <summary>The hub dies by SIGKILL while a citizen's ticket is on its way: what is in the journal is what the citizen sees, once.</summary>
public sealed class AKilledHub
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="answerLost">As soon as the browser has kept the touch nothing of the hub reaches it any more, so that it dies between commit and answer as the citizen sees it;
    /// else it dies as soon as the event is on disk, and either may be first.</param>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Killed_after_the_commit_the_kiosk_shows_that_ticket_and_there_is_one_only(bool answerLost)
    {
        await using var hub = new HubProcess();
        await hub.StartAsync(Cancel);
        await using var screens = await Screens.OpenAsync();
        var kiosk = await screens.BlankAsync(1080, 1920);
        var lost = false;
        await kiosk.ExposeFunctionAsync("touchIsKept", () => { lost = answerLost; });
        await kiosk.AddInitScriptAsync("""
            const replace = history.replaceState.bind(history);
            history.replaceState = (...to) => { replace(...to); if (String(to[2]).includes("sent=")) touchIsKept(); };
            """);
        await kiosk.RouteWebSocketAsync(_ => true, browser => browser.ConnectToServer().OnMessage(frame =>
        {
            if (lost) return;
            if (frame.Binary is { } bytes) browser.Send(bytes);
            else browser.Send(frame.Text!);
        }));
        await kiosk.GotoAsync(new Uri(hub.Root, "/kiosk/kiosk-1").AbsoluteUri);
        await kiosk.Locator(".theme", new() { HasText = "大厅服务、领证" }).ClickAsync();
        await kiosk.Locator(".item", new() { HasText = "领取办理结果" }).First.ClickAsync();
        await kiosk.Locator(".take").ClickAsync();
        await CommittedAsync(hub);
        await hub.KillAsync(Cancel);
        if (answerLost) await Expect(kiosk.Locator(".result")).ToHaveCountAsync(0);

        lost = false;
        await hub.StartAsync(Cancel);
        await Expect(kiosk.Locator(".result .number")).ToHaveTextAsync("B001");
        Assert.Equal(1, Taken(hub));
    }

    /// <summary>Asks the file itself, from outside, as fast as it answers: nothing of the hub says when.</summary>
    private static async Task CommittedAsync(HubProcess hub)
    {
        while (Taken(hub) == 0)
        {
            Cancel.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static long Taken(HubProcess hub)
    {
        using var journal = new SqliteConnection($"Data Source={hub.Journal};Mode=ReadOnly;Pooling=False");
        journal.Open();
        using var count = journal.CreateCommand();
        count.CommandText = "SELECT count(*) FROM events WHERE kind = 'TicketTaken'";
        return (long)count.ExecuteScalar()!;
    }
}
