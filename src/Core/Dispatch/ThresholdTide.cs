namespace TidalHall.Core.Dispatch;

/// <summary>Plain limits: a category is full with more than <see cref="TideRules.OpenAboveWaiting"/> waiting or somebody for more than <see cref="TideRules.OpenAboveMinutes"/>.
/// A tidal window opens for a full category that has the most waiting and no tidal window yet, if its own is not full; once what it opened for is not full any more it goes back to where it starts the day.</summary>
public sealed class ThresholdTide(TideRules rules, TidalWindow[] windows) : ITide
{
    private const long Minute = 60_000;
    private readonly int[] _at = [.. windows.Select(w => w.Primary)];

    /// <inheritdoc/>
    public TideMove? Propose(Floor floor, long now)
    {
        for (var t = 0; t < windows.Length; t++)
        {
            var window = windows[t];
            if (window.Stays || IsFull(floor, _at[t], now)) continue;
            var full = window.Allowed.Where(c => !_at.Contains(c) && IsFull(floor, c, now)).ToList();
            var to = full.Count > 0 ? full.MaxBy(floor.WaitingFor) : window.Home;
            if (to != _at[t]) return new(window.Window, _at[t], to, Waiting(floor, to) - Waiting(floor, _at[t]));
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
    public bool StillPays(Floor floor, in TideMove move, long now) => move.To == Lines.None ? !IsFull(floor, move.From, now) : IsFull(floor, move.To, now);

    /// <inheritdoc/>
    public ITide Copy()
    {
        var copy = new ThresholdTide(rules, windows);
        _at.CopyTo(copy._at, 0);
        return copy;
    }

    private static int Waiting(Floor floor, int category) => category == Lines.None ? 0 : floor.WaitingFor(category);

    private bool IsFull(Floor floor, int category, long now)
    {
        if (category == Lines.None) return false;
        return floor.WaitingFor(category) > rules.OpenAboveWaiting || floor.Longest(category, now) > rules.OpenAboveMinutes * Minute;
    }
}
