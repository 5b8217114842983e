using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>How many of a piece's first bytes may be shown; the rest is masked before it is kept.</summary>
/// <param name="piece">As it came: a frame may be in several.</param>
internal delegate int ShownBytes(bool toDevice, ReadOnlySpan<byte> piece);

/// <summary>What went over a device's line while it was switched on. At most <see cref="Room"/> bytes are kept, the oldest go first.</summary>
internal sealed class ByteTrace(ShownBytes shown, TimeProvider time)
{
    internal const int Room = 64 * 1024;
    /// <summary>What a line costs beside its hex.</summary>
    private const int LineCost = 32;

    private readonly Lock _lock = new();
    private readonly Queue<TraceLine> _lines = [];
    private int _used;

    internal bool IsOn { get; private set; }

    /// <summary>Switched on it begins empty; switched off it keeps nothing.</summary>
    internal void Switch(bool on)
    {
        lock (_lock)
        {
            IsOn = on;
            _lines.Clear();
            _used = 0;
        }
    }

    internal DeviceTrace Now { get { lock (_lock) return new(IsOn, [.. _lines]); } }

    internal void Add(bool toDevice, ReadOnlySpan<byte> piece)
    {
        if (!IsOn) return;
        var open = Math.Clamp(shown(toDevice, piece), 0, piece.Length);
        // No line is longer than the trace.
        open = Math.Min(open, 1024);
        var line = new TraceLine(time.GetUtcNow(), toDevice, piece.Length, Convert.ToHexString(piece[..open]));
        lock (_lock)
        {
            _lines.Enqueue(line);
            _used += Cost(line);
            while (_used > Room) _used -= Cost(_lines.Dequeue());
        }
    }

    private static int Cost(TraceLine line) => LineCost + line.Shown.Length;
}
