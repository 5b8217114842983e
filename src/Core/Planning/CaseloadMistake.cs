using System.Globalization;
using System.Resources;

namespace TidalHall.Core.Planning;

/// <summary>Something wrong in a caseload.</summary>
/// <param name="Line">From 1, the header.</param>
public sealed record CaseloadMistake(string File, int Line, CaseloadMistakeCode Code, params IReadOnlyList<object> Arguments)
{
    private static readonly ResourceManager Texts = new("TidalHall.Core.Planning.CaseloadTexts", typeof(CaseloadMistake).Assembly);

    /// <summary>One line: file, number of the line, what is wrong and what is allowed.</summary>
    public string In(CultureInfo culture)
    {
        var sentence = Texts.GetString(Code.ToString(), culture) ?? throw new MissingManifestResourceException(Code.ToString());
        return $"{File}:{Line}: {string.Format(culture, sentence, [.. Arguments.Select(Shown)])}";
    }

    /// <summary>A mistake goes to terminals: no control character of the file reaches them, nor a text without end.</summary>
    private static object Shown(object argument) => argument is not string text ? argument
        : string.Concat(text.Take(400).Select(c => char.IsControl(c) ? '�' : c)) + (text.Length > 400 ? "…" : "");
}

/// <summary>What can be wrong in a caseload; each has a sentence in every language.</summary>
public enum CaseloadMistakeCode { WrongHeader, WrongCellCount, Twice, Unknown, Tidal, NotInRange, NobodyComes }
