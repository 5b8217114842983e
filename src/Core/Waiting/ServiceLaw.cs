namespace TidalHall.Core.Waiting;

/// <summary>How long one takes at a window: log-normal around an expected time; who does not come costs a little.</summary>
/// <param name="Cv">Coefficient of variation, above 0.</param>
/// <param name="NoShow">The share that does not come, 0 to 1.</param>
/// <param name="NoShowCost">Milliseconds lost over one of them.</param>
public readonly record struct ServiceLaw(double Cv, double NoShow, double NoShowCost)
{
    /// <summary>As counters of this kind have it: cv 0.8, 4 in 100 do not come and cost a minute.</summary>
    public static ServiceLaw Usual { get; } = new(0.8, 0.04, 60_000);

    /// <summary>Milliseconds at the window of one who is called now.</summary>
    /// <param name="expected">Of those who come, milliseconds.</param>
    public double Draw(Draws draws, double expected) => NoShow > 0 && draws.Uniform() < NoShow ? NoShowCost : draws.LogNormal(expected, Cv);

    /// <summary>What is left of a service that has gone on for so long: by the same law, given that it was not over yet.</summary>
    /// <param name="elapsed">Milliseconds since the call, ≥ 0.</param>
    public double DrawRest(Draws draws, double expected, double elapsed)
    {
        var deviation = Math.Sqrt(Math.Log(1 + Cv * Cv));
        var middle = Math.Log(expected) - deviation * deviation / 2;
        var above = elapsed <= 0 ? 1 : Normal.Above((Math.Log(elapsed) - middle) / deviation);
        if (elapsed < NoShowCost && draws.Uniform() * (NoShow + (1 - NoShow) * above) < NoShow) return NoShowCost - elapsed;
        var total = Math.Exp(middle - deviation * Normal.Quantile(Math.Max(draws.Uniform() * above, 1e-300)));
        return Math.Max(0, total - elapsed);
    }
}
