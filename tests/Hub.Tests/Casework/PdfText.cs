using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>What a reader finds and copies in a PDF of ours: each line's glyphs, by the map to Unicode that its font has in the file.</summary>
internal static partial class PdfText
{
    public static string Of(byte[] pdf)
    {
        var objects = Objects().Matches(Encoding.Latin1.GetString(pdf)).ToDictionary(m => int.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture), m => m.Groups[2].Value);
        var fonts = objects.Values.SelectMany(o => Named().Matches(o)).DistinctBy(m => m.Groups[1].Value)
            .ToDictionary(m => m.Groups[1].Value, m => MapOf(objects, objects[int.Parse(m.Groups[2].Value, CultureInfo.InvariantCulture)]));
        var said = new StringBuilder();
        foreach (var line in objects.Values.Select(Inflated).OfType<string>().SelectMany(s => Written().Matches(s)))
        {
            var signs = new Dictionary<string, string>();
            foreach (Match part in Part().Matches(line.Value))
            {
                if (part.Groups[1].Success) signs = fonts[part.Groups[1].Value];
                else said.Append(Signs(part.Groups[2].Value, signs));
            }
            said.Append('\n');
        }
        return said.ToString();
    }

    /// <summary>What is drawn, page by page and whatever else is in the file in such a form.</summary>
    public static IEnumerable<string> Streams(byte[] pdf) => Objects().Matches(Encoding.Latin1.GetString(pdf)).Select(m => Inflated(m.Groups[2].Value)).OfType<string>();

    private static string Signs(string hex, Dictionary<string, string> signs)
    {
        var width = signs.Keys.FirstOrDefault()?.Length ?? 4;
        return string.Concat(Enumerable.Range(0, hex.Length / width).Select(n => signs.GetValueOrDefault(hex.Substring(n * width, width), "?")));
    }

    private static Dictionary<string, string> MapOf(Dictionary<int, string> objects, string font)
    {
        var signs = new Dictionary<string, string>();
        if (!ToUnicode().Match(font).Groups[1].Success || Inflated(objects[int.Parse(ToUnicode().Match(font).Groups[1].Value, CultureInfo.InvariantCulture)]) is not { } map) return signs;
        foreach (Match one in Pair().Matches(Between(map, "beginbfchar", "endbfchar"))) signs[one.Groups[1].Value] = Text(one.Groups[2].Value);
        foreach (Match run in Range().Matches(Between(map, "beginbfrange", "endbfrange")))
            for (var (at, n) = (Number(run.Groups[1].Value), 0); at + n <= Number(run.Groups[2].Value); n++)
                signs[(at + n).ToString(run.Groups[1].Length is 2 ? "X2" : "X4", CultureInfo.InvariantCulture)] = char.ConvertFromUtf32(char.ConvertToUtf32(Text(run.Groups[3].Value), 0) + n);
        return signs;
    }

    /// <summary>Null: it has no text to inflate.</summary>
    private static string? Inflated(string written)
    {
        var from = written.IndexOf("stream\n", StringComparison.Ordinal);
        if (from < 0 || !written.Contains("FlateDecode", StringComparison.Ordinal)) return null;
        using var inflated = new ZLibStream(new MemoryStream(Encoding.Latin1.GetBytes(written[(from + "stream\n".Length)..])), CompressionMode.Decompress);
        using var reader = new StreamReader(inflated, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    private static string Between(string map, string from, string to) => string.Concat(map.Split(from).Skip(1).Select(part => part.Split(to)[0]));
    private static int Number(string hex) => int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private static string Text(string hex) => Encoding.BigEndianUnicode.GetString(Convert.FromHexString(hex));

    [GeneratedRegex(@"(?:^|\n)(\d+) 0 obj(.*?)\nendobj", RegexOptions.Singleline)]
    private static partial Regex Objects();

    [GeneratedRegex(@"/(F\d+) (\d+) 0 R")]
    private static partial Regex Named();

    [GeneratedRegex(@"/ToUnicode (\d+) 0 R")]
    private static partial Regex ToUnicode();

    [GeneratedRegex(@"<([0-9A-F]+)> <([0-9A-F]+)>")]
    private static partial Regex Pair();

    [GeneratedRegex(@"<([0-9A-F]+)> <([0-9A-F]+)> <([0-9A-F]+)>")]
    private static partial Regex Range();

    [GeneratedRegex(@"\bBT\b.*?\bET\b", RegexOptions.Singleline)]
    private static partial Regex Written();

    [GeneratedRegex(@"/(F\d+) [\d.]+ Tf|<([0-9A-F]+)>")]
    private static partial Regex Part();
}
