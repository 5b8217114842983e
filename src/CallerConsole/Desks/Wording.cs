using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Ui;

namespace TidalHall.CallerConsole.Desks;

/// <summary>How the console says things in its page's language.</summary>
public sealed class Wording(CultureInfo culture)
{
    private readonly Texts _texts = Texts.Of<ConsoleTexts>(culture);

    public CultureInfo Culture => culture;
    public string this[string key] => _texts[key];
    public string this[string key, params object?[] arguments] => _texts[key, arguments];

    public string Of(LocalText text) => text.In(culture.Name);
    /// <summary>The language a text is in where that is not the page's own, for the reader's voice and the typeface.</summary>
    public string? LangOf(LocalText text) => text.IsChineseIn(culture.Name) ? ChineseLang : null;
    /// <summary>For what the hall file has in Chinese alone.</summary>
    public string? ChineseLang => culture.Name is "zh-CN" ? null : "zh-CN";
    /// <summary>A step by its matter where it has one of its own, else by who does it.</summary>
    public string Of(VisitStep step, HallMap map) =>
        step.Item is { } item && map.Items.TryGetValue(item, out var known) ? Of(known.Name) : map.Categories.TryGetValue(step.Category, out var category) ? Of(category.Name) : step.Category.Value;

    public string Of(Refusal refusal) => RefusalText.Of(refusal, culture);
    public string Of(Enum word) => _texts[$"{word.GetType().Name}_{word}"];
    public string Of(WindowSession session) => _texts[$"Session_{session.GetType().Name}"];

    /// <summary>"0:42", "12:05", "1:02:05".</summary>
    public static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalHours}:{span:mm\\:ss}")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}:{span:ss}");

    public static string Clock(long milliseconds) => Clock(TimeSpan.FromMilliseconds(Math.Max(0, milliseconds)));

    /// <summary>Whole minutes, begun ones not counted.</summary>
    public string Minutes(TimeSpan span) => _texts["Minutes", (int)span.TotalMinutes];
}
