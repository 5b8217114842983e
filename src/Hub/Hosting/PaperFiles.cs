using System.Globalization;
using TidalHall.Core.Papers;

namespace TidalHall.Hub.Hosting;

/// <summary>Reads the layouts of papers: a hall's own from the folder "papers" beside its hall file, the shipped ones for the rest.</summary>
internal static class PaperFiles
{
    private const string Folder = "papers";

    /// <exception cref="StartRefused">A layout cannot be read or has mistakes; all of them are in the message.</exception>
    public static PaperLayouts Beside(string hallFile)
    {
        var own = Path.Combine(Path.GetDirectoryName(hallFile)!, Folder);
        var shipped = Path.Combine(AppContext.BaseDirectory, "halls", Folder);
        var (read, wrong) = (new List<ReadLayout>(), new List<string>());
        wrong.AddRange(Strangers(own));
        foreach (var (paper, language) in Wanted)
        {
            var name = PaperLayoutFile.FileNameOf(paper, language);
            var folder = File.Exists(Path.Combine(own, name)) ? own : shipped;
            if (language is not null && !File.Exists(Path.Combine(folder, name))) continue;
            try
            {
                var layout = PaperLayoutFile.Read(File.ReadAllText(Path.Combine(folder, name)), name, picture => Beside(folder, picture), out var mistakes);
                wrong.AddRange(mistakes.Select(m => Path.Combine(folder, m.In(CultureInfo.GetCultureInfo(HallFiles.Language)))));
                if (layout is not null) read.Add(layout);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                wrong.Add($"{Path.Combine(folder, name)}: {e.Message}");
            }
        }
        return wrong.Count == 0 ? new(read) : throw new StartRefused(string.Join(Environment.NewLine, wrong));
    }

    /// <summary>Each paper, and each again in the other languages, which it need not have: what has no words of its own needs none.</summary>
    private static IEnumerable<(PaperKind Paper, string? Language)> Wanted =>
        Enum.GetValues<PaperKind>().SelectMany(p => PaperLayoutFile.OtherLanguages.Select(l => (p, (string?)l)).Prepend((p, null)));

    /// <summary>A file whose name is none of a paper's would be overlooked without a word.</summary>
    private static IEnumerable<string> Strangers(string folder)
    {
        var names = Wanted.Select(w => PaperLayoutFile.FileNameOf(w.Paper, w.Language)).ToList();
        return !Directory.Exists(folder) ? [] : Directory.GetFiles(folder, "*.json").Where(f => !f.EndsWith(".schema.json", StringComparison.Ordinal) && !names.Contains(Path.GetFileName(f)))
            .Select(f => $"{f}: no paper has this name. Allowed: {string.Join(", ", names)}.");
    }

    private static byte[]? Beside(string folder, string picture)
    {
        try
        {
            var file = new FileInfo(Path.Combine(folder, picture));
            return !file.Exists ? null : file.Length > PaperLayoutFile.MaxPictureBytes ? [] : File.ReadAllBytes(file.FullName);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
