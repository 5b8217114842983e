using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Evaluation;

/// <summary>How a rating is given and followed up.</summary>
internal static class Evaluating
{
    internal static Decision Decide(HallState hall, Rate c, Actor actor, Stamp stamp)
    {
        if (c.Level is < 1 or > 5) return Decision.Refuse(RefusalCode.UnknownLevel, c.Level);
        if (c.Reasons.Cast<int?>().FirstOrDefault(r => !RatingReasons.Allows(RatingReasons.Current, c.Level, r!.Value)) is { } wrong) return Decision.Refuse(RefusalCode.UnknownRatingReason, wrong, c.Level);
        var on = hall.Map!.Date(stamp.At);
        var id = new RatingId(hall.Ratings.Last + 1);
        (RatingSubject? Subject, ItemId Item, WindowId? Window, ClerkId? Clerk) of = c.Subject switch
        {
            RatingSubject.OfVisit v when VisitOf(hall, v, on) is { } visit => (v, visit.Item, visit.Window, visit.Clerk),
            RatingSubject.OfCase o when hall.Cases.Find(o.Case) is { } found && (found.HasEnded || found.State is CaseState.Decided or CaseState.Ready) => (new RatingSubject.OfCase(found.Matter ?? found.Id), found.Item, null, null),
            _ => (null, default, null, null),
        };
        if (of.Subject is not { } subject) return Decision.Refuse(RefusalCode.NotRateable);
        // Paper is typed in by somebody who had no part in it.
        if (actor.Kind is ActorKind.Staff && (IsOf(of.Clerk, actor.Id) || (subject is RatingSubject.OfCase { Case: var rated } && hall.Cases.OfMatter(hall.Cases.Find(rated)!).Any(m => m.WasTakenBy(actor.Id)))))
            return Decision.Refuse(RefusalCode.ConcernsYourself);
        return hall.Ratings.Of(subject) is not null ? Decision.Refuse(RefusalCode.RatedAlready) : new Rated(id, subject, c.Level, [.. c.Reasons.Distinct().Order()], RatingReasons.Current, c.Channel, on, of.Item, of.Window, of.Clerk, c.Words);
    }

    // A hall that was shut since has let go of nobody yet.
    private static PastVisit? VisitOf(HallState hall, RatingSubject.OfVisit of, DateOnly today) =>
        (hall.Find(of.Ticket) is { } ticket ? PastTicket.Of(ticket) : hall.PastVisits.Find(of.Ticket) is { } past && past.Day >= today.AddDays(-hall.Map!.Plan.Ratings.RateDays) ? past : null)
            ?.Visits.FirstOrDefault(v => v.Ordinal == of.Visit);

    /// <summary>Under whatever spelling of the account.</summary>
    private static bool IsOf(ClerkId? clerk, ClerkId person) => clerk is { } known && string.Equals(known.Value, person.Value, StringComparison.OrdinalIgnoreCase);

    internal static Decision Decide(HallState hall, FollowRating c, Actor actor, Stamp stamp)
    {
        if (hall.Ratings.Find(c.Rating) is not { } rating) return Decision.Refuse(RefusalCode.UnknownRating);
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (rating.Step == c.Step) return Decision.AlreadySo;
        if (!rating.IsOpen || !MayFollow(rating.Step, c.Step)) return Decision.Refuse(RefusalCode.StepNotNow);
        // Whom it is about does not judge it; an appeal against it is his.
        if (c.Step is not FollowStep.Appealed && IsOf(rating.Clerk, person)) return Decision.Refuse(RefusalCode.ConcernsYourself);
        if (c.Step is not (FollowStep.Contacted or FollowStep.VisitedBack) && c.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        var (map, today) = (hall.Map!, hall.Map!.Date(stamp.At));
        if (c.Step is not (FollowStep.Upheld or FollowStep.AppealRejected)) return new RatingFollowed(rating.Id, c.Step, person, today, c.Reason);
        if (map.Calendar.After(today, map.Plan.Ratings.FixDays) is not { } latest) return Acting.CalendarEnds(map);
        return c.FixBy is not { } by || by < today || by > latest
            ? Decision.Refuse(RefusalCode.PromiseOutOfRange, map.Plan.Ratings.FixDays, latest.ToString("yyyy-MM-dd"))
            : new RatingFollowed(rating.Id, c.Step, person, today, c.Reason, by);
    }

    internal static bool MayFollow(FollowStep? from, FollowStep to) => (from, to) switch
    {
        (null, FollowStep.Contacted) => true,
        (FollowStep.Contacted, FollowStep.Upheld or FollowStep.NotUpheld or FollowStep.Appealed) => true,
        (FollowStep.Upheld, FollowStep.Fixed or FollowStep.Appealed) => true,
        (FollowStep.Appealed, FollowStep.AppealGranted or FollowStep.AppealRejected) => true,
        (FollowStep.AppealRejected, FollowStep.Fixed) => true,
        (FollowStep.Fixed or FollowStep.NotUpheld, FollowStep.VisitedBack) => true,
        _ => false,
    };

    internal static void Apply(HallState hall, Rated e) => hall.Ratings = hall.Ratings.Put(hall.Map!, new Rating(e.Rating, e.Subject, e.Level, e.Reasons, e.Version, e.Channel, e.On, e.Item, e.Window, e.Clerk, e.Words));

    internal static void Apply(HallState hall, RatingFollowed e)
    {
        if (hall.Ratings.Find(e.Rating) is { } r) hall.Ratings = hall.Ratings.Put(hall.Map!, r with { Followed = [.. r.Followed, new(e.Step, e.By, e.On, e.FixBy)] });
    }
}
