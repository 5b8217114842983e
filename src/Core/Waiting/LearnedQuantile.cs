namespace TidalHall.Core.Waiting;

/// <summary>One quantile as a weighted sum of signs, learnt from one wait after another.</summary>
/// <remarks>w += η·x·(τ − 1{W ≤ w·x})/√G, G the running sum of squared gradients of each weight: the pinball loss by AdaGrad (Duchi, Hazan and Singer 2011).</remarks>
/// <param name="share">τ, 0 to 1.</param>
/// <param name="rate">η, in the unit of the weights.</param>
/// <param name="begin">The weights before anything is learnt.</param>
public sealed class LearnedQuantile(double share, double rate, double[] begin)
{
    private readonly double[] _weights = [.. begin];
    private readonly double[] _squares = new double[begin.Length];

    /// <summary>As it stands, for another thread.</summary>
    public LearnedQuantile Copy()
    {
        var copy = new LearnedQuantile(share, rate, _weights);
        _squares.CopyTo(copy._squares, 0);
        return copy;
    }

    public double Tell(ReadOnlySpan<double> signs)
    {
        var sum = 0.0;
        for (var i = 0; i < signs.Length; i++) sum += _weights[i] * signs[i];
        return sum;
    }

    public void Learn(ReadOnlySpan<double> signs, double waited) => Move(signs, share - (waited <= Tell(signs) ? 1 : 0));

    /// <summary>A wait of at least so much teaches where less was expected; else it says nothing.</summary>
    public void LearnAtLeast(ReadOnlySpan<double> signs, double waited)
    {
        if (waited > Tell(signs)) Move(signs, share);
    }

    private void Move(ReadOnlySpan<double> signs, double by)
    {
        for (var i = 0; i < signs.Length; i++)
        {
            var gradient = signs[i] * by;
            if (gradient == 0) continue;
            _squares[i] += gradient * gradient;
            _weights[i] += rate * gradient / Math.Sqrt(_squares[i]);
        }
    }
}
