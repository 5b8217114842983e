using System.Numerics;

namespace TidalHall.Core.Waiting;

/// <summary>Random numbers of one stream: the same seed gives the same days on every machine and every .NET.</summary>
/// <remarks>xoshiro256** by Blackman and Vigna, seeded by splitmix64.</remarks>
public sealed class Draws
{
    private ulong _a, _b, _c, _d;
    private double _spare = double.NaN;

    public Draws(ulong seed) => (_a, _b, _c, _d) = (Mix(ref seed), Mix(ref seed), Mix(ref seed), Mix(ref seed));

    private static ulong Mix(ref ulong seed)
    {
        var z = seed += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }

    /// <summary>0 to 1, neither of them.</summary>
    public double Uniform() => ((Next() >> 11) + 0.5) * (1.0 / (1UL << 53));

    /// <summary>Mean 0, deviation 1.</summary>
    public double Normal()
    {
        if (!double.IsNaN(_spare))
        {
            var kept = _spare;
            _spare = double.NaN;
            return kept;
        }
        double u, v, s;
        do
        {
            (u, v) = (2 * Uniform() - 1, 2 * Uniform() - 1);
            s = u * u + v * v;
        }
        while (s is >= 1 or 0);
        var scale = Math.Sqrt(-2 * Math.Log(s) / s);
        _spare = v * scale;
        return u * scale;
    }

    /// <summary>Mean 1.</summary>
    public double Exponential() => -Math.Log(Uniform());

    /// <summary>Log-normal with this mean and coefficient of variation.</summary>
    public double LogNormal(double mean, double cv)
    {
        var variance = Math.Log(1 + cv * cv);
        return mean * Math.Exp(Math.Sqrt(variance) * Normal() - variance / 2);
    }

    private ulong Next()
    {
        var result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        var shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }
}
