namespace TidalHall.Core.Waiting;

/// <summary>r: how long waits have lately been against what the length of the line says, (q+1)·s/n. Starts at 1.</summary>
public readonly record struct Pace
{
    /// <summary>How much of one wait goes in.</summary>
    public const double Weight = 0.02;
    // What differs from 1, so that default is 1.
    private readonly double _more;
    private Pace(double r) => _more = r - 1;

    public double R => 1 + _more;

    /// <param name="byLength">(q+1)·s/n as it was when he came; 0 or less says nothing.</param>
    public Pace After(double waited, double byLength) => byLength > 0 ? new(R + Weight * (Math.Min(waited / byLength, 10) - R)) : this;
}
