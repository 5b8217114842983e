using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Display.Halls;

namespace TidalHall.Display.Windows;

public enum WindowMood { Open, Paused, Closed }

/// <summary>What stands above one window at one moment.</summary>
/// <param name="Current">Who is called to it or served at it.</param>
/// <param name="Waiting">Of the category it serves now.</param>
/// <param name="TroubleSince">Since when nothing can be stored, by the hall's clocks; null while all is well.</param>
public sealed record WindowBoard(int Number, LocalText? Room, LocalText Category, string Colour, WindowMood Mood, TicketNumber? Current, CallStage Stage, string CallKey, int Waiting, TicketNumber? Next, DateTime? TroubleSince)
{
    /// <summary>Null where the hall has no such window.</summary>
    public static WindowBoard? Of(HallView view, WindowId id)
    {
        if (!view.Map.Windows.TryGetValue(id, out var window)) return null;
        var state = view.Windows[id];
        var category = view.Map.Categories[state.Assigned ?? window.Category];
        var mood = state.Session switch
        {
            WindowSession.Open => WindowMood.Open,
            WindowSession.Paused => WindowMood.Paused,
            _ => WindowMood.Closed,
        };
        var current = view.CurrentAt(id);
        var stage = current?.State is VisitState.Called ? CallStage.Called : current is null ? CallStage.Over : CallStage.Serving;
        var waiting = view.Waiting(category.Id).ToList();
        var call = view.Calls.FirstOrDefault(c => c.Window == id && c.Ticket == current?.Id)?.Sequence ?? 0;
        return new(window.Number, window.SpokenPlace, category.Name, ReadableColour.Of(category.Colour), mood, current?.Number, stage, $"call-{call}", waiting.Count, waiting.FirstOrDefault()?.Number, view.TroubleSince);
    }
}
