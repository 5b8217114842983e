using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.CallerConsole.Casework;

/// <summary>How the pages of cases say things in their page's language.</summary>
public sealed class CaseWording(CultureInfo culture)
{
    private readonly Texts _texts = Texts.Of<CaseTexts>(culture);

    public CultureInfo Culture => culture;
    public string this[string key] => _texts[key];
    public string this[string key, params object?[] arguments] => _texts[key, arguments];

    public string Of(LocalText text) => text.In(culture.Name);
    public string? LangOf(LocalText text) => text.IsChineseIn(culture.Name) ? ChineseLang : null;
    /// <summary>For what the hall file has in Chinese alone.</summary>
    public string? ChineseLang => culture.Name is "zh-CN" ? null : "zh-CN";
    public string Of(Refusal refusal) => RefusalText.Of(refusal, culture);
    public string Of(Enum word) => _texts[$"{word.GetType().Name}_{word}"];
    public string Of(CaseState state) => _texts[state is CaseState.Accepted { Deemed: true } ? "State_Deemed" : state is CaseState.Decided { Granted: false } ? "State_Refused" : $"State_{state.GetType().Name}"];
    public string NameOf(Case c) => c.Number.ToString() is { Length: > 0 } number ? number : _texts["NoNumber", c.Id];
    public string NameOf(ServiceItem? item, ItemId id) => item is null ? id.Value : Of(item.Name);
    public string NameOf(ServiceItem? item, MaterialId id) => (item is null ? null : Checklist.Of(item).FirstOrDefault(n => n.Id == id)) is { } need ? Of(need.Name) : id.Value;
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
