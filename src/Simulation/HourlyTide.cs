using TidalHall.Core.Dispatch;

namespace TidalHall.Simulation;

/// <summary>Tidal windows moved by feel: on every full hour a person walks round, one window a minute, and sends each to the allowed category with the most people waiting, if those are more than <see cref="Notable"/> times as many as at its own.</summary>
public sealed class HourlyTide(TidalWindow[] windows) : ITide
{
    /// <summary>A difference that is seen without counting.</summary>
    public const double Notable = 3;
    private const long Minute = 60_000;
    private readonly int[] _at = [.. windows.Select(w => w.Primary)];

    /// <inheritdoc/>
    public TideMove? Propose(Floor floor, long now)
    {
        var t = (int)(now / Minute % 60);
        if (now < 60 * Minute || t >= windows.Length) return null;
        var (from, here) = (_at[t], floor.WaitingFor(_at[t]));
        var to = windows[t].Allowed.MaxBy(floor.WaitingFor);
        return floor.WaitingFor(to) > Notable * here ? new(windows[t].Window, from, to, floor.WaitingFor(to) - here) : null;
    }

    /// <inheritdoc/>
    public void Order(in TideMove move, long now)
    {
        var window = move.Window;
        _at[Array.FindIndex(windows, w => w.Window == window)] = move.To;
    }

    /// <inheritdoc/>
    public bool StillPays(Floor floor, in TideMove move, long now) => floor.WaitingFor(move.To) > floor.WaitingFor(move.From);

    /// <inheritdoc/>
    public ITide Copy()
    {
        var copy = new HourlyTide(windows);
        _at.CopyTo(copy._at, 0);
        return copy;
    }
}
