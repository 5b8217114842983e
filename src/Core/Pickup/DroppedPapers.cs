using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>What came of papers that were put into a drop-box, by the receipt that was given for them.</summary>
/// <param name="For">The case that whoever put them in has named, which shows them nothing of it; null: a whole application.</param>
/// <param name="TakenOutAt">When staff had them in their hands; null: not yet.</param>
public sealed record DroppedPapers(TicketCode Receipt, CaseId? For, PlaceId Cabinet, int Number, DateTimeOffset At, DateTimeOffset? TakenOutAt = null)
{
    /// <summary>What a window made of them: taken in, or told what is missing.</summary>
    public CaseId? Case { get; init; }
    /// <summary>Where the journal has what happened to them, in order.</summary>
    public long[] History { get; init; } = [];
}
