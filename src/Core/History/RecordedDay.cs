using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.History;

/// <summary>A business day as the journal tells it. Times are milliseconds from the day's midnight in the hall's own time, carried on by the hall's axis: a clock that is set moves nobody.</summary>
public sealed record RecordedDay(DateOnly Date, HallPlan Plan)
{
    /// <summary>In the order they began.</summary>
    public IReadOnlyList<RecordedWait> Waits { get; init; } = [];
    /// <summary>When windows called, in the order they ended.</summary>
    public IReadOnlyList<OpenSpan> Open { get; init; } = [];
    public IReadOnlyList<RecordedTurn> Turns { get; init; } = [];
    /// <summary>Closed, or followed by another day.</summary>
    public bool IsOver { get; init; }
}

/// <summary>One wait of a ticket: for a visit that follows, after a transfer or a return it waits anew.</summary>
/// <param name="At">When it joined its line.</param>
/// <param name="Ref">From when its wait counts.</param>
public sealed record RecordedWait(CategoryId Category, TicketClass Class, long At, long Ref)
{
    /// <summary>Null where it never was.</summary>
    public long? Called { get; init; }
    /// <summary>From the call on, what it took of a window; a ticket that was held adds up. 0: it did not come.</summary>
    public long Service { get; init; }
    /// <summary>When it was cancelled or let go while it waited.</summary>
    public long? Left { get; init; }
}

/// <summary>A window calls from <paramref name="From"/> until <paramref name="Until"/>.</summary>
public readonly record struct OpenSpan(WindowId Window, long From, long Until);

/// <summary>A tidal window turned to a category; null: to none. What it was turned to as the day began has the time of its first event.</summary>
public readonly record struct RecordedTurn(WindowId Window, CategoryId? To, long At);
