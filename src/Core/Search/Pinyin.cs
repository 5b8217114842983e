using System.Collections.Frozen;

namespace TidalHall.Core.Search;

/// <summary>How a Hanzi is spelled on a keyboard, without tones; ü is "v".</summary>
/// <remarks>The table and its source: README.md of this folder.</remarks>
internal static class Pinyin
{
    private const string Table = "TidalHall.Core.Search.pinyin.txt";

    private static readonly FrozenDictionary<char, string[]> Readings = Load();

    /// <summary>The usual reading first; empty for what is no Hanzi of the table.</summary>
    internal static string[] ReadingsOf(char hanzi) => Readings.GetValueOrDefault(hanzi, []);

    private static FrozenDictionary<char, string[]> Load()
    {
        var found = new Dictionary<char, List<(int Rank, string Reading)>>();
        using var reader = new StreamReader(typeof(Pinyin).Assembly.GetManifestResourceStream(Table) ?? throw new InvalidOperationException($"{Table} is not in the program."));
        while (reader.ReadLine() is { } line)
        {
            var parts = line.Split(' ');
            for (var rank = 1; rank < parts.Length; rank++)
                foreach (var hanzi in parts[rank])
                {
                    if (!found.TryGetValue(hanzi, out var readings)) found[hanzi] = readings = [];
                    readings.Add((rank, parts[0]));
                }
        }
        return found.ToFrozenDictionary(p => p.Key, p => p.Value.OrderBy(r => r.Rank).Select(r => r.Reading).ToArray());
    }
}
