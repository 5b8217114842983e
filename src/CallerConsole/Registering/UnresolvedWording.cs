using System.Globalization;
using TidalHall.Ui;
using TidalHall.Ui.Casework;

namespace TidalHall.CallerConsole.Registering;

/// <summary>How the page of the register says things.</summary>
public sealed class UnresolvedWording(CultureInfo culture) : PageWording(culture, Texts.Of<UnresolvedTexts>(culture)), ISpoken<UnresolvedWording>
{
    public static UnresolvedWording In(CultureInfo culture) => new(culture);
}
