using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using TidalHall.Core.Doors;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Tests.Live;

/// <summary>A live page that counts its drawings; what it shows is in the test's hands.</summary>
internal sealed class CountedPage : ILivePage
{
    private int _drawings;

    public string Kind => "counted";
    public int Drawings => Volatile.Read(ref _drawings);
    public TimeSpan ShortestRedraw { get; set; } = TimeSpan.FromMilliseconds(100);
    public Func<IHall, object?> Presses { get; set; } = _ => null;
    public object? Pressing(IHall hall, string key) => Presses(hall);
    public Func<IHall, string> Text { get; set; } = hall => $"{hall.View.TakenToday} taken";

    public LiveDrawing? Draw(IHall hall, string key, CultureInfo culture)
    {
        // Before the text: what is drawn may be newer than its view says, never older.
        var view = hall.View;
        return key is "gone" ? null : new(typeof(Component), new Dictionary<string, object?>
        {
            [nameof(Component.Drawn)] = () => { Interlocked.Increment(ref _drawings); },
            [nameof(Component.Text)] = $"{Text(hall)} in {CultureInfo.CurrentUICulture.Name}",
        }, view);
    }

    public sealed class Component : ComponentBase
    {
        [Parameter] public Action? Drawn { get; set; }
        [Parameter] public string? Text { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            Drawn?.Invoke();
            builder.AddContent(0, Text);
        }
    }
}
