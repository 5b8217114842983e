using System.Globalization;
using TidalHall.Core.Appointments;
using TidalHall.Core.Halls;
using TidalHall.Ui;

namespace TidalHall.CallerConsole.Appointments;

/// <summary>How the page that books for others says things.</summary>
public sealed class AppointmentWording(CultureInfo culture) : PageWording(culture, Texts.Of<AppointmentTexts>(culture)), ISpoken<AppointmentWording>
{
    public static AppointmentWording In(CultureInfo culture) => new(culture);

    public string DayOf(DateOnly day) => day.ToString(Culture.Name is "en" ? "ddd d MMM" : "M月d日 ddd", Culture);
    public static string TimeOf(HallMap map, Slot slot) => string.Create(CultureInfo.InvariantCulture, $"{map.Local(slot.Begin):HH:mm}–{map.Local(slot.End):HH:mm}");
    public static string InstantOf(HallMap map, DateTimeOffset at) => map.Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
