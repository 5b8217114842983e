using System.Buffers.Binary;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Threading.Channels;
using TidalHall.Core.Announcing;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Voice;

/// <summary>The speaker devices of the hall, which play for its voice as the pages of displays do, and before them.</summary>
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
    private readonly FrozenDictionary<string, Speaker> _speakers;

    public SpeakerDevices(IHall hall, HallVoice voice, DeviceDesk desk, JobDesk jobs, SteadyTime time)
    {
        (_hall, _voice, _desk, _jobs, _time) = (hall, voice, desk, jobs, time);
        _speakers = hall.View.Plan.Zones.Where(z => z.Speaker is not null).GroupBy(z => z.Speaker!.Value).Select(g => new Speaker(hall.Id, g.Key, g.Select(z => z.Id).ToHashSet())).ToFrozenDictionary(s => s.Player);
    }

    private sealed class Speaker(HallId hall, DeviceId device, IReadOnlySet<ZoneId> zones)
    {
        // Whose job it is can be read off its id after a restart: 8 bytes say "of this speaker", 8 are the utterance.
        private readonly byte[] _mark = SHA256.HashData(Encoding.UTF8.GetBytes($"voice {hall} {device}"))[..8];
        private readonly Lock _gate = new();
        private CancellationTokenSource _gone = new();
        private bool _isHere;
        private DateTimeOffset _restsUntil;

        public DeviceId Device => device;
        public IReadOnlySet<ZoneId> Zones => zones;
        /// <summary>No connection of a page is called so.</summary>
        public string Player { get; } = $"device {device}";

        /// <summary>Ends when it goes: what it played then is another's.</summary>
        public CancellationToken Gone { get { lock (_gate) return _gone.Token; } }

        public bool RestsAt(DateTimeOffset now) { lock (_gate) return now < _restsUntil; }

        /// <summary>False: it is here already, or rests.</summary>
        public bool TryArrive(DateTimeOffset now)
        {
            lock (_gate)
            {
                if (_isHere || now < _restsUntil) return false;
                (_isHere, _gone) = (true, new());
                return true;
            }
        }

        /// <returns>Null: it was not here.</returns>
        public CancellationTokenSource? Leave(DateTimeOffset restsUntil)
        {
            lock (_gate)
            {
                _restsUntil = restsUntil;
                if (!_isHere) return null;
                _isHere = false;
                return _gone;
            }
        }

        /// <summary>A zone waits for the end of one before it gives the next; a speaker of several zones has one in hand at most.</summary>
        public Channel<(long Utterance, string Sound)> Given { get; } = Channel.CreateBounded<(long, string)>(8);

        public Guid JobOf(long utterance)
        {
            var bytes = new byte[16];
            _mark.CopyTo(bytes, 0);
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(8), utterance);
            return new(bytes);
        }

        public long? UtteranceOf(Guid job)
        {
            var bytes = job.ToByteArray();
            return bytes.AsSpan(0, 8).SequenceEqual(_mark) ? BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(8)) : null;
        }
    }

    /// <summary>False: no speaker of this hall is called so.</summary>
    public bool TryGive(string player, long utterance, string sound) => _speakers.TryGetValue(player, out var speaker) && speaker.Given.Writer.TryWrite((utterance, sound));

    /// <summary>What an agent tells of a sound it was given before this hub started; false where it is none.</summary>
    public async Task<bool> TryReportAsync(JobResult result, CancellationToken cancel)
    {
        foreach (var speaker in _speakers.Values)
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
        if (_speakers.Count == 0) return;
        _desk.Changed += _changed.Wake;
        try
        {
            await Task.WhenAll([FollowAsync(stop), WakeOnViewsAsync(stop), .. _speakers.Values.Select(s => PlayAsync(s, stop))]);
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
            foreach (var speaker in _speakers.Values)
                if (IsWell(speaker.Device)) Arrive(speaker);
                else await LeaveAsync(speaker, _time.GetUtcNow(), NotSpokenWhy.NoPlayer);
            await _changed.WaitAsync(_speakers.Values.Any(s => s.RestsAt(_time.GetUtcNow())) ? Rest : null, _time, stop);
        }
    }

    private bool IsWell(DeviceId device) => _desk.ConnectionOf(device) is not null && _hall.View.Devices.FirstOrDefault(d => d.Health.Device == device)?.Health.State is DeviceState.Ready;

    private async Task WakeOnViewsAsync(CancellationToken stop)
    {
        await foreach (var _ in _hall.WatchNewestAsync(stop)) _changed.Wake();
    }

    private async Task PlayAsync(Speaker speaker, CancellationToken stop)
    {
        await foreach (var (utterance, sound) in speaker.Given.Reader.ReadAllAsync(stop))
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, speaker.Gone);
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

    private async Task ReportAsync(Speaker speaker, long utterance, JobResult result, CancellationToken cancel)
    {
        if (result.Outcome is JobOutcome.Done) await _voice.EndedAsync(speaker.Player, utterance, cancel);
        else if (!await LeaveAsync(speaker, _time.GetUtcNow() + Rest, NotSpokenWhy.PlayerFailed)) await _voice.RefusedAsync(speaker.Player, utterance, NotSpokenWhy.PlayerFailed, cancel);
        _changed.Wake();
    }

    private void Arrive(Speaker speaker)
    {
        if (!speaker.TryArrive(_time.GetUtcNow())) return;
        _voice.Carries(speaker.Player, speaker.Zones);
        _voice.Able(speaker.Player);
    }

    private async Task<bool> LeaveAsync(Speaker speaker, DateTimeOffset restsUntil, NotSpokenWhy why)
    {
        if (speaker.Leave(restsUntil) is not { } gone) return false;
        await _voice.LeftAsync(speaker.Player, why);
        await gone.CancelAsync();
        return true;
    }
}
