using System.Net.Http.Json;
using System.Text.Json;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.Live;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A hub as a process, killed in mid-sentence.</summary>
public sealed class VoiceKillSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_a_killed_hub_what_played_on_is_spoken_once_and_what_waited_is_spoken_then()
    {
        var data = Directory.CreateTempSubdirectory("voice-kill-").FullName;
        string first;
        await using (var hub = HubProcess.Begin(data))
        {
            var address = await hub.ListensAsync(Cancel);
            await using var page = await SpeakingPageAsync(address);
            await CallAsync(address, "w01");
            await CallAsync(address, "w02");
            first = (await page.SpeakAsync()).Id;
            await hub.KillAsync();
        }
        await using var back = HubProcess.Begin(data);
        var again = await back.ListensAsync(Cancel);
        await using var same = await SpeakingPageAsync(again);
        await same.TellAsync("Ended", first);
        var second = (await same.SpeakAsync()).Id;
        await same.TellAsync("Ended", second);

        using var client = HubProcess.ClientOf(again);
        JsonElement[] calls = [];
        while (calls.Length < 2) calls = [.. (await client.GetFromJsonAsync<JsonElement>("/voice/log", Cancel)).GetProperty("calls").EnumerateArray()];
        Assert.Equal([first, second], calls.Select(c => $"{c.GetProperty("sequence")}"));
        // Without a synthesiser the chime alone sounds, which is told.
        Assert.All(calls, c => Assert.Contains(c.GetProperty("why").GetString(), (string?[])[null, "NoVoice"]));
        Directory.Delete(data, recursive: true);
    }

    private static async Task<LiveClient> SpeakingPageAsync(Uri hub)
    {
        var page = await LiveClient.WatchingAsync(hub, "display", "zone-a", hall: "provincial-centre");
        await page.TellAsync("Able");
        return page;
    }

    private static async Task CallAsync(Uri hub, string window)
    {
        using var client = HubProcess.ClientOf(hub);
        foreach (var (path, body) in new (string, object)[] { ($"windows/{window}/open", new { }), ("tickets", new { item = "hall-consultation" }), ($"windows/{window}/call-next", new { }) })
            (await client.PostAsJsonAsync($"/api/v1/{path}", body, Cancel)).EnsureSuccessStatusCode();
    }
}
