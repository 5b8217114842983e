namespace TidalHall.Core.Waiting;

/// <summary>The waits of one category and class, learnt from those that have ended: the middle one and the one nine in ten stay within.</summary>
public sealed class LearnedWaits
{
    /// <summary>How many waits it takes before it is worth asking.</summary>
    public const int Enough = 200;
    private const double Rate = 1, Z90 = 1.2815515655446004;
    // What the length of the line says; nine in ten stay within twice that.
    private readonly LearnedQuantile _half, _most;

    public LearnedWaits() => (_half, _most) = (new(0.5, Rate, [0, 10, 0, 0, 0, 0, 0, 0, 0]), new(0.9, Rate, [0, 20, 0, 0, 0, 0, 0, 0, 0]));

    private LearnedWaits(LearnedWaits of) => (_half, _most, Learnt) = (of._half.Copy(), of._most.Copy(), of.Learnt);

    /// <summary>As it stands, for another thread.</summary>
    public LearnedWaits Copy() => new(this);

    public int Learnt { get; private set; }
    public bool IsReady => Learnt >= Enough;

    /// <summary>Minutes; between and beyond the two that are learnt as a log-normal law has it.</summary>
    /// <param name="share">0 to 1, neither of them.</param>
    public double Quantile(in WaitSigns seen, double share)
    {
        Span<double> signs = stackalloc double[WaitSigns.Count];
        seen.Write(signs);
        var half = Math.Max(0.5, _half.Tell(signs));
        var spread = Math.Max(1, _most.Tell(signs) / half);
        return half * Math.Pow(spread, Normal.Quantile(share) / Z90);
    }

    /// <param name="waited">Minutes from when this was seen.</param>
    public void Learn(in WaitSigns seen, double waited)
    {
        Span<double> signs = stackalloc double[WaitSigns.Count];
        seen.Write(signs);
        _half.Learn(signs, waited);
        _most.Learn(signs, waited);
        Learnt++;
    }

    /// <summary>He left, or did not come.</summary>
    public void LearnAtLeast(in WaitSigns seen, double waited)
    {
        Span<double> signs = stackalloc double[WaitSigns.Count];
        seen.Write(signs);
        _half.LearnAtLeast(signs, waited);
        _most.LearnAtLeast(signs, waited);
    }
}
