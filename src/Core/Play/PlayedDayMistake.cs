using System.Globalization;
using System.Resources;

namespace TidalHall.Core.Play;

/// <summary>Something wrong in the file of a day.</summary>
/// <param name="Line">From 1, the header.</param>
public sealed record PlayedDayMistake(string File, int Line, PlayedDayMistakeCode Code, params IReadOnlyList<object> Arguments)
{
    private static readonly ResourceManager Texts = new("TidalHall.Core.Play.PlayedDayTexts", typeof(PlayedDayMistake).Assembly);

    /// <summary>One line: file, number of the line, what is wrong and what is allowed.</summary>
    public string In(CultureInfo culture)
    {
        var sentence = Texts.GetString(Code.ToString(), culture) ?? throw new MissingManifestResourceException(Code.ToString());
        return $"{File}:{Line}: {string.Format(culture, sentence, [.. Arguments.Select(Shown)])}";
    }

    /// <summary>A mistake goes to terminals: no control character of the file reaches them, nor a text without end.</summary>
    private static object Shown(object argument) => argument is not string text ? argument
        : string.Concat(text.Take(120).Select(c => char.IsControl(c) ? '�' : c)) + (text.Length > 120 ? "…" : "");
}

/// <summary>What can be wrong in the file of a day; each has a sentence in every language.</summary>
public enum PlayedDayMistakeCode { WrongHeader, WrongCellCount, NotATime, OutOfOrder, UnknownItem, UnknownClass, NotInRange, NobodyComes }
