using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <summary>Finds the visit that somebody means who has a paper with a number, or its code.</summary>
public static class RateableVisits
{
    /// <summary>The last finished visit of a ticket, by the code on it; null: none is, or too long ago.</summary>
    public static RatingSubject.OfVisit? Of(HallView view, TicketCode code) => view.Find(code) is { } ticket
        ? ticket.State is VisitState.Completed ? new(ticket.Id, ticket.Visit.Ordinal) : null
        : view.PastVisits.Find(code) is { } past ? new(past.Id, past.Visits[^1].Ordinal) : null;

    /// <summary>The visit a number was seen for at a window; null: there is none.</summary>
    /// <param name="day">Null: the newest, for numbers come again each day.</param>
    public static RatingSubject.OfVisit? At(HallView view, WindowId window, TicketNumber number, DateOnly? day = null) =>
        view.Tickets.Where(t => t.Number == number).Select(PastTicket.Of).OfType<PastTicket>()
            .Concat(view.PastVisits.All.Where(t => t.Number == number))
            .Where(t => day is null || t.Day == day)
            .OrderByDescending(t => t.Id)
            .SelectMany(t => t.Visits.Where(v => v.Window == window).OrderByDescending(v => v.Ordinal).Select(v => new RatingSubject.OfVisit(t.Id, v.Ordinal)))
            .FirstOrDefault();
}
