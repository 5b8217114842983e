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

namespace TidalHall.Core.Queueing;

/// <summary>A business day of the hall.</summary>
public sealed record HallDay(DateOnly Date, bool TicketingStopped = false, bool Closed = false)
{
    /// <summary>Tickets of earlier days that had no outcome when this one opened.</summary>
    public TicketId[] Leftovers { get; init; } = [];
    /// <summary>After-hours service, where somebody ordered it.</summary>
    public Extension? Extended { get; init; }
}

/// <summary>Tickets are given on from the end of the day's hours until later.</summary>
public sealed record Extension(DateTimeOffset From, DateTimeOffset Until)
{
    internal bool Contains(DateTimeOffset at) => at >= From && at < Until;
}

/// <summary>One call as screens show it.</summary>
public sealed record Call(long Sequence, TicketId Ticket, TicketNumber Number, WindowId Window, DateTimeOffset At, int Recalls);

/// <summary>Counts tickets of an item or category in a day (<c>From</c> null) or in one segment of it.</summary>
public readonly record struct QuotaKey(string Of, TimeOnly? From);

/// <summary>All of a hall as it stands, owned by one thread. <see cref="Hall.Apply"/> changes it in place; readers get views.</summary>
/// <remarks>Its records are immutable, its collections are not: measured, that is several times cheaper than a persistent map for each of them.</remarks>
public sealed class HallState
{
    /// <summary>How many calls screens can look back on.</summary>
    internal const int CallsKept = 40;
    /// <summary>How many moves of tidal windows, of today.</summary>
    internal const int StepsKept = 20;

    internal TicketTable Tickets { get; } = new();
    internal Dictionary<WindowId, WindowState> Windows { get; } = [];
    internal Dictionary<DeviceId, DeviceStanding> Devices { get; } = [];
    internal Dictionary<string, int> Counters { get; } = [];
    internal Dictionary<QuotaKey, int> QuotaCounts { get; } = [];
    internal HashSet<TicketNumber> LiveNumbers { get; } = [];
    internal Dictionary<(PersonRef, ItemId), TicketId> LiveByPerson { get; } = [];
    internal Queue<Call> Calls { get; } = [];
    internal Queue<TideStep> TideSteps { get; } = new();
    internal WaitingLines Lines { get; } = new();
    public BookingBook Bookings { get; internal set; } = BookingBook.Empty;
    public CaseBook Cases { get; internal set; } = CaseBook.Empty;
    public CabinetBook Cabinets { get; internal set; } = CabinetBook.Empty;
    public RatingBook Ratings { get; internal set; } = RatingBook.Empty;
    public Handbook Handbook { get; internal set; } = Handbook.Empty;
    public ErrandBook Errands { get; internal set; } = ErrandBook.Empty;
    public PastVisits PastVisits { get; internal set; } = PastVisits.None;

    /// <summary>Null until the first <see cref="HallConfigured"/>.</summary>
    public HallMap? Map { get; internal set; }
    public string PlanHash { get; internal set; } = "";
    public HallDay? Day { get; internal set; }
    public long Sequence { get; internal set; }
    public DateTimeOffset At { get; internal set; }
    public long Tick { get; internal set; }
    public int TakenToday { get; internal set; }
    /// <summary>What a manager has set for the day; null = the plan's.</summary>
    public TideMode? TideMode { get; internal set; }
    internal long LastTicket { get; set; }
    /// <summary>The number of times somebody joined a line; breaks ties.</summary>
    internal long Joined { get; set; }

    public int WaitingCount => Lines.Count;
    public Ticket? Find(TicketId id) => Tickets.Find(id);
    public WindowState? Find(WindowId id) => Windows.GetValueOrDefault(id);

    /// <summary>Puts a ticket's new form in place of the old, keeping the lines and the sets beside it true.</summary>
    internal void Put(Ticket ticket)
    {
        if (Tickets.TryGetValue(ticket.Id, out var old) && old.State is VisitState.Waiting) Lines.Remove(old);
        Tickets[ticket.Id] = ticket;
        if (ticket.State is VisitState.Waiting waiting) Lines.Add(ticket, waiting);
        if (ticket.IsLive)
        {
            LiveNumbers.Add(ticket.Number);
            if (ticket.Person is { } person) LiveByPerson[(person, ticket.Item)] = ticket.Id;
        }
        else if (old is { IsLive: true })
        {
            // Only as it ends: later news of an ended ticket, its paper for one, finds its number with somebody else perhaps.
            LiveNumbers.Remove(ticket.Number);
            if (ticket.Person is { } person && LiveByPerson.GetValueOrDefault((person, ticket.Item)) == ticket.Id) LiveByPerson.Remove((person, ticket.Item));
        }
    }

    internal void Put(Ticket ticket, VisitState state) => Put(ticket with { Visit = ticket.Visit with { State = state } });

    /// <summary>A window that the plan no longer has goes with the last citizen in front of it.</summary>
    internal void Put(WindowState window)
    {
        if (window.Current is null && Map?.Windows.ContainsKey(window.Id) is false) Windows.Remove(window.Id);
        else
        {
            var turned = Windows.GetValueOrDefault(window.Id)?.Assigned != window.Assigned;
            Windows[window.Id] = window;
            if (turned) Lines.Turn(window);
        }
        _windowsShared = null;
    }

    private FrozenDictionary<WindowId, WindowState>? _windowsShared;

    /// <summary>The windows for a view; the same object until one changes.</summary>
    internal FrozenDictionary<WindowId, WindowState> ShareWindows() => _windowsShared ??= Windows.ToFrozenDictionary();

    internal void RemoveWindow(WindowId id)
    {
        Windows.Remove(id);
        _windowsShared = null;
    }
}
