namespace TidalHall.Core.Search;

/// <summary>One sign of a text people search in, with every way to type it: itself, its pinyin whole, or the initial of that.</summary>
internal sealed class SearchSign
{
    private SearchSign(char symbol, int id)
    {
        (Symbol, Id) = (symbol, id);
        // lv and lu are both seen for 绿.
        Readings = char.IsAscii(symbol) ? [symbol.ToString()] : [.. Pinyin.ReadingsOf(symbol).SelectMany(r => new[] { r, r.Replace('v', 'u') }).Distinct()];
        foreach (var letter in Readings.SelectMany(r => r)) Letters |= SetOf(letter);
        foreach (var reading in Readings) Begins |= SetOf(reading[0]);
        if (!char.IsAscii(symbol)) Letters |= SetOf(symbol);
        if (!char.IsAscii(symbol)) Begins |= SetOf(symbol);
    }

    internal char Symbol { get; }
    /// <summary>From 0 in one search.</summary>
    internal int Id { get; }
    /// <summary>Small letters and digits only.</summary>
    internal string[] Readings { get; }
    /// <summary>By <see cref="SetOf(char)"/>: all it can be typed with.</summary>
    internal ulong Letters { get; }
    internal ulong Begins { get; }

    /// <summary>A set of signs in 64 bits: letters and digits have a bit of their own, Hanzi share the rest. It may say yes wrongly, never no.</summary>
    internal static ulong SetOf(char c) => c switch
    {
        >= 'a' and <= 'z' => 1UL << (c - 'a'),
        >= '0' and <= '9' => 1UL << (26 + c - '0'),
        _ => 1UL << (36 + (c % 28)),
    };

    internal static ulong SetOf(string plain) => plain.Aggregate(0UL, (set, c) => set | SetOf(c));

    /// <summary>What can be searched: small letters, digits and Hanzi, full-width forms made narrow; all else is left out.</summary>
    internal static string Plain(string text) => string.Concat(text
        .Select(c => c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c)
        .Where(c => char.IsAsciiLetterOrDigit(c) || (!char.IsAscii(c) && char.IsLetter(c)))
        .Select(char.ToLowerInvariant));

    internal static SearchSign[] Of(string text, Dictionary<char, SearchSign> known)
    {
        var signs = new List<SearchSign>();
        foreach (var c in Plain(text))
        {
            if (!known.TryGetValue(c, out var sign)) known[c] = sign = new(c, known.Count);
            signs.Add(sign);
        }
        return [.. signs];
    }

    /// <summary>Whether so many letters of a reading stand for the sign: the whole, s or sh.</summary>
    internal static bool StandsFor(string reading, int letters) => letters == reading.Length || letters == 1 || (letters == 2 && reading[1] == 'h');
}
