namespace TidalHall.Core.Planning;

/// <summary>The steady wait before equal windows where people lose patience: M/M/n + M. It exists at any load. One unit of time throughout.</summary>
/// <remarks>A birth and death process with death rate min(k, n)µ + (k − n)⁺θ, its weights in logarithms until they are below 1e−30 of the largest (Garnett, Mandelbaum and Reiman 2002).</remarks>
public sealed class ErlangA
{
    private const double Negligible = 69.1;   // −ln 1e−30
    private readonly double[] _waiting;
    private readonly double _arrivals, _leaveRate, _free, _stages;

    /// <param name="arrivals">λ, people in a unit of time, above 0.</param>
    /// <param name="service">s, above 0.</param>
    /// <param name="windows">n, ≥ 0.</param>
    /// <param name="patience">1/θ, the mean time somebody would wait, above 0 and finite.</param>
    public ErlangA(double arrivals, double service, int windows, double patience)
    {
        (_arrivals, _leaveRate) = (arrivals, 1 / patience);
        _stages = windows * patience / service;
        var weights = new List<double> { 0 };
        var most = 0.0;
        for (var k = 1; k <= windows || weights[^1] > most - Negligible; k++)
        {
            weights.Add(weights[^1] + Math.Log(arrivals / (Math.Min(k, windows) / service + Math.Max(0, k - windows) * _leaveRate)));
            most = Math.Max(most, weights[^1]);
        }
        double[] states = [.. weights.Select(w => Math.Exp(w - most))];
        var all = states.Sum();
        _waiting = [.. states.Skip(windows).Select(p => p / all)];
        _free = states.Take(windows).Sum() / all;
        Occupancy = windows == 0 ? 0 : Math.Min(1, states.Select((p, k) => p * Math.Min(k, windows)).Sum() / all / windows);
    }

    public double Occupancy { get; }
    /// <summary>The share that waits at all.</summary>
    public double Delayed => _waiting.Sum();
    /// <summary>Lq: how many wait on average.</summary>
    public double Queue => _waiting.Select((p, j) => p * j).Sum();
    /// <summary>The mean over all, until called or gone.</summary>
    public double Wait => Queue / _arrivals;
    /// <summary>The share that goes before it is called.</summary>
    public double Leaving => _leaveRate * Wait;

    /// <summary>The share of all that is called within a time.</summary>
    /// <remarks>One with j before him moves up at rates nµ + jθ … nµ: e^{−θV} is Beta(nµ/θ, j + 1), so both its tail and its mean over the tail are sums of positive terms.</remarks>
    public double ServedWithin(double time)
    {
        var served = _free;
        foreach (var (j, above) in Tails(_stages + 1, time).Index()) served += _waiting[j] * _stages / (_stages + j + 1) * (1 - above);
        return served;
    }

    /// <summary>The share of all that waits longer than a time, be it called or gone then.</summary>
    public double Longer(double time) => Math.Exp(-_leaveRate * time) * Tails(_stages, time).Select((above, j) => _waiting[j] * above).Sum();

    /// <summary>I_x(c, j + 1) for j = 0, 1, …: x^c·Σ_{i≤j} (c)_i/i!·(1 − x)^i at x = e^{−θt}.</summary>
    private IEnumerable<double> Tails(double c, double time)
    {
        var (term, tail, rest) = (-c * _leaveRate * time, 0.0, Math.Log(1 - Math.Exp(-_leaveRate * time)));
        for (var j = 0; j < _waiting.Length; j++)
        {
            tail += Math.Exp(term);
            yield return Math.Min(1, tail);
            term += Math.Log((c + j) / (j + 1)) + rest;
        }
    }

    /// <summary>The mean patience, 1/θ, from those who left over the time that all waited, also those who were called: they would have waited longer (the censored estimator).</summary>
    /// <param name="waited">Of everybody together.</param>
    /// <returns>Infinite where nobody left.</returns>
    public static double PatienceOf(int left, double waited) => left == 0 ? double.PositiveInfinity : waited / left;
}
