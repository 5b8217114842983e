using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Announcing;

/// <summary>The voice of one zone: calls in order, one utterance at a time, none cut off and none lost in silence.</summary>
/// <remarks>
/// No clock, no timer, no thread of its own: one owner drives it and gives the time of any axis that never falls.
/// The loop is: <see cref="Enqueue"/> what was called; <see cref="Next"/> and play it; <see cref="Ended"/> when the player says so,
/// or <see cref="Watch"/> at <see cref="Due"/>; then <see cref="Next"/> again. Every outcome returned is the last word on that call.
/// </remarks>
public sealed class VoiceQueue(ZoneId zone, DigitOne one = DigitOne.Yao)
{
    /// <summary>How long after its expected end an utterance is given up.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);
    /// <summary>A call that waited longer is of no use to anybody.</summary>
    public static readonly TimeSpan OldestSpoken = TimeSpan.FromMinutes(3);
    /// <summary>Calls that wait at most; the oldest gives way, and says so.</summary>
    public const int Capacity = 64;

    private readonly LinkedList<(SpokenCall Call, TimeSpan Since)> _waiting = [];
    private long _newest;

    public ZoneId Zone => zone;
    /// <summary>What is being played now.</summary>
    public Utterance? Speaking { get; private set; }
    /// <summary>When to call <see cref="Watch"/>; null while nothing plays.</summary>
    public TimeSpan? Due { get; private set; }
    /// <summary>Not yet begun, oldest first.</summary>
    public IReadOnlyList<SpokenCall> Waiting => [.. _waiting.Select(w => w.Call)];
    /// <summary>What waits, each once, without what is being played.</summary>
    public TimeSpan Backlog => Announcer.LengthOf(Waiting, 1, one);

    /// <summary>Takes a call in. A sequence that was here already changes nothing, so a follower may go over events twice.</summary>
    /// <returns>The call that had to give way, if one had.</returns>
    /// <exception cref="ArgumentException">The call is of another zone.</exception>
    public IReadOnlyList<CallOutcome> Enqueue(SpokenCall call, TimeSpan now)
    {
        if (call.Zone != zone) throw new ArgumentException($"A call of zone \"{call.Zone}\" in the queue of \"{zone}\".", nameof(call));
        if (call.Sequence <= _newest) return [];
        _newest = call.Sequence;
        _waiting.AddLast((call, now));
        if (_waiting.Count <= Capacity) return [];
        var oldest = _waiting.First!.Value.Call;
        _waiting.RemoveFirst();
        return [new(oldest, NotSpokenWhy.QueueFull)];
    }

    /// <summary>Takes in a call that another process had begun, as being said now: its player may still tell the end, else the watchdog goes on.</summary>
    /// <param name="utterance">It belongs to; the calls of one come in order.</param>
    /// <param name="from">When its player is expected to be heard of again at the latest.</param>
    /// <returns>What became of another one that was said, if one was.</returns>
    public IReadOnlyList<CallOutcome> Resume(long utterance, SpokenCall call, TimeSpan from)
    {
        if (call.Sequence <= _newest) return [];
        _newest = call.Sequence;
        var before = Speaking is { } speaking && speaking.Id != utterance ? End(speaking.Id, NotSpokenWhy.NoEnd) : [];
        Speaking = new(utterance, zone, [.. Speaking?.Calls ?? [], call], 1, one);
        Due = from + Speaking.EstimatedLength + Grace;
        return before;
    }

    /// <summary>Begins the next utterance; null while one plays or nobody waits.</summary>
    /// <param name="tooLate">Calls that waited past <see cref="OldestSpoken"/> and are not spoken.</param>
    public Utterance? Next(TimeSpan now, out IReadOnlyList<CallOutcome> tooLate)
    {
        tooLate = [];
        if (Speaking is not null) return null;
        tooLate = Drop(w => now - w.Since > OldestSpoken, NotSpokenWhy.TooLate);
        if (_waiting.Count == 0) return null;
        var next = Announcer.Next(Waiting, one);
        for (var i = 0; i < next.Calls.Count; i++) _waiting.RemoveFirst();
        (Speaking, Due) = (next, now + next.EstimatedLength + Grace);
        return next;
    }

    /// <summary>The sound is made and its true length known: the watchdog follows it.</summary>
    public void Expect(long utterance, TimeSpan length, TimeSpan now)
    {
        if (Speaking?.Id == utterance) Due = now + length + Grace;
    }

    /// <summary>The player came to the end. A late or doubled report of another utterance is passed over.</summary>
    public IReadOnlyList<CallOutcome> Ended(long utterance) => End(utterance, null);

    /// <summary>It could not be played, or not as speech.</summary>
    public IReadOnlyList<CallOutcome> Failed(long utterance, NotSpokenWhy why) => End(utterance, why);

    /// <summary>Gives up an utterance whose end never came, so that the next can be heard.</summary>
    public IReadOnlyList<CallOutcome> Watch(TimeSpan now) =>
        Speaking is { } speaking && Due <= now ? End(speaking.Id, NotSpokenWhy.NoEnd) : [];

    /// <summary>Takes back what still waits for a ticket whose visit went on. What is being said is said to its end.</summary>
    public IReadOnlyList<CallOutcome> Withdraw(TicketId ticket) => Drop(w => w.Call.Ticket == ticket, NotSpokenWhy.AlreadyThere);

    private CallOutcome[] End(long utterance, NotSpokenWhy? why)
    {
        if (Speaking is not { } speaking || speaking.Id != utterance) return [];
        (Speaking, Due) = (null, null);
        return [.. speaking.Calls.Select(c => new CallOutcome(c, why))];
    }

    private CallOutcome[] Drop(Func<(SpokenCall Call, TimeSpan Since), bool> which, NotSpokenWhy why)
    {
        var dropped = _waiting.Where(which).ToList();
        foreach (var gone in dropped) _waiting.Remove(gone);
        return [.. dropped.Select(d => new CallOutcome(d.Call, why))];
    }
}
