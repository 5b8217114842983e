using System.Collections.Immutable;
using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Display.Halls;

namespace TidalHall.Display.Windows;

public enum WindowMood { Open, Paused, Closed }

/// <summary>What stands above one window at one moment. Why it is paused is between the clerk and the house, and never here.</summary>
/// <param name="PausedAt">The hall's own time; null unless paused.</param>
/// <param name="Current">Who is called to it or served at it.</param>
/// <param name="Waiting">Of the category it serves now.</param>
/// <param name="Instead">While it is not open: windows that call this category meanwhile.</param>
/// <param name="TroubleSince">Since when nothing can be stored, by the hall's clocks; null while all is well.</param>
public sealed record WindowBoard(int Number, LocalText? Room, LocalText Category, string Colour, WindowMood Mood, TimeOnly? PausedAt, TicketNumber? Current, CallStage Stage, string CallKey,
    int Waiting, TicketNumber? Next, ImmutableArray<WindowName> Instead, DateTime? TroubleSince)
{
    /// <summary>Windows named instead of a closed one: more nobody reads.</summary>
    public const int InsteadShown = 4;

    /// <summary>Null where the hall has no such window.</summary>
    public static WindowBoard? Of(HallView view, WindowId id)
    {
        if (!view.Map.Windows.TryGetValue(id, out var window)) return null;
        var state = view.Windows[id];
        var category = view.Map.Categories[state.Assigned ?? window.Category];
        var (mood, pausedAt) = state.Session switch
        {
            WindowSession.Open => (WindowMood.Open, (TimeOnly?)null),
            WindowSession.Paused p => (WindowMood.Paused, TimeOnly.FromDateTime(view.Map.Local(view.At - TimeSpan.FromMilliseconds(view.Tick - p.Since)))),
            _ => (WindowMood.Closed, null),
        };
        var current = view.CurrentAt(id);
        var stage = current?.State is VisitState.Called ? CallStage.Called : current is null ? CallStage.Over : CallStage.Serving;
        var waiting = view.Waiting(category.Id).ToList();
        var call = view.Calls.FirstOrDefault(c => c.Window == id && c.Ticket == current?.Id)?.Sequence ?? 0;
        return new(window.Number, window.SpokenPlace, category.Name, ReadableColour.Of(category.Colour), mood, pausedAt, current?.Number, stage, $"call-{call}",
            waiting.Count, waiting.FirstOrDefault()?.Number, mood is WindowMood.Open ? [] : [.. OthersFor(view, window, category.Id).Take(InsteadShown)], view.TroubleSince);
    }

    /// <summary>Those of the category itself before those that help with it.</summary>
    private static IEnumerable<WindowName> OthersFor(HallView view, ServiceWindow window, CategoryId category) =>
        from other in view.Plan.Windows
        where other.Id != window.Id && view.Windows[other.Id].IsOpen
        let own = (view.Windows[other.Id].Assigned ?? other.Category) == category
        where own || view.Map.CalledAt(other, view.Windows[other.Id].Assigned).Contains(category)
        orderby own descending, other.Number
        select new WindowName(other.Number, other.SpokenPlace);
}

/// <summary>A window as a screen names it.</summary>
public readonly record struct WindowName(int Number, LocalText? Room)
{
    /// <summary>"3 号窗口", or the room's name.</summary>
    public string In(CultureInfo culture) => Room?.In(culture.Name) ?? Ui.Texts.Of<DisplayTexts>(culture)["WindowNumber", Number];
}
