using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>Somebody who was called while a ticket waited, to a window that might have called it.</summary>
/// <param name="CameLater">Its wait counts from later: it went before by priority, or by a person.</param>
public sealed record CalledBefore(Ticket Ticket, WindowId Window, DateTimeOffset At, CallReason Why, bool CameLater);

/// <summary>Why a ticket waited as it did: who was called before it and why, and on what grounds it was called itself.</summary>
/// <param name="Called">Its newest call; null while there is none.</param>
public sealed record Explanation(TicketCalled? Called, IReadOnlyList<CalledBefore> Before)
{
    /// <param name="visit">Which of the ticket's visits; null = the newest.</param>
    /// <param name="view">Knows the tickets of this business day and the last; older ones are left out.</param>
    /// <param name="since">The journal from before the ticket was taken, in order.</param>
    public static Explanation Of(HallView view, Ticket ticket, IEnumerable<Recorded> since, int? visit = null)
    {
        TicketCalled? called = null;
        var (category, reference, isTaken) = (ticket.TakenFor, ticket.TakenTick, false);
        List<(CalledBefore Call, long Ref)> before = [], heard = [];
        foreach (var r in since.TakeWhile(r => !(r.Event is VisitFollowed f && f.Ticket == ticket.Id && f.Visit > visit)))
            switch (r.Event)
            {
                case TicketTaken e when e.Ticket == ticket.Id: (isTaken, reference) = (true, e.Ref); break;
                case TicketTransferred e when e.Ticket == ticket.Id: (category, reference) = (e.Category, e.Ref); break;
                case VisitFollowed e when e.Ticket == ticket.Id:
                    (called, category, reference) = (null, e.Category, e.Ref);
                    before.Clear();
                    heard.Clear();
                    break;
                case TicketReinstated e when e.Ticket == ticket.Id: reference = e.Ref; break;
                case TicketCalled e when e.Ticket == ticket.Id:
                    called = e;
                    before.AddRange(heard);
                    heard.Clear();
                    break;
                case TicketCalled e when isTaken && view.Find(e.Ticket) is { } other && MightCall(view.Map, e.Window, category, ticket.Class, other.Visit.Category):
                    heard.Add((new(other, e.Window, r.At, e.Why, false), r.Tick - e.Waited));
                    break;
            }
        // Who is called after it went to its window did not go before it.
        if (called is null || ticket.State is VisitState.Waiting) before.AddRange(heard);
        return new(called, [.. before.Select(b => b.Call with { CameLater = b.Ref > reference })]);
    }

    // A tidal window calls for one category at a time: that of whom it called.
    private static bool MightCall(HallMap map, WindowId window, CategoryId category, TicketClass @class, CategoryId called) =>
        map.Windows.GetValueOrDefault(window) is { } w && (map.IsTidal(w) ? called == category : map.MayCall(w, null, category, @class));
}
