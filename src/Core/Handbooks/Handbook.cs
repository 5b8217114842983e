using System.Collections.Immutable;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Handbooks;

/// <summary>What windows look up: answers of the units to questions that a window could not answer. Immutable.</summary>
public sealed class Handbook
{
    /// <summary>Answers at most, some 1.5 MB of a snapshot; the oldest goes first, and the journal keeps it.</summary>
    public const int MostEntries = 1_000;

    private readonly ImmutableSortedDictionary<long, HandbookEntry> _all;

    public static Handbook Empty { get; } = new(ImmutableSortedDictionary<long, HandbookEntry>.Empty, 0);

    private Handbook(ImmutableSortedDictionary<long, HandbookEntry> all, long last) => (_all, Last) = (all, last);

    internal static Handbook Of(IEnumerable<HandbookEntry> entries, long last) => new(entries.ToImmutableSortedDictionary(e => e.Id.Value, e => e), last);

    /// <summary>The oldest first.</summary>
    public IEnumerable<HandbookEntry> All => _all.Values;
    /// <summary>The newest first.</summary>
    public IEnumerable<HandbookEntry> Of(ItemId item) => _all.Values.Where(e => e.Item == item).Reverse();
    public HandbookEntry? Find(HandbookId id) => _all.GetValueOrDefault(id.Value);
    internal long Last { get; }

    /// <summary>A question answered anew has its newest answer only.</summary>
    internal Handbook Put(HandbookEntry entry)
    {
        var all = _all.RemoveRange(_all.Values.Where(e => e.Answers == entry.Answers).Select(e => e.Id.Value)).SetItem(entry.Id.Value, entry);
        return new(all.RemoveRange(all.Keys.Take(all.Count - MostEntries)), Math.Max(Last, entry.Id.Value));
    }

    internal Handbook Remove(HandbookId id) => new(_all.Remove(id.Value), Last);
}
