using System.Net;
using TidalHall.Core.Announcing;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Tests.Live;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>From a command to the page that plays it, over a real connection.</summary>
public sealed class SpokenPageSpecs : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("voice");
    private LiveHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await LiveHost.StartAsync(_data);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task<LiveClient> SpeakingPageAsync()
    {
        var page = await LiveClient.WatchingAsync(_host.Address, "display", "zone-a");
        await page.TellAsync("Able");
        return page;
    }

    private async Task<VoiceEntry> LoggedAsync()
    {
        while (_host.Voice.Count == 0) await Task.Delay(10, TestContext.Current.CancellationToken);
        return Assert.Single(_host.Voice);
    }

    [Fact]
    public async Task A_call_is_played_by_the_display_of_its_zone_and_told_as_spoken()
    {
        await using var page = await SpeakingPageAsync();
        var called = await _host.CallAsync();
        var (id, url, text) = await page.SpeakAsync();
        Assert.Equal("A001 到 1 号窗口", text);
        using var http = new HttpClient { BaseAddress = _host.Address };
        var wave = Wave.Read(await http.GetByteArrayAsync(url, TestContext.Current.CancellationToken));
        Assert.True(wave!.Length > Utterance.Chime);
        await page.TellAsync("Ended", id);
        var entry = await LoggedAsync();
        Assert.Equal((called, true, "A001"), (entry.Sequence, entry.Spoken, entry.Number));
        Assert.Contains("\"spoken\":true", await http.GetStringAsync("/voice/log", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recall_is_spoken_as_well()
    {
        await using var page = await SpeakingPageAsync();
        await _host.CallAsync();
        await page.TellAsync("Ended", (await page.SpeakAsync()).Id);
        await _host.DoAsync(new RecallTicket(LiveHost.W1));
        Assert.Equal("A001 到 1 号窗口", (await page.SpeakAsync()).Text);
    }

    [Fact]
    public async Task A_page_that_the_browser_keeps_quiet_is_known_and_why_is_told()
    {
        await using var page = await LiveClient.WatchingAsync(_host.Address, "display", "zone-a");
        await page.TellAsync("Refused", "", "blocked");
        await _host.CallAsync();
        Assert.Equal(NotSpokenWhy.SoundOff, (await LoggedAsync()).Why);
    }

    [Fact]
    public async Task A_page_that_leaves_in_mid_sentence_gives_it_to_the_next()
    {
        var first = await SpeakingPageAsync();
        await using var second = await SpeakingPageAsync();
        await _host.CallAsync();
        var begun = await first.SpeakAsync();
        await first.DisposeAsync();
        Assert.Equal(begun, await second.SpeakAsync());
    }

    [Fact]
    public async Task Reports_that_mean_nothing_change_nothing()
    {
        await using var page = await SpeakingPageAsync();
        await page.TellAsync("Ended", "not a number");
        await page.TellAsync("Ended", "-1");
        await page.TellAsync("Refused", null, null);
        await _host.CallAsync();
        Assert.Equal("A001 到 1 号窗口", (await page.SpeakAsync()).Text);
    }

    [Fact]
    public async Task A_sound_that_was_never_made_is_not_found()
    {
        using var http = new HttpClient { BaseAddress = _host.Address };
        using var reply = await http.GetAsync("/voice/000000000000000000000000.wav", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
    }
}
