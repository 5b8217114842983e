using System.Collections.Concurrent;
using System.Collections.Frozen;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Announcing;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Live;

namespace TidalHall.Hub.Voice;

/// <summary>The voices of all halls of this hub, and each page's way to the one it plays for.</summary>
internal sealed class HallVoices : BackgroundService
{
    private readonly EspeakVoice _voice;
    private readonly IHubContext<LiveHub> _live;
    private readonly CancellationToken _stopping;
    private readonly FrozenDictionary<HallId, HallVoice> _halls;
    private readonly SpeakerDevices[] _speakers;
    private readonly ConcurrentDictionary<string, HallVoice> _pages = new();

    public HallVoices(IHalls halls, EspeakVoice voice, SoundShelf shelf, DataFolder data, IHubContext<LiveHub> pages, DeviceDesk desk, JobDesk jobs, SteadyTime steady, IHostApplicationLifetime hub, TimeProvider time, ILogger<HallVoice> log)
    {
        (_voice, _live, _stopping) = (voice, pages, hub.ApplicationStopping);
        _halls = halls.All.ToFrozenDictionary(h => h.Id, h => new HallVoice(h, new VoiceLog(data.File($"voice-{h.Id}.log"), log), shelf, SendAsync, time, log));
        _speakers = [.. halls.All.Select(h => new SpeakerDevices(h, _halls[h.Id], desk, jobs, steady))];
    }

    private Task SendAsync(string player, long utterance, string url, string text, CancellationToken cancel) =>
        _speakers.Any(s => s.TryGive(player, utterance, url)) ? Task.CompletedTask : _live.Clients.Client(player).SendAsync(nameof(ILivePages.Speak), $"{utterance}", url, text, cancel);

    /// <summary>What an agent tells of a sound nobody here waits for; false where it is none.</summary>
    public async Task<bool> TryReportAsync(JobResult result, CancellationToken cancel)
    {
        foreach (var speakers in _speakers)
            if (await speakers.TryReportAsync(result, cancel)) return true;
        return false;
    }

    /// <summary>What became of a hall's last calls; null where this hub has no such hall.</summary>
    public IReadOnlyList<VoiceEntry>? LogOf(HallId hall) => _halls.GetValueOrDefault(hall)?.Calls.Entries;

    /// <summary>A page shows a display; true where it is to speak.</summary>
    public async Task<bool> CameAsync(string connection, LiveAddress address)
    {
        var hall = address.Page.Kind is "display" ? _halls.GetValueOrDefault(address.Hall.Id) : null;
        if (_pages.TryGetValue(connection, out var before) && before != hall) await LeftAsync(connection);
        if (hall is null || !hall.Came(connection, address.Key)) return false;
        _pages[connection] = hall;
        return true;
    }

    public Task LeftAsync(string connection) => _pages.TryRemove(connection, out var hall) ? hall.LeftAsync(connection) : Task.CompletedTask;

    /// <summary>The page tried to play: it may.</summary>
    public void Able(string connection) => _pages.GetValueOrDefault(connection)?.Able(connection);

    public Task EndedAsync(string connection, long utterance, CancellationToken cancel) =>
        _pages.TryGetValue(connection, out var hall) ? hall.EndedAsync(connection, utterance, cancel) : Task.CompletedTask;

    /// <param name="why"><see cref="NotSpokenWhy.SoundOff"/>: the browser plays nothing until somebody touches it.</param>
    public Task RefusedAsync(string connection, long utterance, NotSpokenWhy why, CancellationToken cancel) =>
        _pages.TryGetValue(connection, out var hall) ? hall.RefusedAsync(connection, utterance, why, cancel) : Task.CompletedTask;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Before the pages are cut: that they leave then says nothing about what they play.
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _stopping);
        try
        {
            // The word so that a missing voice is known before somebody should be called by it.
            await Task.WhenAll(_halls.Values.Select(h => h.RunAsync(stop.Token)).Concat(_speakers.Select(s => s.RunAsync(stop.Token))).Append(_voice.SayAsync(new("zh-CN", [], "好。"), stop.Token)));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var hall in _halls.Values) hall.Calls.Dispose();
    }
}
