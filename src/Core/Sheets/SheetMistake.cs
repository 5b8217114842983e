using System.Globalization;
using System.Resources;

namespace TidalHall.Core.Sheets;

/// <summary>Something wrong in a sheet: a file of lines with cells between commas.</summary>
/// <typeparam name="TCode">What can be wrong in such a sheet. Each has a sentence in every language, in the resources beside it: of <c>XMistakeCode</c> they are <c>XTexts</c>.</typeparam>
/// <param name="Line">From 1, the header.</param>
public sealed record SheetMistake<TCode>(string File, int Line, TCode Code, params IReadOnlyList<object> Arguments) where TCode : struct, Enum
{
    /// <summary>Of a long text of the sheet so much is shown.</summary>
    private const int Shown = 400;

    private static readonly ResourceManager Texts = new(typeof(TCode).FullName!.Replace("MistakeCode", "Texts", StringComparison.Ordinal), typeof(TCode).Assembly);

    /// <summary>One line: file, number of the line, what is wrong and what is allowed.</summary>
    public string In(CultureInfo culture)
    {
        var sentence = Texts.GetString(Code.ToString(), culture) ?? throw new MissingManifestResourceException(Code.ToString());
        return $"{File}:{Line}: {string.Format(culture, sentence, [.. Arguments.Select(Plain)])}";
    }

    /// <summary>A mistake goes to terminals: no control character of the file reaches them, nor a text without end.</summary>
    private static object Plain(object argument) => argument is not string text ? argument
        : string.Concat(text.Take(Shown).Select(c => char.IsControl(c) ? '�' : c)) + (text.Length > Shown ? "…" : "");
}
