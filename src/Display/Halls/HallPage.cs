using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Display.Halls;

/// <summary>The live page of a hall display: its key is a place of the hall file.</summary>
internal sealed class HallPage : ILivePage
{
    public string Kind => "display";

    public LiveDrawing? Draw(IHall hall, string key, CultureInfo culture)
    {
        var view = hall.View;
        if (!TextId.TryParse<PlaceId>(key, out var place) || view.Plan.Displays.FirstOrDefault(d => d.Id == place) is not { } display) return null;
        return new(typeof(HallScreen), new Dictionary<string, object?>
        {
            [nameof(HallScreen.Board)] = HallBoard.Of(view, display),
            [nameof(HallScreen.Culture)] = culture,
        }, view);
    }
}
