using System.Threading.Channels;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Voice;

/// <summary>Gives one sound to one player: a page by its connection or a speaker device, the utterance's id, the file, the words.</summary>
internal delegate Task SendSound(string player, long utterance, string url, string text, CancellationToken cancel);

/// <summary>What a zone's voice hears of.</summary>
internal abstract record ZoneNews
{
    private ZoneNews() { }
    internal sealed record Called(SpokenCall Call) : ZoneNews;
    /// <summary>Begun before this process, with an end that nobody told; a call of it.</summary>
    internal sealed record WasBegun(BegunUtterance Utterance, SpokenCall Call) : ZoneNews;
    internal sealed record WentOn(TicketId Ticket) : ZoneNews;
    internal sealed record Ended(long Utterance) : ZoneNews;
    /// <summary>The page could not play it, or left; another may.</summary>
    internal sealed record GaveUp(long Utterance, NotSpokenWhy Why) : ZoneNews;
    /// <summary>A page tells now what became of what it was given before the hub went.</summary>
    internal sealed record FromBefore(long Utterance, ZoneNews Report) : ZoneNews;
    /// <summary>A page came, may play now, or is free.</summary>
    internal sealed record Woken : ZoneNews;
}

/// <summary>Speaks for one zone: one utterance at a time on one page, whole, in the order of the calls.</summary>
/// <param name="now">By the hall's clock: another than the machine's while a day is played.</param>
internal sealed class ZoneVoice(ZoneId zone, DigitOne one, Speakers speakers, SoundShelf shelf, SendSound send, VoiceLog record, Func<DateTimeOffset> now, TimeProvider time, ILogger log)
{
    /// <summary>How long a page may take to be told, 5 s.</summary>
    private static readonly TimeSpan Telling = TimeSpan.FromSeconds(5);

    // Calls come from a follower that can wait, reports from pages: nobody here holds the hall up.
    private readonly Channel<ZoneNews> _news = Channel.CreateBounded<ZoneNews>(new BoundedChannelOptions(256) { SingleReader = true });
    private readonly VoiceQueue _queue = new(zone, one);
    // When this process last gave one to a page; null until it did.
    private DateTimeOffset? _began;
    private bool _hasSpeech;
    private TimeSpan? _askAgain;
    // Pages may be back before the journal was read as far.
    private readonly Dictionary<long, ZoneNews> _fromBefore = [];

    public ValueTask TellAsync(ZoneNews news, CancellationToken cancel) => _news.Writer.WriteAsync(news, cancel);
    /// <summary>A lost wake-up is made good by the next one or by the time to ask again.</summary>
    public void Wake() => _news.Writer.TryWrite(new ZoneNews.Woken());

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (_news.Reader.TryRead(out var news)) await TakeAsync(news, stop);
                Watch();
                await BeginAsync(stop);
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // One announcement must not silence the zone for the rest of the day.
                Log.ZoneFailed(log, e, zone);
                GiveUp();
            }
            await WaitAsync(stop);
        }
    }

    private void GiveUp()
    {
        if (_queue.Speaking is not { } speaking) return;
        speakers.Forget(speaking.Id);
        Record(_queue.Failed(speaking.Id, NotSpokenWhy.PlayerFailed));
        Wake();
    }

    private async Task TakeAsync(ZoneNews news, CancellationToken stop)
    {
        switch (news)
        {
            case ZoneNews.Called called: Record(_queue.Enqueue(called.Call, speakers.Now)); break;
            case ZoneNews.WasBegun begun:
                _hasSpeech = begun.Utterance.HasSpeech;
                // Its page is on its way back, and may still be in the middle of it.
                Record(_queue.Resume(begun.Utterance.Calls[0], begun.Call, speakers.Now + Speakers.Patience));
                if (_fromBefore.TryGetValue(begun.Utterance.Calls[0], out var told)) await TakeAsync(told, stop);
                break;
            case ZoneNews.FromBefore late when _began is null && _fromBefore.Count < VoiceQueue.Capacity:
                _fromBefore[late.Utterance] = late.Report;
                await TakeAsync(late.Report, stop);
                break;
            case ZoneNews.WentOn on: Record(_queue.Withdraw(on.Ticket)); break;
            case ZoneNews.Ended ended when _queue.Speaking?.Id == ended.Utterance:
                Record(_hasSpeech ? _queue.Ended(ended.Utterance) : _queue.Failed(ended.Utterance, NotSpokenWhy.NoVoice));
                break;
            case ZoneNews.GaveUp gone when _queue.Speaking is { } speaking && speaking.Id == gone.Utterance: await PassOnAsync(speaking, gone.Why, stop); break;
        }
    }

    // Whole again on the next page: half a sentence helps nobody.
    private async Task PassOnAsync(Utterance speaking, NotSpokenWhy why, CancellationToken stop)
    {
        if (speakers.Take(zone) is Turn.Page page) await PlayAsync(speaking, page.Connection, stop);
        else Record(_queue.Failed(speaking.Id, why));
    }

    private void Watch()
    {
        if (_queue.Speaking is not { } speaking) return;
        var given = _queue.Watch(speakers.Now);
        if (given.Count == 0) return;
        speakers.Forget(speaking.Id);
        Record(given);
    }

    private async Task BeginAsync(CancellationToken stop)
    {
        _askAgain = null;
        while (_queue.Speaking is null && _queue.Waiting.Count > 0)
        {
            var turn = speakers.Take(zone);
            if (turn is Turn.Later later)
            {
                _askAgain = later.At;
                return;
            }
            var next = _queue.Next(speakers.Now, out var tooLate);
            Record(tooLate);
            if (next is null) return;
            if (turn is Turn.Page page) await PlayAsync(next, page.Connection, stop);
            else Record(_queue.Failed(next.Id, ((Turn.Nobody)turn).Why));
        }
    }

    private async Task PlayAsync(Utterance utterance, string connection, CancellationToken stop)
    {
        var sound = await shelf.MakeAsync(utterance, stop);
        record.Begun(BegunUtterance.Of(utterance, sound));
        (_began, _hasSpeech) = (now(), sound.HasSpeech);
        _queue.Expect(utterance.Id, sound.Length, speakers.Now);
        speakers.Plays(connection, zone, utterance.Id);
        try
        {
            await send(connection, utterance.Id, sound.Url, utterance.CaptionIn("zh-CN"), stop).WaitAsync(Telling, time, stop);
        }
        catch (TimeoutException)
        {
            GiveUp();
        }
    }

    private async Task WaitAsync(CancellationToken stop)
    {
        var due = _queue.Due ?? _askAgain;
        if (due is null)
        {
            await _news.Reader.WaitToReadAsync(stop);
            return;
        }
        var left = due.Value - speakers.Now;
        if (left <= TimeSpan.Zero) return;
        // Timers count whole milliseconds: one too few would wake us just before it is due.
        using var until = new CancellationTokenSource(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(until.Token, stop);
        try { await _news.Reader.WaitToReadAsync(either.Token); }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested) { }
    }

    private void Record(IReadOnlyList<CallOutcome> outcomes)
    {
        record.Ended([.. outcomes.Select(o => VoiceEntry.Of(o, o.Why is null or NotSpokenWhy.NoEnd or NotSpokenWhy.NoVoice ? _began : null, now()))]);
        foreach (var (call, why) in outcomes)
            if (why is { } told and not NotSpokenWhy.AlreadyThere) Log.NotSpoken(log, call.Number.ToString(), zone, told);
    }
}
