using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Speakers;

namespace TidalHall.DeviceAgents.Tests.Speakers;

/// <summary>A speaker that plays what the hub has, and says truthfully whether it came to its end.</summary>
public sealed class SpeakerSpecs : IAsyncDisposable
{
    private const string Sound = "/voice/ab12.wav";
    private readonly FakeTimeProvider _time = new();
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
    private readonly SimulatedSpeaker _player;
    private readonly Speaker _speaker;
    private byte[]? _atTheHub = new byte[44];

    public SpeakerSpecs()
    {
        _player = new(_time);
        _speaker = new(new("speaker-1"), new() { MaxSeconds = 30 }, (_, _) => Task.FromResult(_atTheHub is { } wav ? wav : (ReadOnlyMemory<byte>?)null), _player.PlayAsync, _time);
    }

    [Fact]
    public async Task It_is_well_once_it_has_played_a_moment_of_silence()
    {
        Assert.Equal(DeviceState.Unknown, _speaker.Health.State);
        var running = _speaker.RunAsync(_stop.Token);
        Assert.Single(_player.Played);
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await IsAsync(DeviceState.Ready);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task A_sound_the_hub_has_is_played_to_its_end()
    {
        Assert.Equal(SoundOutcome.Played, await _speaker.PlayAsync(Sound, _stop.Token));
        Assert.Equal([44], _player.Played);
        Assert.Equal(DeviceState.Ready, _speaker.Health.State);
    }

    [Fact]
    public async Task A_sound_the_hub_has_not_is_no_fault_of_the_speaker()
    {
        _atTheHub = null;
        Assert.Equal(SoundOutcome.NotFetched, await _speaker.PlayAsync(Sound, _stop.Token));
        Assert.Empty(_player.Played);
        Assert.Equal(DeviceState.Unknown, _speaker.Health.State);
    }

    [Fact]
    public async Task A_sound_whose_end_never_comes_is_ended_after_the_longest_allowed()
    {
        _player.NeverEnds = true;
        var playing = _speaker.PlayAsync(Sound, _stop.Token);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(playing.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SoundOutcome.NotPlayed, await playing);
        Assert.Equal(new(new("speaker-1"), DeviceState.Faulty, DeviceFault.NoSound), _speaker.Health);
    }

    [Fact]
    public async Task One_whose_plug_was_out_is_well_again_by_itself()
    {
        _player.Fails = true;
        Assert.Equal(SoundOutcome.NotPlayed, await _speaker.PlayAsync(Sound, _stop.Token));
        var running = _speaker.RunAsync(_stop.Token);
        Assert.Equal(DeviceState.Faulty, _speaker.Health.State);
        _player.Fails = false;
        _time.Advance(TimeSpan.FromSeconds(10));
        _time.Advance(TimeSpan.FromSeconds(0.1));
        await IsAsync(DeviceState.Ready);
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task The_player_is_given_the_sound_the_volume_and_the_output()
    {
        var folder = Directory.CreateTempSubdirectory("sox-");
        var program = Path.Combine(folder.FullName, "sox");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\necho \"$AUDIODEV $*\" > {folder.FullName}/asked\ncat > {folder.FullName}/heard.wav\n", _stop.Token);
        if (OperatingSystem.IsWindows()) Assert.Skip("The stand-in for SoX is a shell script.");
        else File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        byte[] wav = [.. Enumerable.Range(0, 100_000).Select(i => (byte)i)];
        Assert.True(await new SoxPlayer(new() { Output = "hw:1,0", VolumePercent = 65 }, program).PlayAsync(wav, _stop.Token));
        Assert.Equal(wav, await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "heard.wav"), _stop.Token));
        Assert.Equal("hw:1,0 -q -v 0.65 -t wav - -d\n", await File.ReadAllTextAsync(Path.Combine(folder.FullName, "asked"), _stop.Token));
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData("/no/such/program")]
    [InlineData("false")]
    public async Task A_player_that_is_not_there_or_fails_has_not_played(string program) =>
        Assert.False(await new SoxPlayer(new(), program).PlayAsync(new byte[200_000], _stop.Token));

    [Fact]
    public async Task What_is_not_a_sound_of_this_hub_is_not_fetched()
    {
        using var sounds = new HubSounds(new("http://127.0.0.1:1"));
        Assert.Null(await sounds.FetchAsync("http://elsewhere.example/voice/ab12.wav", _stop.Token));
        Assert.Null(await sounds.FetchAsync(Sound, _stop.Token));
    }

    private async Task IsAsync(DeviceState state)
    {
        while (_speaker.Health.State != state) await Task.Yield();
    }

    public ValueTask DisposeAsync()
    {
        _stop.Dispose();
        _speaker.Dispose();
        return ValueTask.CompletedTask;
    }
}
