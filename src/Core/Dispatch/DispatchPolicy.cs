using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Dispatch;

/// <summary>The ticket a freed window calls, with why.</summary>
public readonly record struct Choice(Ticket Ticket, CallReason Why);

/// <summary>Longest waiting by category: placed by a person, then a begun slot and the green channel, then the own line, then the lines it helps.</summary>
/// <remarks>Priority never shuts out the rest: after <see cref="PriorityInARow"/> such calls at a window one ordinary ticket goes first.</remarks>
public static class DispatchPolicy
{
    public const int PriorityInARow = 2;
    private static readonly TicketClass[] Classes = Enum.GetValues<TicketClass>();

    /// <summary>Null when nobody waits whom this window may call now.</summary>
    public static Choice? Choose(HallState hall, WindowState state, Stamp now)
    {
        var map = hall.Map!;
        var window = map.Windows[state.Id];
        var tidal = map.IsTidal(window);
        CategoryId? own = tidal ? state.Assigned : window.Category;
        if (Head(hall, own, window, placed: true, now, _ => true) is { } placed) return new(placed, CallReason.PlacedFirst);

        var green = map.IsGreenChannel(window);
        var ordinary = Line(hall, own, window, now, t => !IsPriority(t, now.At)) ?? Helped(hall, tidal ? [] : window.Helps, window, now, t => !IsPriority(t, now.At));
        var priority = Line(hall, own, window, now, t => IsPriority(t, now.At)) ?? Helped(hall, tidal ? [] : window.Helps, window, now, t => IsPriority(t, now.At));
        // A green window is there for those of the green channel, so their share has no bound at it.
        var mayGoFirst = ordinary is null || green || state.PriorityRun < PriorityInARow;
        if (priority is { } first && mayGoFirst)
            return new(first, first.Class is TicketClass.GreenChannel ? CallReason.GreenChannel : CallReason.SlotBegun);
        return ordinary is { } next ? new(next, next.Visit.Category == own ? CallReason.LongestWaiting : CallReason.HelpingOther) : null;
    }

    /// <summary>Goes before ordinary tickets of its category: green, or booked with the slot begun.</summary>
    public static bool IsPriority(Ticket ticket, DateTimeOffset at) => ticket.Class switch
    {
        TicketClass.GreenChannel => true,
        TicketClass.Appointment => ticket.Slot is null || ticket.Slot <= at,
        _ => false,
    };

    private static Ticket? Line(HallState hall, CategoryId? category, ServiceWindow window, Stamp now, Func<Ticket, bool> wanted) =>
        Head(hall, category, window, placed: false, now, wanted);

    private static Ticket? Helped(HallState hall, CategoryId[] categories, ServiceWindow window, Stamp now, Func<Ticket, bool> wanted)
    {
        Ticket? best = null;
        foreach (var category in categories) best = Earlier(best, Head(hall, category, window, placed: false, now, wanted) ?? Head(hall, category, window, placed: true, now, wanted));
        return best;
    }

    /// <summary>The head with the earliest ref over the classes, lines for this window alone included.</summary>
    private static Ticket? Head(HallState hall, CategoryId? category, ServiceWindow window, bool placed, Stamp now, Func<Ticket, bool> wanted)
    {
        if (category is not { } known) return null;
        Ticket? best = null;
        foreach (var @class in Classes)
        {
            best = Earlier(best, Callable(hall, new(known, @class, null, placed), now, wanted));
            best = Earlier(best, Callable(hall, new(known, @class, window.Id, placed), now, wanted));
        }
        return best;
    }

    /// <summary>A booked ticket whose slot has not begun has a ref to come: nobody calls it yet.</summary>
    private static Ticket? Callable(HallState hall, LineKey key, Stamp now, Func<Ticket, bool> wanted) =>
        hall.Lines.Head(key) is { } head && hall.Find(head) is { } ticket && (key.Placed || Waiting(ticket).Ref <= now.Tick) && wanted(ticket) ? ticket : null;

    private static Ticket? Earlier(Ticket? a, Ticket? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        var (x, y) => Key(x).CompareTo(Key(y)) <= 0 ? x : y,
    };

    private static (long, long, long) Key(Ticket ticket) => Waiting(ticket) is var w ? (w.Placed, w.Ref, w.Order) : default;

    private static VisitState.Waiting Waiting(Ticket ticket) => (VisitState.Waiting)ticket.State;
}
