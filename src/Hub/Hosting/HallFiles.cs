using System.Globalization;
using TidalHall.Core.HallFiles;

namespace TidalHall.Hub.Hosting;

/// <summary>Reads the hall file and the items' file beside it.</summary>
internal static class HallFiles
{
    /// <summary>Mistakes are read by the person at the keyboard: the machine's language, English where that is not Chinese.</summary>
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName is "zh" ? "zh-CN" : "en";

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
        var result = HallFile.Read(text, Path.GetFileName(path), name => File.Exists(Path.Combine(beside, name)) ? File.ReadAllText(Path.Combine(beside, name)) : null);
        return result.IsGood
            ? new(result.Plan, result.Hash) { Warnings = [.. result.Warnings.Select(m => m.In(CultureInfo.GetCultureInfo(Language)))] }
            : throw new StartRefused(string.Join(Environment.NewLine, result.Mistakes.Select(m => m.In(CultureInfo.GetCultureInfo(Language)))));
    }
}
