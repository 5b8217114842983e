using System.Globalization;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Ui.Surfaces;

/// <summary>A kind of page without a circuit: the hub draws it once on each change and sends it to all who show it.</summary>
public interface ILivePage
{
    /// <summary>"display", "window", "ticket".</summary>
    string Kind { get; }

    /// <summary>What comes sooner after a drawing is drawn together. Default 100 ms; more for a page that each shows alone.</summary>
    TimeSpan ShortestRedraw => TimeSpan.FromMilliseconds(100);

    /// <summary>What is drawn at once when it changes, however short ago the last drawing was; compared by its value. Default: nothing.</summary>
    object? Pressing(IHall hall, string key) => null;

    /// <summary>The component with its parameters for one page, or null where there is no such page.</summary>
    /// <param name="key">The last part of the page's address.</param>
    LiveDrawing? Draw(IHall hall, string key, CultureInfo culture);
}

/// <param name="Component">Draws from its parameters alone, so that one drawing serves every screen that shows it.</param>
/// <param name="View">What it is drawn from.</param>
public sealed record LiveDrawing(Type Component, IDictionary<string, object?> Parameters, HallView View)
{
    /// <summary>A screen never steps back.</summary>
    public long Sequence => View.Sequence;
}
