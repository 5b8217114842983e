using TidalHall.Core.Announcing;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Voice;

/// <summary>The speaker devices of one hall, which play for its voice as the pages of displays do, and before them.</summary>
internal sealed class SpeakerDevices
{
    /// <summary>After this an agent does not begin: the zone's watch is about to give the call to another.</summary>
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(5);
    /// <summary>One that failed is left alone for so long, 10 s.</summary>
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private readonly IHall _hall;
    private readonly HallVoice _voice;
    private readonly DeviceDesk _desk;
    private readonly JobDesk _jobs;
    private readonly SteadyTime _time;
    private readonly Waker _changed = new();
    private readonly DeviceSpeaker[] _speakers;

    public SpeakerDevices(IHall hall, HallVoice voice, DeviceDesk desk, JobDesk jobs, SteadyTime time)
    {
        (_hall, _voice, _desk, _jobs, _time) = (hall, voice, desk, jobs, time);
        _speakers = [.. hall.View.Plan.Zones.Where(z => z.Speaker is not null).GroupBy(z => z.Speaker!.Value).Select(g => new DeviceSpeaker(hall.Id, g.Key, g.Select(z => z.Id).ToHashSet()))];
    }

    /// <summary>False: no speaker of this hall that is here is called so.</summary>
    public bool TryGive(string player, long utterance, string sound) => _speakers.Any(s => s.TryGive(player, utterance, sound));

    /// <summary>What an agent tells of a sound it was given before this hub started; false where it is none.</summary>
    public async Task<bool> TryReportAsync(JobResult result, CancellationToken cancel)
    {
        foreach (var speaker in _speakers)
            if (speaker.Device == result.Device && speaker.UtteranceOf(result.Job) is { } utterance)
            {
                Arrive(speaker);
                await ReportAsync(speaker, utterance, result, cancel);
                return true;
            }
        return false;
    }

    /// <summary>Until the hub stops.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        if (_speakers.Length == 0) return;
        _desk.Changed += _changed.Wake;
        try
        {
            await Task.WhenAll([FollowAsync(stop), WakeOnViewsAsync(stop), .. _speakers.Select(s => PlayAsync(s, stop))]);
        }
        finally
        {
            _desk.Changed -= _changed.Wake;
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        while (true)
        {
            foreach (var speaker in _speakers)
                if (IsWell(speaker.Device)) Arrive(speaker);
                else await LeaveAsync(speaker, _time.GetUtcNow(), NotSpokenWhy.NoPlayer);
            await _changed.WaitAsync(_speakers.Any(s => s.RestsAt(_time.GetUtcNow())) ? Rest : null, _time, stop);
        }
    }

    private bool IsWell(DeviceId device) => _desk.ConnectionOf(device) is not null && _hall.View.Devices.FirstOrDefault(d => d.Health.Device == device)?.Health.State is DeviceState.Ready;

    private async Task WakeOnViewsAsync(CancellationToken stop)
    {
        await foreach (var _ in _hall.WatchNewestAsync(stop)) _changed.Wake();
    }

    private async Task PlayAsync(DeviceSpeaker speaker, CancellationToken stop)
    {
        await foreach (var (to, utterance, sound) in speaker.TakeAsync(stop))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, to.Gone.Token);
            try
            {
                var result = await _jobs.DoAsync(new PlaySoundJob(speaker.JobOf(utterance), speaker.Device, _time.GetUtcNow() + Begin, sound), either.Token);
                await ReportAsync(speaker, utterance, result, stop);
            }
            catch (OperationCanceledException) when (!stop.IsCancellationRequested)
            {
                // Its agent went; the zone has given the call to another.
            }
        }
    }

    private async Task ReportAsync(DeviceSpeaker speaker, long utterance, JobResult result, CancellationToken cancel)
    {
        if (result.Outcome is not JobOutcome.Done) await LeaveAsync(speaker, _time.GetUtcNow() + Rest, NotSpokenWhy.PlayerFailed);
        else if (speaker.Here is { } here) await _voice.EndedAsync(here.Player, utterance, cancel);
        _changed.Wake();
    }

    private void Arrive(DeviceSpeaker speaker)
    {
        if (speaker.Arrive(_time.GetUtcNow()) is not { } here) return;
        _voice.Carries(here.Player, speaker.Zones);
        _voice.Able(here.Player);
    }

    private async Task LeaveAsync(DeviceSpeaker speaker, DateTimeOffset restsUntil, NotSpokenWhy why)
    {
        if (speaker.Leave(restsUntil) is not { } left) return;
        await _voice.LeftAsync(left.Player, why);
        await left.Gone.CancelAsync();
    }
}
