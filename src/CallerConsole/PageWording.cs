using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.CallerConsole;

/// <summary>How a page says things in its language: its own texts, names of the hall file, words, days, refusals.</summary>
public abstract class PageWording(CultureInfo culture, Texts texts)
{
    public CultureInfo Culture => culture;
    public string this[string key] => texts[key];
    public string this[string key, params object?[] arguments] => texts[key, arguments];

    public string Of(LocalText text) => text.In(culture.Name);
    /// <summary>The language a text is in where that is not the page's own, for the reader's voice and the typeface.</summary>
    public string? LangOf(LocalText text) => text.IsChineseIn(culture.Name) ? ChineseLang : null;
    /// <summary>For what the hall file has in Chinese alone.</summary>
    public string? ChineseLang => culture.Name is "zh-CN" ? null : "zh-CN";
    public string Of(Refusal refusal) => RefusalText.Of(refusal, culture);
    public string Of(Enum word) => texts[$"{word.GetType().Name}_{word}"];
    public string NameOf(ServiceItem? item, ItemId id) => item is null ? id.Value : Of(item.Name);
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
