using System.Numerics;

namespace TidalHall.Core.Search;

/// <summary>A query as a machine of bits that runs over the signs of a text.</summary>
/// <remarks>
/// Shift-and (Baeza-Yates and Gonnet, 1992), with errors after Wu and Manber (1992), over a lattice: a sign may be typed in
/// several ways, each is run from the state before it, and what they reach is united. Bit i = the first i keys are matched.
/// </remarks>
internal sealed class QueryPattern
{
    /// <summary>Keys looked at; what follows is ignored.</summary>
    internal const int MaxKeys = 60;

    private readonly ulong[] _letters = new ulong[128];
    private readonly ulong[] _hanzi;
    private readonly bool _hasHanzi;
    private readonly ulong _final, _first, _all;

    /// <param name="plain">By <see cref="SearchSign.Plain"/>, not empty.</param>
    internal QueryPattern(string plain, Dictionary<char, SearchSign> known)
    {
        var keys = plain.Length > MaxKeys ? plain[..MaxKeys] : plain;
        (_final, _first, _all) = (1UL << keys.Length, SearchSign.SetOf(keys[0]), SearchSign.SetOf(keys));
        _hasHanzi = keys.Any(c => !char.IsAscii(c));
        _hanzi = new ulong[_hasHanzi ? known.Count : 0];
        for (var i = 0; i < keys.Length; i++)
        {
            if (char.IsAscii(keys[i])) _letters[keys[i]] |= 1UL << i;
            else if (known.TryGetValue(keys[i], out var sign)) _hanzi[sign.Id] |= 1UL << i;
        }
    }

    /// <summary>Whether the query stands in the text as typed.</summary>
    /// <param name="anchored">It must begin where the text does.</param>
    internal Found Run(SearchText text, bool anchored)
    {
        if ((_all & ~text.Letters) != 0) return Found.No;
        var (state, found) = (0UL, Found.No);
        for (var at = 0; at < text.Signs.Length; at++)
        {
            var sign = text.Signs[at];
            var begins = (at == 0 || !anchored) && (sign.Begins & _first) != 0;
            if (begins) state |= 1;
            if (state == 0 && anchored) break;
            if (state == 0) continue;
            var (after, reached) = (_hasHanzi ? (state & _hanzi[sign.Id]) << 1 : 0, 0UL);
            foreach (var reading in sign.Readings)
            {
                var keys = state;
                for (var i = 0; i < reading.Length && keys != 0; i++)
                {
                    keys = (keys & _letters[reading[i]]) << 1;
                    reached |= keys;
                    if (SearchSign.StandsFor(reading, i + 1)) after |= keys;
                }
            }
            state = after;
            if (at == text.Signs.Length - 1 && (after & _final) != 0) return Found.ToTheEnd;
            if (((reached | after) & _final) != 0) found = Found.Inside;
        }
        return found;
    }

    /// <summary>Whether it stands there with one key wrong, missing, too many, or changed with its neighbour.</summary>
    internal Found RunOff(SearchText text, bool anchored)
    {
        if (BitOperations.PopCount(_all & ~text.Letters) > 1) return Found.No;
        // exact, one key off, and: the key just read is the next but one, the two may have changed places.
        var (exact, off, swapped, found) = (0UL, 0UL, 0UL, Found.No);
        for (var at = 0; at < text.Signs.Length; at++)
        {
            if (at == 0 || !anchored) (exact, off) = (exact | 1, off | 3);
            else if ((exact | off | swapped) == 0) break;
            var sign = text.Signs[at];
            var (exactAfter, offAfter, swappedAfter, reached) = (0UL, 0UL, 0UL, 0UL);
            foreach (var reading in sign.Readings)
            {
                var (e, o, s) = (exact, off, swapped);
                for (var i = 0; i < reading.Length; i++)
                {
                    var keys = _letters[reading[i]];
                    var step = (e & keys) << 1;
                    // A key too few; another key; a key too many; two keys changed.
                    o = ((o & keys) << 1) | e | (e << 1) | (step << 1) | ((s & keys) << 2);
                    s = e & (keys >> 1);
                    e = step;
                    reached |= e | o;
                    if (SearchSign.StandsFor(reading, i + 1)) (exactAfter, offAfter, swappedAfter) = (exactAfter | e, offAfter | o, swappedAfter | s);
                }
            }
            (exact, off, swapped) = (exactAfter, offAfter, swappedAfter);
            if (at == text.Signs.Length - 1 && ((exact | off) & _final) != 0) return Found.ToTheEnd;
            if ((reached & _final) != 0) found = Found.Inside;
        }
        return found;
    }
}

/// <summary>How far a query goes in a text.</summary>
internal enum Found { No, Inside, ToTheEnd }
