using TidalHall.Core.Halls;

namespace TidalHall.Core.Announcing;

/// <summary>How calls are said as the queue grows: each twice, then each once, then several in one sentence.</summary>
public static class Announcer
{
    /// <summary>As long as all that waits takes less than this, it is said twice, and else once; beyond that it is merged.</summary>
    public static readonly TimeSpan ShortQueue = TimeSpan.FromSeconds(20);
    /// <summary>Calls in one merged sentence at most: more nobody keeps in mind.</summary>
    public const int MergeAtMost = 4;

    /// <summary>The next utterance for those who wait, oldest first.</summary>
    /// <param name="waiting">At least one, all of one zone. The utterance takes its calls from the front.</param>
    /// <exception cref="ArgumentException">Nobody waits.</exception>
    public static Utterance Next(IReadOnlyList<SpokenCall> waiting, DigitOne one)
    {
        if (waiting.Count == 0) throw new ArgumentException("Nobody waits to be spoken.", nameof(waiting));
        if (LengthOf(waiting, 2, one) < ShortQueue) return Single(waiting[0], 2, one);
        if (LengthOf(waiting, 1, one) < ShortQueue) return Single(waiting[0], 1, one);
        // As few as bring the queue under its mark again: a short sentence is kept in mind more easily.
        var most = Math.Min(MergeAtMost, waiting.Count);
        var merged = Enumerable.Range(2, Math.Max(0, most - 1)).Select(k => Merged(waiting, k, one)).ToList();
        return merged.Find(u => u.EstimatedLength + LengthOf(waiting.Skip(u.Calls.Count), 1, one) < ShortQueue)
            ?? merged.LastOrDefault() ?? Single(waiting[0], 1, one);
    }

    /// <summary>How long all of them take, each by itself.</summary>
    public static TimeSpan LengthOf(IEnumerable<SpokenCall> calls, int times, DigitOne one) =>
        calls.Aggregate(TimeSpan.Zero, (sum, call) => sum + Single(call, times, one).EstimatedLength);

    private static Utterance Merged(IReadOnlyList<SpokenCall> waiting, int calls, DigitOne one) =>
        new(waiting[0].Sequence, waiting[0].Zone, [.. waiting.Take(calls)], 1, one);

    private static Utterance Single(SpokenCall call, int times, DigitOne one) => new(call.Sequence, call.Zone, [call], times, one);
}
