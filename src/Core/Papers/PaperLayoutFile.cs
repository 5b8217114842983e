using System.Text.Json;
using TidalHall.Core.HallFiles;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.Papers;

/// <summary>Reads a layout and tells every mistake in it at once, as a hall file's are told.</summary>
public static class PaperLayoutFile
{
    /// <summary>The narrowest paper, 58 mm: half-width cells in a line, and dots.</summary>
    public const int NarrowestCells = 32, NarrowestDots = 384;
    /// <summary>A picture of a logo at most: it goes along with every paper.</summary>
    public const int MaxPictureBytes = 48 * 1024;

    /// <param name="name">The file's bare name, "ticket.json".</param>
    /// <param name="readBeside">Gives a picture beside it by its bare name; null = there is none, or it cannot be read.</param>
    /// <param name="mistakes">Empty if it can be used.</param>
    /// <returns>Null if it cannot be used.</returns>
    public static ReadLayout? Read(string text, string name, Func<string, byte[]?> readBeside, out IReadOnlyList<HallFileMistake> mistakes)
    {
        var found = new List<HallFileMistake>();
        var pictures = new Dictionary<string, byte[]>();
        using var document = HallFileSyntax.Parse(text, name, found);
        PaperLayout? layout = null;
        if (document is not null)
        {
            new HallFileShape(name, found).Check(document.RootElement, HallFileJson.Options.GetTypeInfo(typeof(PaperLayout)));
            if (found.Count == 0)
            {
                layout = document.RootElement.Deserialize<PaperLayout>(HallFileJson.Options)!;
                new PaperLayoutRules(name, layout, readBeside, pictures, found).Check();
            }
        }
        var lines = document is null ? [] : HallFileLines.Of(text);
        mistakes = [.. found.Select(m => m.Place.Length > 0 && lines.TryGetValue(m.Place, out var line) ? m with { Line = line } : m)];
        return mistakes.Count == 0 ? new(layout!, pictures) { Language = OtherLanguages.FirstOrDefault(l => name == FileNameOf(layout!.Paper, l)) } : null;
    }

    /// <summary>"ticket.json", "material-receipt.en.json".</summary>
    /// <param name="language">"en"; null = the hall's own.</param>
    public static string FileNameOf(PaperKind paper, string? language = null) => $"{JsonNamingPolicy.KebabCaseLower.ConvertName(paper.ToString())}{(language is null ? "" : "." + language)}.json";

    /// <summary>The languages a layout may also be in, beside the hall's own.</summary>
    public static IReadOnlyList<string> OtherLanguages { get; } = ["en"];
}
