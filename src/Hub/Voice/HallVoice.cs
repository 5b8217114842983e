using System.Collections.Frozen;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Announcing;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Live;

namespace TidalHall.Hub.Voice;

/// <summary>The voice of the hall: follows its calls in the journal and has each zone speak them.</summary>
/// <remarks>It begins with what is called now; a call older than <see cref="StillOfUse"/> is marked as not spoken.</remarks>
internal sealed class HallVoice(IHalls halls, EspeakVoice voice, SoundShelf shelf, VoiceLog record, Speakers speakers, IHubContext<LiveHub> pages, TimeProvider time, ILogger<HallVoice> log) : BackgroundService
{
    /// <summary>After 60 s a citizen has seen the call, or left.</summary>
    public static readonly TimeSpan StillOfUse = TimeSpan.FromSeconds(60);
    private const int Page = 500;

    private readonly FrozenDictionary<ZoneId, ZoneVoice> _zones = halls.Default.View.Plan.Zones.ToFrozenDictionary(z => z.Id, z => new ZoneVoice(
        z.Id, halls.Default.View.Plan.Rules.DigitOne, speakers, shelf,
        (connection, id, url, text, cancel) => pages.Clients.Client(connection).SendAsync(nameof(ILivePages.Speak), id, url, text, cancel), record, time, log));

    /// <summary>A page shows a display; true where it is to speak.</summary>
    public bool Came(string connection, LiveAddress address)
    {
        if (address.Hall.Id != halls.Default.Id || address.Page.Kind != "display") return false;
        if (address.Hall.View.Plan.Displays.FirstOrDefault(d => d.Id.Value == address.Key) is not { Speaks: true } display) return false;
        speakers.Came(connection, display.Zones.ToHashSet());
        return true;
    }

    public async Task LeftAsync(string connection)
    {
        if (speakers.Left(connection) is { } playing && _zones.TryGetValue(playing.Zone, out var zone))
            await zone.TellAsync(new ZoneNews.GaveUp(playing.Utterance, NotSpokenWhy.NoPlayer), CancellationToken.None);
        WakeAll();
    }

    /// <summary>The page tried to play: it may.</summary>
    public void Able(string connection)
    {
        speakers.MayPlay(connection, true);
        WakeAll();
    }

    public async Task EndedAsync(string connection, long utterance, CancellationToken cancel)
    {
        if (speakers.Stopped(connection, utterance) is not { } id) return;
        if (_zones.TryGetValue(id, out var zone)) await zone.TellAsync(new ZoneNews.Ended(utterance), cancel);
        WakeAll();
    }

    /// <param name="blocked">The browser plays nothing until somebody touches it.</param>
    public async Task RefusedAsync(string connection, long utterance, bool blocked, CancellationToken cancel)
    {
        if (blocked)
        {
            speakers.MayPlay(connection, false);
            Log.SoundOff(log, connection);
        }
        if (speakers.Stopped(connection, utterance) is { } id && _zones.TryGetValue(id, out var zone))
            await zone.TellAsync(new ZoneNews.GaveUp(utterance, blocked ? NotSpokenWhy.SoundOff : NotSpokenWhy.PlayerFailed), cancel);
        WakeAll();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            // So that a missing voice is known before somebody should be called by it.
            await voice.SayAsync(new("zh-CN", [], "好。"), stoppingToken);
            await Task.WhenAll(_zones.Values.Select(z => z.RunAsync(stoppingToken)).Append(FollowAsync(halls.Default, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task FollowAsync(IHall hall, CancellationToken stop)
    {
        // What was called just before a restart may not have been heard.
        var cursor = hall.View.Calls.Where(c => hall.Now - c.At < StillOfUse).Select(c => c.Sequence - 1).Append(hall.View.Sequence).Min();
        await foreach (var view in hall.WatchNewestAsync(stop))
            while (cursor < view.Sequence)
                foreach (var recorded in await ReadAsync(hall, cursor, stop))
                {
                    cursor = recorded.Sequence;
                    await HearAsync(hall, view, recorded, stop);
                }
    }

    private async Task<IReadOnlyList<Recorded>> ReadAsync(IHall hall, long after, CancellationToken stop)
    {
        try
        {
            return await hall.ReadJournalAsync(after, Page, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            Log.JournalNotRead(log, e, after);
            await Task.Delay(TimeSpan.FromSeconds(1), time, stop);
            return [];
        }
    }

    private async Task HearAsync(IHall hall, HallView view, Recorded recorded, CancellationToken stop)
    {
        if (recorded.Event is not TicketEvent e) return;
        if (SpokenCall.From(view, recorded) is { } call)
        {
            if (!_zones.TryGetValue(call.Zone, out var zone)) return;
            if (hall.Now - recorded.At < StillOfUse) await zone.TellAsync(new ZoneNews.Called(call), stop);
            else record.Add(new(call, NotSpokenWhy.TooLate), "", null, time.GetUtcNow());
        }
        else if (view.Find(e.Ticket)?.State is not (VisitState.Called or VisitState.Waiting))
        {
            foreach (var zone in _zones.Values) await zone.TellAsync(new ZoneNews.WentOn(e.Ticket), stop);
        }
    }

    private void WakeAll()
    {
        foreach (var zone in _zones.Values) zone.Wake();
    }
}
