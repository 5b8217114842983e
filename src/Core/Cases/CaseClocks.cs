using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Cases;

/// <summary>A limit as it stands.</summary>
/// <param name="From">The day it counts from, that one excluded.</param>
/// <param name="Last">Its last day; null = the calendar does not reach so far, and nothing is promised.</param>
public sealed record CaseLimit(CaseClock Clock, DateOnly From, DateOnly? Last);

/// <summary>Every limit of a case, worked out from what happened and the working days known today; nothing of it is stored.</summary>
public static class CaseClocks
{
    /// <summary>Before the business of the last day ends, where a limit is too short to be told of days ahead.</summary>
    internal static readonly TimeSpan LastHours = TimeSpan.FromHours(2);

    /// <summary>The limits that run now.</summary>
    public static IEnumerable<CaseLimit> Of(HallMap map, Case c)
    {
        var (rules, calendar) = (map.Plan.Cases, map.Calendar);
        // A case of another area has that hall's limits.
        if (c.Elsewhere is null)
            switch (c.State)
            {
                case CaseState.Filed s:
                    yield return new(CaseClock.PreCheck, s.On, calendar.After(s.On, rules.PreCheckDays));
                    yield return new(CaseClock.Acceptance, s.On, calendar.After(s.On, rules.AcceptanceDays));
                    break;
                case CaseState.Received s: yield return new(CaseClock.Acceptance, s.From, calendar.After(s.From, rules.AcceptanceDays)); break;
                // What lies in a drop-box by then was brought in time.
                case CaseState.CorrectionAsked { Until: { } until } when !(c.DroppedOn <= until): yield return new(CaseClock.Correction, until, until); break;
                // While a step that does not count goes on, only its own promise runs.
                case CaseState.Accepted when c.Step is { } step: yield return new(CaseClock.Step, step.From, calendar.After(step.From, step.Days)); break;
                case CaseState.Accepted s:
                    yield return new(CaseClock.Promised, s.From, Decision(map, c, s.From, TermsOf(map, c).Promised));
                    yield return new(CaseClock.Legal, s.From, Decision(map, c, s.From, TermsOf(map, c).Legal));
                    break;
            }
        if (c.State is CaseState.Decided { On: var decided }) yield return new(CaseClock.HandOver, decided, calendar.After(decided, rules.HandOverDays));
        if (c.State is CaseState.Ready { On: var ready }) yield return new(CaseClock.HandOver, ready, calendar.After(ready, rules.HandOverDays));
        if (c.IsUndecided && c.Tolerance is { } tolerance && !(c.DroppedOn <= tolerance.By)) yield return new(CaseClock.Tolerance, tolerance.By, tolerance.By);
        // A permit does not end on a working day of ours: its last day is the day itself.
        if (c.IsUndecided && c.Renews is { } renews) yield return new(CaseClock.Renewal, renews, renews);
    }

    public static CaseLimit? Of(HallMap map, Case c, CaseClock clock) => Of(map, c).FirstOrDefault(l => l.Clock == clock);

    /// <summary>Working days for the decision: by the item's own law, the joint or the general limit; and those promised.</summary>
    internal static (int Legal, int Promised) TermsOf(HallMap map, Case c)
    {
        var terms = map.Items.GetValueOrDefault(c.Item)?.Case;
        var legal = c.Matter is not null ? map.Plan.Cases.JointDays : terms?.LegalDays ?? map.Plan.Cases.DecisionDays;
        return (legal, Math.Min(legal, terms?.PromisedDays ?? legal));
    }

    private static DateOnly? Decision(HallMap map, Case c, DateOnly from, int days) =>
        map.Calendar.After(c.JointFrom < from ? c.JointFrom.Value : from, days + c.ExtendedDays + c.UncountedDays);

    /// <summary>What the clock will do to a case, in order; each once.</summary>
    internal static IEnumerable<(DateTimeOffset At, CaseEvent Event)> Ahead(HallMap map, Case c)
    {
        var rules = map.Plan.Cases;
        if (c.EndedAt is { } ended) return [(ended.AddDays(rules.ArchiveAfterDays), new CaseArchived(c.Id))];
        return Of(map, c).Where(l => l.Last is not null).SelectMany(l => Ahead(map, c, l.Clock, l.From, l.Last!.Value))
            .Where(a => a.Event is not CaseWarned w || !c.Warned.Contains(new(w.Clock, w.Level, w.Last))).OrderBy(a => a.At);
    }

    private static IEnumerable<(DateTimeOffset At, CaseEvent Event)> Ahead(HallMap map, Case c, CaseClock clock, DateOnly from, DateOnly last)
    {
        var rules = map.Plan.Cases;
        foreach (var (level, days) in new[] { (WarnLevel.Yellow, rules.YellowDays), (WarnLevel.Red, rules.RedDays) })
            // A limit that is short is not warned of before it begins.
            if (map.Calendar.Before(last, days) is { } day && (day > from || from == last)) yield return (map.BeginOf(day), new CaseWarned(c.Id, clock, level, last));
            // One of a single day is told of on that day: in the morning, and before business ends.
            else if (clock is CaseClock.PreCheck) yield return (level is WarnLevel.Yellow ? map.BeginOf(last) : map.CloseOfBusiness(last) - LastHours, new CaseWarned(c.Id, clock, level, last));
        yield return (map.CloseOfBusiness(last), clock switch
        {
            CaseClock.Acceptance => new CaseDeemedAccepted(c.Id, from),
            CaseClock.Correction => new CaseWithdrawn(c.Id, WithdrawnWhy.CorrectionNotBrought),
            CaseClock.Tolerance => new CaseWithdrawn(c.Id, WithdrawnWhy.PromiseNotKept),
            CaseClock.Renewal => new CaseDecided(c.Id, Granted: true, last),
            _ => new CaseWarned(c.Id, clock, WarnLevel.Over, last),
        });
    }

    /// <summary>What is due, one step of each case: what follows from it is due at once again.</summary>
    internal static IEnumerable<CaseEvent> Due(HallState hall, Stamp stamp)
    {
        foreach (var id in hall.Cases.DueBy(stamp.At))
        {
            var c = hall.Cases.Find(id)!;
            var first = Ahead(hall.Map!, c).First();
            yield return first.Event;
        }
    }

    /// <summary>Cases that count as accepted at the close of the next working day or before, unless the department speaks.</summary>
    public static IEnumerable<(Case Case, DateOnly Last)> DeemedAcceptedTomorrow(HallMap map, CaseBook book, DateTimeOffset now)
    {
        if (map.Calendar.After(map.Date(now), 1) is not { } tomorrow) return [];
        return book.All.Select(c => (Case: c, Limit: Of(map, c, CaseClock.Acceptance))).Where(p => p.Limit?.Last <= tomorrow)
            .Select(p => (p.Case, p.Limit!.Last!.Value)).OrderBy(p => p.Value).ThenBy(p => p.Case.Id);
    }
}
