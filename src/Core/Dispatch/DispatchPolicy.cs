using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Dispatch;

/// <summary>The ticket a freed window calls, with why.</summary>
public readonly record struct Choice(Ticket Ticket, CallReason Why);

/// <summary>Longest waiting by category: placed by a person, then a begun slot and the green channel, then the own line, then the lines it helps, then who is early for a slot.</summary>
/// <remarks>Priority never shuts out the rest: after <see cref="PriorityInARow"/> such calls at a window one ordinary ticket goes first.</remarks>
public static class DispatchPolicy
{
    public const int PriorityInARow = 2;
    private static readonly TicketClass[] Classes = Enum.GetValues<TicketClass>();

    /// <summary>Null when nobody waits whom this window may call.</summary>
    public static Choice? Choose(HallState hall, WindowState state, Stamp now)
    {
        var map = hall.Map!;
        var window = map.Windows[state.Id];
        var tidal = map.IsTidal(window);
        CategoryId? own = tidal ? state.Assigned : window.Category;
        var seeks = new Seeker(hall, window.Id, own, tidal ? [] : window.Helps, tidal ? window.TidalFor : []);
        if (seeks.Placed() is { } placed) return new(placed, CallReason.PlacedFirst);

        var ordinary = seeks.First(t => Begun(t, now.Tick) && !IsPriority(t, now.Tick));
        var priority = seeks.First(t => IsPriority(t, now.Tick));
        // A green window is there for those of the green channel, so their share has no bound at it.
        var mayGoFirst = ordinary is null || map.IsGreenChannel(window) || state.PriorityRun < PriorityInARow;
        if (priority is { } first && mayGoFirst)
            return new(first, first.Class is TicketClass.GreenChannel ? CallReason.GreenChannel : CallReason.SlotBegun);
        // A booked citizen who came early is called rather than left before an idle window.
        return (ordinary ?? seeks.First(t => !Begun(t, now.Tick))) is { } next ? new(next, next.Visit.Category == own ? CallReason.LongestWaiting : CallReason.HelpingOther) : null;
    }

    /// <summary>Goes before ordinary tickets of its category: green, or booked with the slot begun.</summary>
    /// <param name="tick">The hall's own axis, so that a wall clock which is set turns nobody into priority.</param>
    public static bool IsPriority(Ticket ticket, long tick) => ticket.Class switch
    {
        TicketClass.GreenChannel => true,
        TicketClass.Appointment => Begun(ticket, tick),
        _ => false,
    };

    /// <summary>A booked ticket's wait counts from its slot, which may be to come.</summary>
    private static bool Begun(Ticket ticket, long tick) => Hall.RefOf(ticket) <= tick;

    private static VisitState.Waiting Waiting(Ticket ticket) => (VisitState.Waiting)ticket.State;

    /// <summary>Looks at the heads of the lines one window may call from.</summary>
    /// <param name="Turnable">A tidal window's categories: who waits for it alone may be of one it is not turned to now.</param>
    private readonly record struct Seeker(HallState Hall, WindowId Window, CategoryId? Own, CategoryId[] Helps, CategoryId[] Turnable)
    {
        /// <summary>The first by the order of placing, over all it may call.</summary>
        public Ticket? Placed()
        {
            var best = Own is { } own ? Head(own, placed: true, _ => true) : null;
            foreach (var helped in Helps) best = Earlier(best, Head(helped, placed: true, _ => true));
            foreach (var turnable in Turnable) best = Earlier(best, HeadOfOnly(turnable, placed: true, _ => true));
            return best;
        }

        /// <summary>The longest waiting of its own line, else of those it helps.</summary>
        public Ticket? First(Func<Ticket, bool> wanted)
        {
            var best = Own is { } own ? Head(own, placed: false, wanted) : null;
            foreach (var turnable in Turnable) best = Earlier(best, HeadOfOnly(turnable, placed: false, wanted));
            if (best is not null) return best;
            foreach (var helped in Helps) best = Earlier(best, Head(helped, placed: false, wanted));
            return best;
        }

        private Ticket? Head(CategoryId category, bool placed, Func<Ticket, bool> wanted)
        {
            var best = HeadOfOnly(category, placed, wanted);
            foreach (var @class in Classes) best = Earlier(best, Callable(new(category, @class, null, placed), wanted));
            return best;
        }

        private Ticket? HeadOfOnly(CategoryId category, bool placed, Func<Ticket, bool> wanted)
        {
            Ticket? best = null;
            foreach (var @class in Classes) best = Earlier(best, Callable(new(category, @class, Window, placed), wanted));
            return best;
        }

        private Ticket? Callable(LineKey key, Func<Ticket, bool> wanted) =>
            Hall.Lines.Head(key) is { } head && Hall.Find(head) is { } ticket && wanted(ticket) ? ticket : null;
    }

    private static Ticket? Earlier(Ticket? a, Ticket? b) => (a, b) switch
    {
        (null, _) => b,
        (_, null) => a,
        var (x, y) => Key(x).CompareTo(Key(y)) <= 0 ? x : y,
    };

    private static (long, long, long) Key(Ticket ticket) => Waiting(ticket) is var w ? (w.Placed, w.Ref, w.Order) : default;
}
