using TidalHall.Core.Halls;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A speaker comes and goes with its agent; each time it comes it is another player.</summary>
public sealed class DeviceSpeakerSpecs
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private readonly DeviceSpeaker _speaker = new(new("hall-1"), new("speaker-1"), new HashSet<ZoneId> { new("a") });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_it_was_given_before_it_left_is_not_played_though_it_came_back_at_once()
    {
        var first = _speaker.Arrive(Nine)!;
        Assert.True(_speaker.TryGive(first.Player, 7, "stale.wav"));
        Assert.Equal(first, _speaker.Leave(Nine));
        var second = _speaker.Arrive(Nine)!;
        Assert.True(_speaker.TryGive(second.Player, 8, "new.wav"));
        Assert.Equal((second, 8, "new.wav"), await NextAsync());
    }

    [Fact]
    public async Task A_zone_that_chose_it_before_it_left_gives_it_nothing_after_it_came_back()
    {
        var first = _speaker.Arrive(Nine)!;
        _speaker.Leave(Nine);
        Assert.False(_speaker.TryGive(first.Player, 7, "stale.wav"));
        var second = _speaker.Arrive(Nine)!;
        Assert.NotEqual(first.Player, second.Player);
        Assert.False(_speaker.TryGive(first.Player, 7, "stale.wav"));
        Assert.True(_speaker.TryGive(second.Player, 8, "new.wav"));
        Assert.Equal(8, (await NextAsync()).Utterance);
    }

    [Fact]
    public void It_comes_once_and_one_that_failed_rests_before_it_comes_again()
    {
        Assert.NotNull(_speaker.Arrive(Nine));
        Assert.Null(_speaker.Arrive(Nine));
        Assert.NotNull(_speaker.Leave(Nine.AddSeconds(10)));
        Assert.Null(_speaker.Leave(Nine.AddSeconds(10)));
        Assert.Null(_speaker.Arrive(Nine.AddSeconds(9)));
        Assert.NotNull(_speaker.Arrive(Nine.AddSeconds(10)));
    }

    [Fact]
    public void The_same_speaker_of_two_halls_is_two_players_and_two_kinds_of_jobs()
    {
        var other = new DeviceSpeaker(new("hall-2"), _speaker.Device, _speaker.Zones);
        Assert.NotEqual(_speaker.Arrive(Nine)!.Player, other.Arrive(Nine)!.Player);
        Assert.Equal(5, _speaker.UtteranceOf(_speaker.JobOf(5)));
        Assert.Null(other.UtteranceOf(_speaker.JobOf(5)));
    }

    private async Task<(DeviceSpeaker.Stay To, long Utterance, string Sound)> NextAsync()
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        within.CancelAfter(TimeSpan.FromSeconds(30));
        await foreach (var given in _speaker.TakeAsync(within.Token)) return (given.To, given.Utterance, given.Sound);
        throw new InvalidOperationException("It is given nothing any more.");
    }
}
