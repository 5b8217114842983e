using TidalHall.Core.Announcing;
using TidalHall.Hub.Voice;
using static TidalHall.Hub.Tests.Voice.SpokenCalls;

namespace TidalHall.Hub.Tests.Voice;

public sealed class ZoneVoiceSpecs : IAsyncDisposable
{
    private readonly FakeHallSound _hall = new();

    public ValueTask DisposeAsync() => _hall.DisposeAsync();

    [Fact]
    public async Task Five_calls_in_two_seconds_are_all_played_whole_and_in_order()
    {
        _hall.With("page");
        await _hall.CallAsync([.. Enumerable.Range(1, 5).Select(n => Call(n))]);
        var texts = new List<string>();
        while (_hall.Log.Entries.Count < 5)
        {
            var (page, id, text) = await _hall.PlayedAsync();
            texts.Add(text);
            Assert.False(_hall.PlaysMore, "One began before the other had ended.");
            var before = _hall.Log.Entries.Count;
            await _hall.EndAsync(page, id);
            await _hall.LoggedAsync(before + 1);
        }
        Assert.Equal(["A001", "A002", "A003", "A004", "A005"], _hall.Log.Entries.Select(e => e.Number));
        Assert.All(_hall.Log.Entries, e => Assert.True(e.Spoken, e.WhyText));
        Assert.All(_hall.Log.Entries, e => Assert.Contains(texts, t => t.Contains(e.Number, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_speaker_device_is_asked_before_the_pages_that_came_first()
    {
        _hall.With("page").WithSpeaker("speaker");
        await _hall.CallAsync(Call(1));
        Assert.Equal("speaker", (await _hall.PlayedAsync()).Connection);
    }

    [Fact]
    public async Task When_the_end_never_comes_it_goes_on_and_says_so()
    {
        _hall.With("page");
        await _hall.CallAsync(Call(1), Call(2));
        var first = await _hall.PlayedAsync();
        var length = Saying(Call(1)) with { Times = 2 };
        var entry = Assert.Single(await _hall.LoggedAsync(1, seconds: (int)(length.EstimatedLength + VoiceQueue.Grace).TotalSeconds + 3));
        Assert.Equal((1, NotSpokenWhy.NoEnd, "播放没有在时限内结束"), (entry.Sequence, entry.Why, entry.WhyText));
        var second = await _hall.PlayedAsync();
        Assert.Equal((1L, 2L), (first.Id, second.Id));
    }

    [Fact]
    public async Task Nobody_to_play_is_told_after_the_time_a_page_needs_to_come()
    {
        await _hall.CallAsync(Call(1));
        var entry = Assert.Single(await _hall.LoggedAsync(1, seconds: 30));
        Assert.Equal(NotSpokenWhy.NoPlayer, entry.Why);
        Assert.Null(entry.Began);
        Assert.InRange(_hall.Speakers.Now, Speakers.Patience, Speakers.Patience + TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_page_whose_browser_keeps_sound_off_is_told_apart_from_no_page()
    {
        _hall.With("page", may: false);
        await _hall.CallAsync(Call(1));
        Assert.Equal(NotSpokenWhy.SoundOff, Assert.Single(await _hall.LoggedAsync(1, seconds: 30)).Why);
    }

    [Fact]
    public async Task What_one_page_refuses_another_plays_whole()
    {
        _hall.With("first").With("second");
        await _hall.CallAsync(Call(1));
        Assert.Equal("first", (await _hall.PlayedAsync()).Connection);
        _hall.Speakers.MayPlay("first", false);
        _hall.Speakers.Stopped("first", 1);
        await _hall.Zone.TellAsync(new ZoneNews.GaveUp(1, NotSpokenWhy.SoundOff), TestContext.Current.CancellationToken);
        var again = await _hall.PlayedAsync();
        Assert.Equal(("second", 1L), (again.Connection, again.Id));
        await _hall.EndAsync("second", 1);
        Assert.True(Assert.Single(await _hall.LoggedAsync(1)).Spoken);
    }

    [Fact]
    public async Task One_page_speaks_for_a_zone_and_the_next_takes_over_when_it_leaves()
    {
        _hall.With("first").With("second");
        await _hall.CallAsync(Call(1));
        var played = await _hall.PlayedAsync();
        await _hall.EndAsync("first", played.Id);
        await _hall.LoggedAsync(1);
        _hall.Speakers.Left("first");
        await _hall.CallAsync(Call(2));
        Assert.Equal("second", (await _hall.PlayedAsync()).Connection);
    }

    [Fact]
    public async Task With_no_voice_the_chime_sounds_and_the_call_counts_as_not_spoken()
    {
        _hall.CanSay = false;
        _hall.With("page");
        await _hall.CallAsync(Call(1));
        await _hall.EndAsync("page", (await _hall.PlayedAsync()).Id);
        Assert.Equal(NotSpokenWhy.NoVoice, Assert.Single(await _hall.LoggedAsync(1)).Why);
    }

    [Fact]
    public async Task Who_went_to_the_window_before_the_turn_came_is_not_called_any_more()
    {
        _hall.With("page");
        await _hall.CallAsync(Call(1), Call(2));
        var first = await _hall.PlayedAsync();
        await _hall.Zone.TellAsync(new ZoneNews.WentOn(new(2)), TestContext.Current.CancellationToken);
        Assert.Equal(NotSpokenWhy.AlreadyThere, Assert.Single(await _hall.LoggedAsync(1)).Why);
        await _hall.EndAsync("page", first.Id);
        Assert.Equal(1, (await _hall.LoggedAsync(2))[1].Sequence);
    }

    [Fact]
    public async Task What_was_begun_before_a_restart_and_never_told_is_not_said_twice_and_holds_up_nobody_for_long()
    {
        _hall.With("page");
        await _hall.Zone.TellAsync(new ZoneNews.WasBegun(new([1, 2], HasSpeech: true), Call(1)), TestContext.Current.CancellationToken);
        await _hall.Zone.TellAsync(new ZoneNews.WasBegun(new([1, 2], HasSpeech: true), Call(2)), TestContext.Current.CancellationToken);
        await _hall.CallAsync(Call(3));
        var entries = await _hall.LoggedAsync(2, seconds: 60);
        Assert.All(entries, e => Assert.Equal(NotSpokenWhy.NoEnd, e.Why));
        Assert.Equal(3, (await _hall.PlayedAsync()).Id);
    }

    [Fact]
    public async Task A_page_tells_nothing_about_what_this_hub_gave_to_another()
    {
        _hall.With("page").With("other");
        await _hall.CallAsync(Call(1));
        await _hall.PlayedAsync();
        await _hall.Zone.TellAsync(new ZoneNews.FromBefore(1, new ZoneNews.GaveUp(1, NotSpokenWhy.PlayerFailed)), TestContext.Current.CancellationToken);
        await _hall.EndAsync("page", 1);
        Assert.True(Assert.Single(await _hall.LoggedAsync(1)).Spoken);
        Assert.False(_hall.PlaysMore);
    }

    [Fact]
    public async Task A_page_that_is_back_before_the_journal_was_read_is_not_asked_twice()
    {
        await _hall.Zone.TellAsync(new ZoneNews.FromBefore(1, new ZoneNews.Ended(1)), TestContext.Current.CancellationToken);
        foreach (var n in (int[])[1, 2]) await _hall.Zone.TellAsync(new ZoneNews.WasBegun(new([1, 2], HasSpeech: true), Call(n)), TestContext.Current.CancellationToken);
        Assert.Equal([(1, true), (2, true)], (await _hall.LoggedAsync(2)).Select(e => ((int)e.Sequence, e.Spoken)));
    }
}
