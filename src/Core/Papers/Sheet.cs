using System.Text;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Papers;

/// <summary>One paper to be printed: what it says, by field, and the layout to say it in; texts are ready in the citizen's language.</summary>
/// <remarks>
/// Wire form of a print job. It carries its layout, so an agent needs no files of a hall, has never an older layout than the hub had when the paper was asked for, and prints the hall's own whatever became of the line since.
/// An absent field is an empty one.
/// </remarks>
public sealed record Sheet
{
    public required PaperKind Paper { get; init; }
    public required Dictionary<string, string> Fields { get; init; }
    public Dictionary<string, Dictionary<string, string>[]> Lists { get; init; } = [];
    public required PaperElement[] Layout { get; init; }
    /// <summary>The PNG files of its logos by name.</summary>
    public Dictionary<string, byte[]> Pictures { get; init; } = [];

    /// <summary>What names it in a log: a ticket's number, a receipt's.</summary>
    [JsonIgnore]
    public string Number => Fields.GetValueOrDefault("number", "");

    /// <summary>Its elements with their texts filled in, lists gone through, and without what has nothing to say.</summary>
    public IEnumerable<PaperElement> Filled() => Layout.SelectMany(e => e.Print is PaperPrint.Each ? Entries(e) : Filled(e, Fields, 0));

    private IEnumerable<PaperElement> Entries(PaperElement each)
    {
        if (each.List is null || !Lists.TryGetValue(each.List, out var entries) || entries.Length == 0) yield break;
        if (each.Text is { } heading)
            foreach (var said in Filled(each with { Print = PaperPrint.Text, List = null, Elements = null }, Fields, 0)) yield return said;
        foreach (var (at, entry) in entries.Index())
            foreach (var said in (each.Elements ?? []).SelectMany(e => Filled(e, entry, at + 1))) yield return said;
    }

    private static IEnumerable<PaperElement> Filled(PaperElement element, Dictionary<string, string> fields, int place)
    {
        var names = PaperPlaces.In(element).Where(n => n != PaperPlaces.Count).ToList();
        if (names.Count > 0 && names.TrueForAll(n => string.IsNullOrWhiteSpace(fields.GetValueOrDefault(n)))) yield break;
        yield return element with { Text = Fill(element.Text), Value = Fill(element.Value) };

        string? Fill(string? text) => text is null ? null : PaperPlaces.Fill(text, name => name == PaperPlaces.Count ? $"{place}" : fields.GetValueOrDefault(name, ""));
    }
}

/// <summary>The places in a layout's texts: "{name}". A brace without its partner is a brace.</summary>
internal static class PaperPlaces
{
    /// <summary>The place of an entry in its list.</summary>
    internal const string Count = "#";

    internal static IEnumerable<string> In(PaperElement element) => In(element.Text).Concat(In(element.Value));

    internal static IEnumerable<string> In(string? text) => Parts(text ?? "").Where(p => p.IsPlace).Select(p => p.Text);

    internal static string Fill(string text, Func<string, string> field)
    {
        var filled = new StringBuilder();
        foreach (var (part, isPlace) in Parts(text))
        {
            var said = isPlace ? field(part).Trim() : part;
            // "{form} {pages} {seen}" without pages: one space, not two.
            filled.Append(said.StartsWith(' ') && (filled.Length == 0 || filled[^1] == ' ') ? said.AsSpan(1) : said);
        }
        return filled.ToString().Trim();
    }

    internal static IEnumerable<(string Text, bool IsPlace)> Parts(string text)
    {
        var from = 0;
        while (text.IndexOf('{', from) is var open and >= 0 && text.IndexOf('}', open) is var close and >= 0)
        {
            yield return (text[from..open], false);
            yield return (text[(open + 1)..close], true);
            from = close + 1;
        }
        yield return (text[from..], false);
    }
}
