using System.Text.Json;

namespace TidalHall.Core.Evaluation;

/// <summary>A reason as people read it, in our own words.</summary>
public sealed record RatingReason(int Code, string Zh, string En);

/// <summary>The national reasons by version and level: what is in force, with words for each, and what was.</summary>
/// <remarks>Eight a level, codes 108–115 to 510–517; the set before is kept for what was rated by it. Data: rating-reasons.json beside this file.</remarks>
public static class RatingReasons
{
    private sealed record Version(int Number, (int First, int Last)[] Levels);

    private static readonly (int Current, Version[] Versions, Dictionary<int, RatingReason> Known) Data = Read();

    public static int Current => Data.Current;

    /// <summary>A level's first reasons, shown at once; the rest is a touch away.</summary>
    public const int ShownAtOnce = 3;

    /// <summary>Those of a level in force, in the order of the national list.</summary>
    public static IEnumerable<RatingReason> Of(int level) => Data.Known.Values.Where(r => Allows(Current, level, r.Code));

    public static RatingReason? Find(int code) => Data.Known.GetValueOrDefault(code);

    /// <summary>The code in force that stands behind a pad's key: its first is a level's first.</summary>
    /// <param name="level">1 to 5.</param>
    /// <param name="key">From 1.</param>
    /// <returns>Null: the level has not so many.</returns>
    public static int? Behind(int level, int key) =>
        Array.Find(Data.Versions, v => v.Number == Current) is { } known && known.Levels[level - 1].First + key - 1 is var code && key > 0 && code <= known.Levels[level - 1].Last ? code : null;

    /// <summary>Whether a version has a code for a level, 1 to 5.</summary>
    public static bool Allows(int version, int level, int code) =>
        Array.Find(Data.Versions, v => v.Number == version) is { } known && level is >= 1 and <= 5 && code >= known.Levels[level - 1].First && code <= known.Levels[level - 1].Last;

    private static (int, Version[], Dictionary<int, RatingReason>) Read()
    {
        using var stream = typeof(RatingReasons).Assembly.GetManifestResourceStream("TidalHall.Core.Evaluation.rating-reasons.json")!;
        using var json = JsonDocument.Parse(stream);
        var root = json.RootElement;
        return (root.GetProperty("current").GetInt32(),
            [.. root.GetProperty("versions").EnumerateArray().Select(v => new Version(v.GetProperty("version").GetInt32(), [.. v.GetProperty("levels").EnumerateArray().Select(l => (l[0].GetInt32(), l[1].GetInt32()))]))],
            root.GetProperty("reasons").EnumerateArray().Select(r => new RatingReason(r.GetProperty("code").GetInt32(), r.GetProperty("zh").GetString()!, r.GetProperty("en").GetString()!)).ToDictionary(r => r.Code));
    }
}
