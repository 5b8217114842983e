using System.Globalization;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Ui;

namespace TidalHall.CallerConsole.Casework;

/// <summary>How the pages of cases say things.</summary>
public sealed class CaseWording(CultureInfo culture) : PageWording(culture, Texts.Of<CaseTexts>(culture)), ISpoken<CaseWording>
{
    public static CaseWording In(CultureInfo culture) => new(culture);

    public string Of(CaseState state) => this[state is CaseState.Accepted { Deemed: true } ? "State_Deemed" : state is CaseState.Decided { Granted: false } ? "State_Refused" : $"State_{state.GetType().Name}"];
    public string NameOf(Case c) => c.Number.ToString() is { Length: > 0 } number ? number : this["NoNumber", c.Id];
    public string NameOf(ServiceItem? item, MaterialId id) => (item is null ? null : Checklist.Of(item).FirstOrDefault(n => n.Id == id)) is { } need ? Of(need.Name) : id.Value;
}
