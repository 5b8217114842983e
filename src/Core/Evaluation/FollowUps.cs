using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Evaluation;

/// <summary>What is waited for with a bad rating or an entry of the register: somebody is spoken to; it is answered, or mended.</summary>
public enum FollowClock { Contact, Answer, Fix }

/// <param name="From">The day it counts from, that one excluded.</param>
/// <param name="Last">Its last day; null = the calendar does not reach so far.</param>
public sealed record FollowLimit(FollowClock Clock, DateOnly From, DateOnly? Last);

/// <param name="Last">The limit's last day, so that one that moved is warned of anew.</param>
public readonly record struct FollowWarned(FollowClock Clock, WarnLevel Level, DateOnly Last);

/// <summary>When a follow-up is near its limit, and when over it: each an event, once.</summary>
/// <remarks>Over comes with the day after the last, as <see cref="Unresolved.IsLate"/> says: an entry has no hour, and one of the evening is contacted that evening.</remarks>
public static class FollowUps
{
    /// <summary>The limit of a bad rating that runs now; an appeal stops it.</summary>
    public static FollowLimit? Of(HallMap map, Rating rating) => rating switch
    {
        { IsOpen: false } => null,
        { Step: null } => new(FollowClock.Contact, rating.On, map.Calendar.After(rating.On, map.Plan.Ratings.ContactDays)),
        { Step: FollowStep.Upheld or FollowStep.AppealRejected, FixBy: { } by } => new(FollowClock.Fix, rating.Followed[^1].On, by),
        _ => null,
    };

    /// <summary>The limits of an entry that run now.</summary>
    public static IEnumerable<FollowLimit> Of(HallMap map, Unresolved entry)
    {
        if (!entry.IsOpen) yield break;
        if (entry.ContactedOn is null && entry.HasSomebody) yield return new(FollowClock.Contact, entry.On, map.Calendar.After(entry.On, map.Plan.Unresolved.ContactDays));
        if (entry.Step is not UnresolvedStep.Answered) yield return new(FollowClock.Answer, entry.On, entry.Due);
    }

    internal static IEnumerable<(DateTimeOffset At, HallEvent Event)> Ahead(HallMap map, Rating rating) =>
        Ahead(map, Of(map, rating) is { } limit ? [limit] : [], rating.Warned, w => new RatingWarned(rating.Id, w.Clock, w.Level, w.Last));

    internal static IEnumerable<(DateTimeOffset At, HallEvent Event)> Ahead(HallMap map, Unresolved entry) =>
        Ahead(map, Of(map, entry), entry.Warned, w => new UnresolvedWarned(entry.Id, w.Clock, w.Level, w.Last));

    private static IEnumerable<(DateTimeOffset At, HallEvent Event)> Ahead(HallMap map, IEnumerable<FollowLimit> limits, FollowWarned[] told, Func<FollowWarned, HallEvent> tell) =>
        limits.Where(l => l.Last is not null).SelectMany(l => Levels(map, l, l.Last!.Value)).Where(w => !told.Contains(w.Warning)).OrderBy(w => w.At).Select(w => (w.At, tell(w.Warning)));

    private static IEnumerable<(DateTimeOffset At, FollowWarned Warning)> Levels(HallMap map, FollowLimit limit, DateOnly last)
    {
        if (map.Calendar.Before(last, map.Plan.Cases.YellowDays) is { } yellow && yellow > limit.From) yield return (map.BeginOf(yellow), new(limit.Clock, WarnLevel.Yellow, last));
        yield return (map.Calendar.Before(last, map.Plan.Cases.RedDays) is { } red && red > limit.From ? map.BeginOf(red) : map.CloseOfBusiness(last) - CaseClocks.LastHours, new(limit.Clock, WarnLevel.Red, last));
        yield return (map.Instant(last.AddDays(1).ToDateTime(default)), new(limit.Clock, WarnLevel.Over, last));
    }

    /// <summary>What is due, one warning of each rating and entry: what else is follows at once.</summary>
    internal static IEnumerable<HallEvent> Due(HallState hall, Stamp stamp) =>
        hall.Ratings.RatingsDue(stamp.At).Select(r => Ahead(hall.Map!, r).First().Event).Concat(hall.Ratings.UnresolvedDue(stamp.At).Select(u => Ahead(hall.Map!, u).First().Event));

    internal static void Apply(HallState hall, RatingWarned e)
    {
        if (hall.Ratings.Find(e.Rating) is { } r) hall.Ratings = hall.Ratings.Put(hall.Map!, r with { Warned = [.. r.Warned, new(e.Clock, e.Level, e.Last)] });
    }

    internal static void Apply(HallState hall, UnresolvedWarned e)
    {
        if (hall.Ratings.Find(e.Entry) is { } u) hall.Ratings = hall.Ratings.Put(hall.Map!, u with { Warned = [.. u.Warned, new(e.Clock, e.Level, e.Last)] });
    }
}
