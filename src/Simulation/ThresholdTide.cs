using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation;

/// <summary>Plain limits: a category is full with more than <see cref="Many"/> waiting or somebody for more than <see cref="Long"/>.
/// A tidal window opens for a full category that has the most waiting and no tidal window yet, if its own is not full; once what it opened for is not full any more it goes back to where it starts the day.</summary>
public sealed class ThresholdTide((int Window, int Primary, int[] Allowed)[] windows) : ITide
{
    public const int Many = 20;
    public static readonly TimeSpan Long = TimeSpan.FromMinutes(30);
    private readonly int[] _at = [.. windows.Select(w => w.Primary)];

    /// <inheritdoc/>
    public TideMove? Propose(Floor floor, long now)
    {
        for (var t = 0; t < windows.Length; t++)
        {
            var (window, home, allowed) = windows[t];
            if (IsFull(floor, _at[t], now)) continue;
            var full = allowed.Where(c => !_at.Contains(c) && IsFull(floor, c, now)).ToList();
            var to = full.Count > 0 ? full.MaxBy(floor.WaitingFor) : home;
            if (to != _at[t]) return new(window, _at[t], to, floor.WaitingFor(to) - floor.WaitingFor(_at[t]));
        }
        return null;
    }

    /// <inheritdoc/>
    public void Order(in TideMove move, long now)
    {
        var window = move.Window;
        _at[Array.FindIndex(windows, w => w.Window == window)] = move.To;
    }

    /// <inheritdoc/>
    public ITide Copy()
    {
        var copy = new ThresholdTide(windows);
        _at.CopyTo(copy._at, 0);
        return copy;
    }

    private static bool IsFull(Floor floor, int category, long now)
    {
        if (floor.WaitingFor(category) > Many) return true;
        for (var k = 0; k < floor.Classes; k++)
            if (floor.Lines.Head(floor.LineOf(category, k)) is var head && head != Lines.None && now - floor.Lines.RefOf(head) > Long.TotalMilliseconds) return true;
        return false;
    }
}
