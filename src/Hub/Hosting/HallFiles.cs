using System.Globalization;
using TidalHall.Core.HallFiles;
using TidalHall.Management;

namespace TidalHall.Hub.Hosting;

/// <summary>Reads the hall file and the items' file beside it.</summary>
internal static class HallFiles
{
    /// <summary>Mistakes are read by the person at the keyboard: the machine's language, English where that is not Chinese.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "zh" ? "zh-CN" : "en";

    /// <summary>The hall that a fresh clone starts with.</summary>
    public static string Demo => Path.Combine(AppContext.BaseDirectory, "halls", "provincial-centre.json");

    /// <summary>The caseload shipped with a hall file, NAME.caseload.csv; null = there is none.</summary>
    public static string? CaseloadBeside(string hallFile) => Path.ChangeExtension(hallFile, ".caseload.csv") is var path && File.Exists(path) ? path : null;

    /// <summary>The caseload for pages; without a name where there is none, or none that can be read.</summary>
    public static ExampleCaseload ExampleBeside(string hallFile) =>
        CaseloadBeside(hallFile) is { } path && TextOf(path) is { } text ? new(Path.GetFileName(path), text) : new(null, "");

    private static string? TextOf(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <exception cref="StartRefused">A file is missing or has mistakes; all of them are in the message.</exception>
    public static LoadedHall Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"{path}: the hall file cannot be read ({e.Message}). Give one with --hall FILE.", e);
        }
        var beside = Path.GetDirectoryName(path)!;
        var result = HallFile.Read(text, Path.GetFileName(path), name => TextOf(Path.Combine(beside, name)));
        return result.IsGood
            ? new(result.Plan, result.Hash) { Warnings = [.. result.Warnings.Select(m => m.In(CultureInfo.GetCultureInfo(Language)))] }
            : throw new StartRefused(string.Join(Environment.NewLine, result.Mistakes.Select(m => m.In(CultureInfo.GetCultureInfo(Language)))));
    }
}
