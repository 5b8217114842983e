using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Management.Tide;

/// <summary>Sentences of more than one part of the page.</summary>
internal static class TideTexts
{
    public static string NameOf(HallView view, CultureInfo culture, CategoryId id) => view.Map.Categories.TryGetValue(id, out var category) ? category.Name.In(culture.Name) : id.Value;

    public static string SideOf(Texts t, HallView view, CultureInfo culture, TideSide side) => side.Pressure is { } pressure
        ? t["TideSide", NameOf(view, culture, side.Category), side.Waiting, side.Windows, pressure.ToString("0.0", culture)]
        : t["TideSideNone", NameOf(view, culture, side.Category), side.Waiting];
}
