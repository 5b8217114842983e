using TidalHall.Core.Halls;

namespace TidalHall.Kiosk;

/// <summary>Who stands at a kiosk's confirm screen, for the case that its page is loaded again: in the hub's memory, never in an address, a browser or on disk.</summary>
/// <remarks>One a kiosk, for <see cref="Kept"/> at most; forgotten as the kiosk goes back to its start.</remarks>
public sealed class VisitorMemory(TimeProvider time)
{
    /// <summary>Longer than a kiosk waits before it goes back to its start by itself.</summary>
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    private readonly Lock _lock = new();
    private readonly Dictionary<(HallId, PlaceId), Entry> _entries = [];

    /// <param name="command">Of the confirm screen: only its own reload finds the visitor again.</param>
    internal void Keep((HallId, PlaceId) kiosk, Guid command, Visitor visitor)
    {
        var entry = new Entry(command, visitor);
        lock (_lock)
        {
            Drop(kiosk);
            _entries[kiosk] = entry;
            entry.End = time.CreateTimer(_ => Forget(kiosk, entry), null, Kept, Timeout.InfiniteTimeSpan);
        }
    }

    internal Visitor? Find((HallId, PlaceId) kiosk, Guid command)
    {
        lock (_lock) return _entries.TryGetValue(kiosk, out var entry) && entry.Command == command ? entry.Visitor : null;
    }

    internal void Forget((HallId, PlaceId) kiosk)
    {
        lock (_lock) Drop(kiosk);
    }

    // A timer that had begun to ring when its entry was replaced ends nobody else's.
    private void Forget((HallId, PlaceId) kiosk, Entry entry)
    {
        lock (_lock)
            if (_entries.GetValueOrDefault(kiosk) == entry) Drop(kiosk);
    }

    private void Drop((HallId, PlaceId) kiosk)
    {
        if (_entries.Remove(kiosk, out var old)) old.End?.Dispose();
    }

    private sealed class Entry(Guid command, Visitor visitor)
    {
        internal Guid Command { get; } = command;
        internal Visitor Visitor { get; } = visitor;
        internal ITimer? End { get; set; }
    }
}
