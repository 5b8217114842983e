namespace TidalHall.Core.Dispatch;

/// <summary>When a tidal window goes over to another category.</summary>
public sealed record TideRules
{
    /// <summary>η: the pressure must differ by more than this; above 0.</summary>
    public double Hysteresis { get; init; } = 0.5;
    /// <summary>D: how long a window stays with a category at least.</summary>
    public TimeSpan Dwell { get; init; } = TimeSpan.FromMinutes(20);
    /// <summary>Moves of one window within 60 minutes at most; at least 1.</summary>
    public int MovesPerHour { get; init; } = 2;
    /// <summary>How long a window is out while it moves.</summary>
    public TimeSpan Setup { get; init; } = TimeSpan.FromMinutes(2);
}

/// <summary>A move that pays: which window, from where, to where, and by how much the pressure differs.</summary>
public readonly record struct TideMove(int Window, int From, int To, double Gain);

/// <summary>The tidal windows of a floor and where they stand.</summary>
/// <param name="windows">Windows that are tidal, each with where it starts and what it may serve.</param>
/// <param name="openWindows">n of each category: windows whose primary it is, those already ordered there counted in.</param>
public sealed class Tide(TideRules rules, (int Window, int Primary, int[] Allowed)[] windows, int[] openWindows) : ITide
{
    private static readonly long Hour = (long)TimeSpan.FromHours(1).TotalMilliseconds;
    private readonly int[] _primary = [.. windows.Select(w => w.Primary)];
    private readonly long[] _since = [.. windows.Select(_ => long.MinValue / 2)];
    private readonly Queue<long>[] _moves = [.. windows.Select(_ => new Queue<long>())];

    /// <summary>X(c, n) = Q·s/(n·T): how many targets' worth of work stands before each window.</summary>
    public static double Pressure(int waiting, double service, int windows, double target) =>
        waiting == 0 ? 0 : windows <= 0 ? double.PositiveInfinity : waiting * service / (windows * target);

    /// <summary>The one move with the largest gain, if any is above the hysteresis and allowed now.</summary>
    public TideMove? Propose(Floor floor, long now)
    {
        TideMove? best = null;
        for (var t = 0; t < windows.Length; t++)
        {
            if (now - _since[t] < rules.Dwell.TotalMilliseconds || IsSpent(t, now)) continue;
            var from = _primary[t];
            var loses = PressureAt(floor, from, -1);
            foreach (var to in windows[t].Allowed)
            {
                if (to == from) continue;
                var gain = PressureAt(floor, to, +1) - loses;
                if (gain > rules.Hysteresis && (best is null || gain > best.Value.Gain)) best = new(windows[t].Window, from, to, gain);
            }
        }
        return best;
    }

    /// <inheritdoc/>
    public void Order(in TideMove move, long now)
    {
        var window = move.Window;
        var t = Array.FindIndex(windows, w => w.Window == window);
        (_primary[t], _since[t]) = (move.To, now);
        _moves[t].Enqueue(now);
        openWindows[move.From]--;
        openWindows[move.To]++;
    }

    /// <inheritdoc/>
    public ITide Copy()
    {
        var copy = new Tide(rules, windows, [.. openWindows]);
        for (var t = 0; t < windows.Length; t++) (copy._primary[t], copy._since[t], copy._moves[t]) = (_primary[t], _since[t], new(_moves[t]));
        return copy;
    }

    private bool IsSpent(int t, long now)
    {
        while (_moves[t].TryPeek(out var oldest) && oldest <= now - Hour) _moves[t].Dequeue();
        return _moves[t].Count >= rules.MovesPerHour;
    }

    private double PressureAt(Floor floor, int category, int more)
    {
        ref readonly var c = ref floor[category];
        return Pressure(floor.WaitingFor(category), c.Service, openWindows[category] + more, c.Target);
    }
}
