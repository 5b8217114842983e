using System.Collections.Frozen;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <summary>A visit that was finished: what a rating says of it besides the level.</summary>
public sealed record PastVisit(int Ordinal, ItemId Item, WindowId Window, ClerkId Clerk);

/// <summary>A ticket that has left the hall's memory while its visits may still be rated.</summary>
public sealed record PastTicket(TicketId Id, TicketCode Code, TicketNumber Number, DateOnly Day, PastVisit[] Visits)
{
    /// <summary>Null: none of its visits was finished.</summary>
    internal static PastTicket? Of(Ticket ticket) =>
        ticket.Past.Append(ticket.Visit).Select(v => v.State is VisitState.Completed done ? new PastVisit(v.Ordinal, v.Item, done.Window, done.Clerk) : null).OfType<PastVisit>().ToArray() is { Length: > 0 } visits
            ? new(ticket.Id, ticket.Code, ticket.Number, ticket.Day, visits)
            : null;
}

/// <summary>The finished visits of days gone by, for as long as they may be rated. Immutable; made anew once a day.</summary>
public sealed class PastVisits
{
    private readonly FrozenDictionary<TicketId, PastTicket> _all;
    private readonly FrozenDictionary<TicketCode, PastTicket> _byCode;

    public static PastVisits None { get; } = Of([]);

    private PastVisits(FrozenDictionary<TicketId, PastTicket> all) => (_all, _byCode) = (all, all.Values.ToFrozenDictionary(t => t.Code));

    internal static PastVisits Of(IEnumerable<PastTicket> tickets) => new(tickets.ToFrozenDictionary(t => t.Id));

    public IEnumerable<PastTicket> All => _all.Values;
    public PastTicket? Find(TicketId id) => _all.GetValueOrDefault(id);
    public PastTicket? Find(TicketCode code) => _byCode.GetValueOrDefault(code);

    /// <summary>A day begins: with those that leave memory, and without those before <paramref name="first"/>.</summary>
    internal PastVisits Begin(IEnumerable<Ticket> leaving, DateOnly first) => Of(_all.Values.Concat(leaving.Select(PastTicket.Of).OfType<PastTicket>()).Where(t => t.Day >= first));
}
