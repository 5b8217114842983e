using System.Collections.Frozen;
using TidalHall.Core.Announcing;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Voice;

/// <summary>The voice of one hall: follows its calls in the journal and has each zone speak them.</summary>
/// <remarks>It goes on where it was before a restart; a call older than <see cref="StillOfUse"/> is marked as not spoken.</remarks>
internal sealed class HallVoice
{
    /// <summary>After 60 s a citizen has seen the call, or left.</summary>
    public static readonly TimeSpan StillOfUse = TimeSpan.FromSeconds(60);
    private const int Page = 500;

    private readonly IHall _hall;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly long _begins;
    // Zones are named within their hall alone, so its pages are known apart from those of others.
    private readonly Speakers _speakers;
    private readonly FrozenDictionary<ZoneId, ZoneVoice> _zones;

    public HallVoice(IHall hall, VoiceLog log, SoundShelf shelf, SendSound send, TimeProvider time, ILogger logger)
    {
        (_hall, Calls, _time, _logger, _speakers) = (hall, log, time, logger, new(time));
        // A voice that never spoke begins with what is called now. On disk before anybody can call: nothing falls between two starts.
        var view = hall.View;
        _begins = log.Begin(view.Sequence, view.Calls.Where(c => hall.Now - c.At < StillOfUse).Select(c => c.Sequence - 1).Append(view.Sequence).Min());
        var plan = view.Plan;
        _zones = plan.Zones.ToFrozenDictionary(z => z.Id, z => new ZoneVoice(z.Id, plan.Rules.DigitOne, _speakers, shelf, send, log, () => hall.Now, time, logger));
    }

    /// <summary>What became of its calls.</summary>
    public VoiceLog Calls { get; }

    /// <summary>A page shows a display of this hall; true where it is to speak.</summary>
    public bool Came(string connection, string place)
    {
        if (_hall.View.Plan.Displays.FirstOrDefault(d => d.Id.Value == place) is not { Speaks: true } display) return false;
        _speakers.Came(connection, display.Zones.ToHashSet());
        return true;
    }

    /// <summary>An agent carries a speaker of these zones, which is asked before any page.</summary>
    public void Carries(string speaker, IReadOnlySet<ZoneId> zones) => _speakers.Carries(speaker, zones);

    public async Task LeftAsync(string connection, NotSpokenWhy why = NotSpokenWhy.NoPlayer)
    {
        if (_speakers.Left(connection) is { } playing && _zones.TryGetValue(playing.Zone, out var zone))
            await zone.TellAsync(new ZoneNews.GaveUp(playing.Utterance, why), CancellationToken.None);
        WakeAll();
    }

    public void Able(string connection)
    {
        _speakers.MayPlay(connection, true);
        WakeAll();
    }

    public Task EndedAsync(string connection, long utterance, CancellationToken cancel) => ReportAsync(connection, utterance, new ZoneNews.Ended(utterance), cancel);

    public Task RefusedAsync(string connection, long utterance, NotSpokenWhy why, CancellationToken cancel)
    {
        if (why is NotSpokenWhy.SoundOff)
        {
            _speakers.MayPlay(connection, false);
            Log.SoundOff(_logger, connection);
        }
        return ReportAsync(connection, utterance, new ZoneNews.GaveUp(utterance, why), cancel);
    }

    /// <summary>Until the hub stops.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(_zones.Values.Select(z => z.RunAsync(stop)).Append(FollowAsync(stop)));

    private async Task ReportAsync(string connection, long utterance, ZoneNews report, CancellationToken cancel)
    {
        if (_speakers.Stopped(connection, utterance) is { } playing) await _zones[playing].TellAsync(report, cancel);
        // What it was given before the hub went: only a zone that waits for it listens.
        else foreach (var zone in _speakers.ZonesOf(connection)) await _zones[zone].TellAsync(new ZoneNews.FromBefore(utterance, report), cancel);
        WakeAll();
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        var cursor = _begins;
        await foreach (var newest in _hall.WatchNewestAsync(stop))
            while (cursor < newest.Sequence)
                // The journal runs ahead of its view, which does not know yet who was called where.
                foreach (var recorded in (await ReadAsync(cursor, stop)).TakeWhile(r => r.Sequence <= newest.Sequence))
                {
                    cursor = recorded.Sequence;
                    await HearAsync(newest, recorded, stop);
                    Calls.Heard(cursor);
                }
    }

    private async Task<IReadOnlyList<Recorded>> ReadAsync(long after, CancellationToken stop)
    {
        try
        {
            return await _hall.ReadJournalAsync(after, Page, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Log.JournalNotRead(_logger, e, after);
            await Task.Delay(TimeSpan.FromSeconds(1), _time, stop);
            return [];
        }
    }

    private async Task HearAsync(HallView view, Recorded recorded, CancellationToken stop)
    {
        if (recorded.Event is not TicketEvent e) return;
        if (SpokenCall.From(view, recorded) is { } call) await CallAsync(view, call, recorded.At, stop);
        else if (view.Find(e.Ticket)?.State is not VisitState.Called)
            foreach (var open in Calls.OpenOf(e.Ticket)) await _zones[open.Zone].TellAsync(new ZoneNews.WentOn(e.Ticket), stop);
    }

    private async Task CallAsync(HallView view, SpokenCall call, DateTimeOffset at, CancellationToken stop)
    {
        if (!_zones.TryGetValue(call.Zone, out var zone) || Calls.HasEnded(call.Sequence)) return;
        if (Calls.BegunBefore(call.Sequence) is { } begun)
        {
            Calls.Take(call);
            await zone.TellAsync(new ZoneNews.WasBegun(begun, call), stop);
        }
        // Read late: the hall may be further on than the call.
        else if (view.Find(call.Ticket)?.State is not VisitState.Called called || called.Window != call.Window) End(call, NotSpokenWhy.AlreadyThere);
        else if (_hall.Now - at >= StillOfUse) End(call, NotSpokenWhy.TooLate);
        else
        {
            Calls.Take(call);
            await zone.TellAsync(new ZoneNews.Called(call), stop);
        }
    }

    private void End(SpokenCall call, NotSpokenWhy why)
    {
        Calls.Ended(VoiceEntry.Of(new(call, why), null, _hall.Now));
        if (why is not NotSpokenWhy.AlreadyThere) Log.NotSpoken(_logger, call.Number.ToString(), call.Zone, why);
    }

    private void WakeAll()
    {
        foreach (var zone in _zones.Values) zone.Wake();
    }
}
