using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <summary>Reads a hall's journal for the rates of a period: what was rated in it, what came of the bad ones whenever that was, and how much of what ended in it was rated.</summary>
/// <param name="from">The first day.</param>
/// <param name="to">The last day, included.</param>
public sealed class RatingPeriod(HallMap map, DateOnly from, DateOnly to) : IPeriodCount<RatingRates>
{
    private readonly Dictionary<RatingId, Rating> _ratings = [];
    private readonly HashSet<RatingSubject> _ended = [];
    private readonly Dictionary<CaseId, CaseId> _matters = [];

    public RatingRates Figures
    {
        get
        {
            var rated = _ratings.Values.Where(r => !r.IsStruck).Select(r => r.Subject).ToHashSet();
            var share = _ended.Count == 0 ? null : (double?)_ended.Count(rated.Contains) / _ended.Count;
            return RatingRates.Of(_ratings.Values.Where(r => Holds(r.On)), _ended.Count, map.Calendar, map.Plan.Ratings) with { Rated = share };
        }
    }

    public void Take(Recorded r)
    {
        switch (r.Event)
        {
            case VisitCompleted e when Holds(map.DayOf(r.At)): _ended.Add(new RatingSubject.OfVisit(e.Ticket, e.Visit)); break;
            case CaseReceived { Matter: { } matter } e: _matters[e.Case] = matter; break;
            case CaseEvent e and (CaseDecided or CaseNotAccepted or CaseWithdrawn or CaseReturned) when Holds(map.Date(r.At)): _ended.Add(new RatingSubject.OfCase(_matters.GetValueOrDefault(e.Case, e.Case))); break;
            case Rated e when e.On >= from: _ratings[e.Rating] = new(e.Rating, e.Subject, e.Level, e.Reasons, e.Version, e.Channel, e.On, e.Item, e.Window, e.Clerk, e.Words); break;
            case RatingFollowed e when _ratings.TryGetValue(e.Rating, out var rating): _ratings[e.Rating] = rating with { Followed = [.. rating.Followed, new(e.Step, e.By, e.On, e.FixBy)] }; break;
            default: break;
        }
    }

    private bool Holds(DateOnly day) => day >= from && day <= to;
}
