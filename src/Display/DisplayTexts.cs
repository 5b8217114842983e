using System.Globalization;
using TidalHall.Core.Halls;

namespace TidalHall.Display;

/// <summary>Texts of the hall display and the window display.</summary>
public sealed class DisplayTexts
{
    private DisplayTexts() { }

    /// <summary>What marks a Chinese name on a page in another language, so that it is drawn and read as Chinese; null where none is needed.</summary>
    public static string? LangOf(LocalText text, CultureInfo culture) => culture.Name is not "zh-CN" && text.IsChineseIn(culture.Name) ? "zh-CN" : null;
}
