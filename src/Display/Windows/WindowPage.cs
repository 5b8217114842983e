using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Display.Windows;

/// <summary>The live page of a window's display: its key is the window's id.</summary>
internal sealed class WindowPage : ILivePage
{
    public string Kind => "window";

    public LiveDrawing? Draw(IHall hall, string key, CultureInfo culture)
    {
        var view = hall.View;
        if (!TextId.TryParse<WindowId>(key, out var window) || WindowBoard.Of(view, window) is not { } board) return null;
        return new(typeof(WindowScreen), new Dictionary<string, object?>
        {
            [nameof(WindowScreen.Board)] = board,
            [nameof(WindowScreen.Culture)] = culture,
        }, view);
    }
}
