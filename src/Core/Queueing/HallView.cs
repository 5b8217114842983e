using System.Collections.Frozen;
using TidalHall.Core.Appointments;
using TidalHall.Core.Cases;
using TidalHall.Core.Devices;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Errands;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Pickup;
using TidalHall.Core.Staffing;
using TidalHall.Core.Waiting;

namespace TidalHall.Core.Queueing;

/// <summary>A hall at one moment, for readers: nobody changes it, anybody keeps it.</summary>
public sealed class HallView
{
    private readonly TicketTable _tickets;
    private readonly Lazy<ILookup<CategoryId, Ticket>> _waiting;

    /// <summary>Copies what a reader may ask for. Runs on the thread that owns the state.</summary>
    public HallView(HallState hall)
    {
        Map = hall.Map ?? throw new InvalidOperationException("The hall has no plan yet.");
        (Sequence, At, Tick, Day, TakenToday) = (hall.Sequence, hall.At, hall.Tick, hall.Day, hall.TakenToday);
        TideMode = Tides.ModeOf(hall);
        (Windows, Bookings, Cases, Cabinets, Ratings, PastVisits, Errands, Handbook) = (hall.ShareWindows(), hall.Bookings, hall.Cases, hall.Cabinets, hall.Ratings, hall.PastVisits, hall.Errands, hall.Handbook);
        Devices = [.. hall.Devices.Values];
        Calls = [.. hall.Calls.Reverse()];
        TideSteps = [.. hall.TideSteps.Reverse()];
        var tickets = _tickets = hall.Tickets.Share();
        _waiting = new(() => tickets.Where(t => t.State is VisitState.Waiting)
            .OrderByDescending(t => DispatchPolicy.RankOf(Map, t, Tick)).ThenBy(Hall.RefOf).ThenBy(t => ((VisitState.Waiting)t.State).Order)
            .ToLookup(t => t.Visit.Category));
    }

    private HallView(HallView of) => (Map, Sequence, At, Tick, Day, TakenToday, TideMode, Windows, Bookings, Cases, Cabinets, Ratings, PastVisits, Errands, Handbook, Devices, Calls, TideSteps, _tickets, _waiting) =
        (of.Map, of.Sequence, of.At, of.Tick, of.Day, of.TakenToday, of.TideMode, of.Windows, of.Bookings, of.Cases, of.Cabinets, of.Ratings, of.PastVisits, of.Errands, of.Handbook, of.Devices, of.Calls, of.TideSteps, of._tickets, of._waiting);

    public HallMap Map { get; }
    public HallPlan Plan => Map.Plan;
    public long Sequence { get; }
    public DateTimeOffset At { get; }
    public long Tick { get; }
    public HallDay? Day { get; }
    public int TakenToday { get; }
    /// <summary>Who moves tidal windows now.</summary>
    public TideMode TideMode { get; }
    /// <summary>Since when nothing can be written to disk; null while all is well. Screens say so.</summary>
    public DateTimeOffset? NotDurableSince { get; private init; }

    /// <summary>The same by the clocks on the hall's walls.</summary>
    public DateTime? TroubleSince => NotDurableSince is { } since ? Map.Local(since) : null;

    /// <summary>What was last found of the waits; null: nothing yet.</summary>
    public WaitOutlook? Waits { get; init; }

    /// <summary>The same hall, with newer waits.</summary>
    public HallView With(WaitOutlook? waits) => new(this) { NotDurableSince = NotDurableSince, Waits = waits };

    /// <summary>The same hall, while its disk is full or away, or back again.</summary>
    public HallView Marked(DateTimeOffset? notDurableSince) => new(this) { NotDurableSince = notDurableSince, Waits = Waits };
    public FrozenDictionary<WindowId, WindowState> Windows { get; }
    public BookingBook Bookings { get; }
    public IReadOnlyList<DeviceStanding> Devices { get; }
    public CaseBook Cases { get; }
    public CabinetBook Cabinets { get; }
    public RatingBook Ratings { get; }
    public ErrandBook Errands { get; }
    public Handbook Handbook { get; }
    /// <summary>Of days whose tickets have gone.</summary>
    public PastVisits PastVisits { get; }
    /// <summary>Newest first.</summary>
    public IReadOnlyList<Call> Calls { get; }
    /// <summary>Today's moves of tidal windows, newest first, twenty at most.</summary>
    public IReadOnlyList<TideStep> TideSteps { get; }

    /// <summary>In the order they were taken.</summary>
    public IEnumerable<Ticket> Tickets => _tickets;
    /// <summary>Whoever holds a ticket without an outcome, in the order they were taken: the day is not closed before each is served, released or carried.</summary>
    public IEnumerable<Ticket> Holders => _tickets.Where(Days.NeedsOutcome);
    public Ticket? Find(TicketId id) => _tickets.Find(id);
    public Ticket? Find(TicketCode code) => _tickets.Find(code);

    /// <summary>A category's line as it would be called if nobody came.</summary>
    public IEnumerable<Ticket> Waiting(CategoryId category) => _waiting.Value[category];

    public Ticket? CurrentAt(WindowId window) => Windows.GetValueOrDefault(window)?.Current is { } id ? Find(id) : null;

    /// <summary>How many of its line go before a ticket; null when it does not wait.</summary>
    public int? Ahead(Ticket ticket) => ticket.State is VisitState.Waiting
        ? Waiting(ticket.Visit.Category).TakeWhile(t => t.Id != ticket.Id).Count()
        : null;

    /// <summary>How many would go before somebody who came now.</summary>
    public int AheadOfNewcomer(CategoryId category, TicketClass @class) => @class is TicketClass.GreenChannel
        ? Waiting(category).Count(t => ((VisitState.Waiting)t.State).Placed > 0 || DispatchPolicy.IsPriority(t, Tick))
        : Waiting(category).Count();

    /// <summary>The wait to tell a ticket now; null when it does not wait.</summary>
    public ToldWait? WaitOf(Ticket ticket) => Ahead(ticket) is { } ahead && Map.Items.TryGetValue(ticket.Visit.Item, out var item)
        ? WaitOutlook.TellWaiting(Waits, Map, Day, item, ticket, ahead, Desks.Of(Map, Windows, ticket.Visit.Category, At).Told, At, Tick)
        : null;
}
