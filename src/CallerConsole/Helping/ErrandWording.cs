using System.Globalization;
using TidalHall.Core.Errands;
using TidalHall.Ui;

namespace TidalHall.CallerConsole.Helping;

/// <summary>How the page of whom the hall helps says things.</summary>
public sealed class ErrandWording(CultureInfo culture) : PageWording(culture, Texts.Of<ErrandTexts>(culture)), ISpoken<ErrandWording>
{
    public static ErrandWording In(CultureInfo culture) => new(culture);

    public string Of(ErrandState state) => this[$"State_{state.GetType().Name}"];
}
