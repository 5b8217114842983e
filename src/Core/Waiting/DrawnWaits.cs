using TidalHall.Core.Dispatch;

namespace TidalHall.Core.Waiting;

/// <summary>The waits that a picture leads to, drawn many times: of everybody who waits, and of one who came now, for each category and class. Minutes from then on.</summary>
/// <remarks>A wait counts from its reference time where that is to come. Whoever was not called within <see cref="Horizon"/> has waited that long.</remarks>
public sealed class DrawnWaits
{
    /// <summary>How far ahead is looked: 8 hours.</summary>
    public const long Horizon = 8 * 60 * 60_000;
    /// <summary>How often by default: the 90 % of 64 drawings is sure within 4 points either way.</summary>
    public const int Usual = 64;

    private readonly int[] _places;
    private readonly float[][] _waits;
    private readonly int _classes;

    private DrawnWaits(FloorPicture picture, float[][] waits)
    {
        (_waits, _classes, Taken) = (waits, picture.Classes, picture.Now);
        _places = new int[picture.Waiting.Length == 0 ? 0 : picture.Waiting.Max() + 1];
        Array.Fill(_places, Lines.None);
        for (var i = 0; i < picture.Waiting.Length; i++) _places[picture.Waiting[i]] = picture.Categories * picture.Classes + i;
        foreach (var row in _waits) Array.Sort(row);
    }

    /// <summary>The tick of the picture.</summary>
    public long Taken { get; }

    /// <param name="times">How often the next hours are drawn, 1 or more.</param>
    /// <param name="seed">The same seed draws the same.</param>
    public static DrawnWaits From(FloorPicture picture, ulong seed, int times = Usual, CancellationToken cancel = default)
    {
        var rows = picture.Categories * picture.Classes + picture.Waiting.Length;
        var waits = new float[rows][];
        for (var i = 0; i < rows; i++) waits[i] = new float[times];
        var draws = new Draws(seed);
        for (var time = 0; time < times; time++)
        {
            cancel.ThrowIfCancellationRequested();
            new NextHours(picture, draws, waits, time).Run();
        }
        return new(picture, waits);
    }

    /// <summary>The wait that a share of the drawings stays within, of one who waits; null when nobody stood there.</summary>
    /// <param name="share">0 to 1.</param>
    public double? Of(int place, double share) => DrawnOf(place) is { } drawn ? Quantile(drawn, share) : null;

    /// <summary>The same of one who comes now.</summary>
    public double OfNewcomer(int category, int @class, double share) => Quantile(_waits[category * _classes + @class], share);

    /// <summary>All drawings of one who waits, rising.</summary>
    public float[]? DrawnOf(int place) => place >= 0 && place < _places.Length && _places[place] is var row and not Lines.None ? _waits[row] : null;
    public float[] DrawnOfNewcomer(int category, int @class) => _waits[category * _classes + @class];

    /// <summary>The value that a share of drawings stays within.</summary>
    /// <param name="sorted">Rising, at least one.</param>
    public static double Quantile(float[] sorted, double share)
    {
        var at = Math.Clamp(share * (sorted.Length + 1) - 1, 0, sorted.Length - 1);
        var (below, part) = ((int)at, at - Math.Floor(at));
        return below + 1 < sorted.Length ? sorted[below] + part * (sorted[below + 1] - sorted[below]) : sorted[below];
    }
}
