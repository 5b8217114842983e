using TidalHall.Core.Announcing;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Tests.Halls;
using TidalHall.Hub.Tests.Live;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>The hub goes and comes back: no call is spoken twice, and none is dropped in silence.</summary>
public sealed class RestartSpecs : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("voice");
    private LiveHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await LiveHost.StartAsync(_data);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Delete(recursive: true);
    }

    private async Task RestartAsync(TimeSpan later = default)
    {
        await _host.DisposeAsync();
        _host = await LiveHost.StartAsync(_data, hallTime: new SetClock(TimeProvider.System) { By = later });
    }

    private async Task<LiveClient> SpeakingPageAsync()
    {
        var page = await LiveClient.WatchingAsync(_host.Address, "display", "zone-a");
        await page.TellAsync("Able");
        return page;
    }

    private async Task<IReadOnlyList<VoiceEntry>> LoggedAsync(int count)
    {
        // A broken rule fails here, it does not hang.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_host.Voice.Count < count) await Task.Delay(10, limit.Token);
        return _host.Voice;
    }

    [Fact]
    public async Task What_was_spoken_is_known_and_not_spoken_again()
    {
        await using (var page = await SpeakingPageAsync())
        {
            await _host.CallAsync();
            await page.TellAsync("Ended", (await page.SpeakAsync()).Id);
            await LoggedAsync(1);
        }
        await RestartAsync();

        await using var back = await SpeakingPageAsync();
        var recall = (await _host.DoAsync(new RecallTicket(LiveHost.W1))).Sequence;

        Assert.Equal($"{recall}", (await back.SpeakAsync()).Id);
        Assert.Equal(["A001"], _host.Voice.Where(e => e.Spoken).Select(e => e.Number));
    }

    [Fact]
    public async Task What_waited_and_is_still_of_use_is_spoken()
    {
        var called = await _host.CallAsync();
        await RestartAsync();

        await using var page = await SpeakingPageAsync();

        Assert.Equal($"{called}", (await page.SpeakAsync()).Id);
    }

    [Fact]
    public async Task What_has_become_too_old_is_not_spoken_and_says_so()
    {
        var called = await _host.CallAsync();
        await RestartAsync(later: HallVoice.StillOfUse);

        var entry = Assert.Single(await LoggedAsync(1));
        Assert.Equal((called, NotSpokenWhy.TooLate), (entry.Sequence, entry.Why));
    }

    [Fact]
    public async Task When_it_was_spoken_is_told_by_the_clock_of_the_hall()
    {
        await RestartAsync(later: TimeSpan.FromHours(3));
        await using var page = await SpeakingPageAsync();
        await _host.CallAsync();
        await page.TellAsync("Ended", (await page.SpeakAsync()).Id);

        var entry = Assert.Single(await LoggedAsync(1));

        var called = _host.Hall.View.Calls[0].At;
        Assert.True(called <= entry.Began && entry.Began <= entry.At, $"called {called:O}, {entry}");
    }

    [Fact]
    public async Task Whose_visit_went_on_meanwhile_is_not_called_any_more()
    {
        await _host.CallAsync();
        await _host.DoAsync(new StartService(LiveHost.W1));
        await RestartAsync();

        Assert.Equal(NotSpokenWhy.AlreadyThere, Assert.Single(await LoggedAsync(1)).Why);
    }

    [Fact]
    public async Task A_page_that_played_on_while_the_hub_was_away_tells_it_and_the_next_follows()
    {
        await using var page = await SpeakingPageAsync();
        await _host.CallAsync();
        var id = (await page.SpeakAsync()).Id;
        await RestartAsync();
        await using var back = await SpeakingPageAsync();
        var recall = (await _host.DoAsync(new RecallTicket(LiveHost.W1))).Sequence;

        await back.TellAsync("Ended", id);

        Assert.Equal((id, true), (await LoggedAsync(1)).Select(e => ($"{e.Sequence}", e.Spoken)).Single());
        Assert.Equal($"{recall}", (await back.SpeakAsync()).Id);
    }

    [Fact]
    public async Task What_a_page_could_not_play_for_the_hub_that_went_is_played_whole()
    {
        await using var page = await SpeakingPageAsync();
        await _host.CallAsync();
        var begun = await page.SpeakAsync();
        await RestartAsync();
        await using var back = await SpeakingPageAsync();

        await back.TellAsync("Refused", begun.Id, "the sound cannot be played");

        // Once is enough now, so the file is another.
        var again = await back.SpeakAsync();
        Assert.Equal((begun.Id, begun.Text), (again.Id, again.Text));
    }
}
