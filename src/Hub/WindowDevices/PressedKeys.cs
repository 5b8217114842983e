using System.Collections.Concurrent;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.WindowDevices;

/// <summary>The last key of each caller pad and what came of it, for the device page.</summary>
internal sealed class PressedKeys
{
    private readonly ConcurrentDictionary<DeviceId, PressedKey> _last = [];

    /// <summary>Another is the last.</summary>
    public event Action? Kept;

    public void Keep(DeviceId pad, PressedKey key)
    {
        _last[pad] = key;
        Kept?.Invoke();
    }

    public PressedKey? LastOf(DeviceId pad) => _last.GetValueOrDefault(pad);
}

/// <param name="Refusal">Why it did nothing.</param>
/// <param name="IsNobodys">Nobody had signed on at the window.</param>
internal sealed record PressedKey(string Key, DateTimeOffset At, Refusal? Refusal = null, bool IsNobodys = false);
