namespace TidalHall.Core.Planning;

/// <summary>The smallest number of windows that keeps a target over all days.</summary>
public static class WindowsNeeded
{
    /// <param name="load">Erlangs, ≥ 0, of a day as forecast.</param>
    /// <param name="patience">The mean time somebody would wait, minutes; null: everybody stays. Who leaves counts as not called in time.</param>
    /// <returns>0 for no load, else 1 or more.</returns>
    public static int For(double load, ServiceTime service, WaitTarget target, UncertainDay day, double? patience = null)
    {
        if (load <= 0) return 0;
        var windows = SquareRoot.FirstGuess(load, 1);
        while (windows > 1 && Keeps(windows - 1)) windows--;
        while (!Keeps(windows)) windows++;
        return windows;

        bool Keeps(int n) => day.OverAll(factor => patience is { } p
            ? new ErlangA(load * factor / service.Mean, service.Mean, n, p).ServedWithin(target.Minutes)
            : new ErlangC(load * factor, n, service.Mean, service.Cv).Within(target.Minutes)) >= target.Share;
    }
}
