using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Ui;

namespace TidalHall.Phone;

/// <summary>A ticket's state in the words of whoever holds it: what is, and what to do.</summary>
/// <param name="Name">"waiting", "next", "called"…: the page is coloured by it.</param>
internal sealed record TicketState(string Name, string Headline, string Advice)
{
    /// <summary>Whether its holder may still give it back.</summary>
    internal bool MayCancel => Name is "waiting" or "next" or "called" or "missed" or "held";

    internal static TicketState Of(HallView view, Ticket ticket, Texts t)
    {
        string WindowOf(WindowId id) => view.Map.Windows.TryGetValue(id, out var window) ? window.Number.ToString(System.Globalization.CultureInfo.InvariantCulture) : id.Value;
        return ticket.State switch
        {
            VisitState.Waiting { Only: { } only } => new("waiting", t["WaitingAtOne", WindowOf(only)], t["StayNear"]),
            VisitState.Waiting when view.Ahead(ticket) is 0 => new("next", t["Next"], t["StayNear"]),
            VisitState.Waiting => new("waiting", t["AheadOf", view.Ahead(ticket)], t["StayNear"]),
            VisitState.Called called => new("called", t["GoTo", WindowOf(called.Window)], t["GoNow"]),
            VisitState.Serving serving => new("serving", t["ServedAt", WindowOf(serving.Window)], ""),
            VisitState.Held { Kind: HoldKind.PapersAway } => new("held", t["Held"], t["HeldPapersAway"]),
            VisitState.Held { Kind: HoldKind.PapersHere } held => new("held", t["Held"], t["HeldPapersHere", WindowOf(held.Window)]),
            VisitState.Held held => new("held", t["Held"], t["HeldStepElsewhere", WindowOf(held.Window)]),
            VisitState.Missed => new("missed", t["Missed"], t["Missed" + view.Plan.Rules.LateReturn, view.Plan.Rules.LateReturnAfter]),
            VisitState.Completed => new("ended", t["Completed"], t["Thanks"]),
            VisitState.Cancelled => new("ended", t["Cancelled"], t["TakeAnother"]),
            VisitState.NoShow => new("ended", t["NoShow"], t["TakeAnother"]),
            VisitState.Released => new("ended", t["Released"], t["AskStaff"]),
            _ => throw new InvalidOperationException($"No words for {ticket.State.GetType().Name}."),
        };
    }
}
