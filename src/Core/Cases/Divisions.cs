using System.Collections.Frozen;
using System.Globalization;

namespace TidalHall.Core.Cases;

/// <summary>The administrative divisions there are and were, by their six digits. An abolished one still heads the numbers of its people.</summary>
/// <remarks>Data: divisions.txt beside this file, as of June 2023. What was founded since stands in a hall's file (<see cref="CaseRules.NewDivisions"/>).</remarks>
public static class Divisions
{
    private static readonly FrozenSet<int> Known = Read();

    /// <param name="digits">Six of them.</param>
    public static bool Has(ReadOnlySpan<char> digits) => digits.Length == 6 && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && Known.Contains(code);

    private static FrozenSet<int> Read()
    {
        using var reader = new StreamReader(typeof(Divisions).Assembly.GetManifestResourceStream("TidalHall.Core.Cases.divisions.txt")!);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Select(line => line.Split(' '))
            .SelectMany(parts => parts.Skip(1).Select(last => int.Parse(parts[0] + last, CultureInfo.InvariantCulture))).ToFrozenSet();
    }
}
