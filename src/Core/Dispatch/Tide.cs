namespace TidalHall.Core.Dispatch;

/// <summary>Moves the window by which the weighted pressure differs most, so that people stand even before the windows.</summary>
/// <param name="openWindows">n of each category: windows whose primary it is, those already ordered there counted in.</param>
/// <param name="kept">How many of them each category keeps at least.</param>
public sealed class Tide(TideRules rules, TidalWindow[] windows, int[] openWindows, int[]? kept = null) : ITide
{
    private const long Minute = 60_000, Hour = 60 * Minute;
    private readonly double _hysteresis = rules.HysteresisPercent / 100.0, _ebb = rules.EbbPercent / 100.0;
    private readonly int[] _primary = [.. windows.Select(w => w.Primary)];
    private readonly long[] _since = [.. windows.Select(w => w.Since)];
    private readonly Queue<long>[] _moves = [.. windows.Select(w => new Queue<long>(w.Moves))];

    /// <summary>X(c, n) = Q·s/(n·T): how many targets' worth of work stands before each window.</summary>
    public static double Pressure(int waiting, double service, int windows, double target) =>
        waiting == 0 ? 0 : windows <= 0 ? double.PositiveInfinity : waiting * service / (windows * target);

    /// <summary>The one move with the largest gain, if any is above the hysteresis and allowed now. Who is in the back office is called when no window in the hall can move, and goes back first.</summary>
    public TideMove? Propose(Floor floor, long now)
    {
        TideMove? best = null, called = null, back = null;
        for (var t = 0; t < windows.Length; t++)
        {
            var window = windows[t];
            if (window.Stays || now - _since[t] < rules.DwellMinutes * Minute || IsSpent(t, now) || IsKept(_primary[t])) continue;
            var from = _primary[t];
            // Somebody sits at it and serves nobody: anything is a gain.
            var least = from == Lines.None && !window.Away ? 0 : _hysteresis;
            ref var of = ref window.Away ? ref called : ref best;
            foreach (var to in window.Allowed)
                if (to != from && Gain(floor, from, to) is var gain && gain > least && (of is null || gain > of.Value.Gain)) of = new(window.Window, from, to, gain);
            if (window is { OnCall: true, Busy: false } && from != Lines.None && PressureAt(floor, from, -1) is var without && without <= _ebb && (back is null || without < -back.Value.Gain))
                back = new(window.Window, from, Lines.None, -without);
        }
        return best ?? called ?? back;
    }

    /// <inheritdoc/>
    public void Order(in TideMove move, long now)
    {
        var window = move.Window;
        var t = Array.FindIndex(windows, w => w.Window == window);
        (_primary[t], _since[t]) = (move.To, now);
        _moves[t].Enqueue(now);
        if (move.From != Lines.None) openWindows[move.From]--;
        if (move.To != Lines.None) openWindows[move.To]++;
    }

    /// <inheritdoc/>
    public bool StillPays(Floor floor, in TideMove move, long now) => move.To == Lines.None ? move.From != Lines.None && PressureAt(floor, move.From, -1) <= _hysteresis : Gain(floor, move.From, move.To) > 0;

    /// <inheritdoc/>
    public ITide Copy()
    {
        var copy = new Tide(rules, windows, [.. openWindows], kept);
        for (var t = 0; t < windows.Length; t++) (copy._primary[t], copy._since[t], copy._moves[t]) = (_primary[t], _since[t], new(_moves[t]));
        return copy;
    }

    private bool IsSpent(int t, long now)
    {
        while (_moves[t].TryPeek(out var oldest) && oldest <= now - Hour) _moves[t].Dequeue();
        return _moves[t].Count >= rules.MovesPerHour;
    }

    private bool IsKept(int category) => category != Lines.None && kept is not null && openWindows[category] <= kept[category];

    private double Gain(Floor floor, int from, int to) => Weighed(floor, to, +1) - (from == Lines.None ? 0 : Weighed(floor, from, -1));

    private double Weighed(Floor floor, int category, int more) => floor[category].Weight * PressureAt(floor, category, more);

    private double PressureAt(Floor floor, int category, int more)
    {
        ref readonly var c = ref floor[category];
        return Pressure(floor.WaitingFor(category), c.Service, openWindows[category] + more, c.Target);
    }
}
