using System.Globalization;
using System.Resources;

namespace TidalHall.Core.HallFiles;

/// <summary>The sentences of <see cref="HallFileMistake"/>, in the reader's language.</summary>
internal static class HallFileText
{
    /// <summary>Of a long list of what is allowed, so many are named.</summary>
    private const int Named = 24;

    private static readonly ResourceManager Texts = new("TidalHall.Core.HallFiles.HallFileTexts", typeof(HallFileText).Assembly);

    internal static string Of(HallFileMistake mistake, CultureInfo culture) =>
        string.Format(culture, Find(mistake.Code.ToString(), culture), [.. mistake.Arguments.Select(a => Say(a, culture))]);

    /// <summary>What a member's form is, for people: <c>prefix</c> → "1 or 2 letters A to Z without I and O".</summary>
    internal static string FormOf(string member, CultureInfo culture) => Find("Form." + member, culture);

    internal static string Find(string key, CultureInfo culture) => Texts.GetString(key, culture) ?? throw new MissingManifestResourceException(key);

    private static object Say(object argument, CultureInfo culture) => argument switch
    {
        HallFileWord word => Find("Word." + word, culture),
        FormOfMember form => FormOf(form.Member, culture),
        string text => Shown(text),
        IEnumerable<string> list => Listed([.. list], Find("Comma", culture)),
        _ => argument,
    };

    private static string Listed(string[] all, string comma) => string.Join(comma, all.Take(Named).Select(Shown)) + (all.Length > Named ? comma + "…" : "");

    /// <summary>A mistake goes to terminals: no control character of the file reaches them, nor a text without end.</summary>
    internal static string Shown(string text)
    {
        var line = string.Concat(text.Select(c => char.IsControl(c) ? $"\\u{(int)c:x4}" : c.ToString()));
        return line.Length <= 80 ? line : line[..80] + "…";
    }
}

/// <summary>Stands for the words that say how a member is written.</summary>
internal sealed record FormOfMember(string Member);
