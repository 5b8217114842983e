namespace TidalHall.Core.Planning;

/// <summary>The two figures of Erlang (1917) for n equal windows and a load of a erlangs.</summary>
public static class Erlang
{
    /// <summary>B: the share that finds every window busy where nobody may wait. B₀ = 1, B_k = aB_{k−1}/(k + aB_{k−1}).</summary>
    /// <param name="load">a, ≥ 0.</param>
    /// <param name="windows">n, ≥ 0.</param>
    public static double Blocked(double load, int windows)
    {
        var blocked = 1.0;
        for (var k = 1; k <= windows; k++) blocked = load * blocked / (k + load * blocked);
        return blocked;
    }

    /// <summary>C: the share that has to wait where everybody does. C = nB/(n − a(1 − B)); 1 where the load is no less than the windows.</summary>
    public static double Delayed(double load, int windows) =>
        load >= windows ? 1 : Blocked(load, windows) is var blocked ? windows * blocked / (windows - load * (1 - blocked)) : 0;
}
