using TidalHall.Core.Cases;
using TidalHall.Core.Halls;
using TidalHall.Core.Handbooks;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Evaluation;

/// <summary>The register of what could not be got done, and every no said at a window.</summary>
internal static class Registering
{
    internal static Decision Decide(HallState hall, RegisterUnresolved c, Actor actor, Stamp stamp)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (c.Tried is not { } tried || (c.Excluded is not null && c.Pointer is null)) return Decision.Refuse(RefusalCode.ReasonNeeded);
        // Its answer is looked up by the item it is about.
        if (c is { Block: BlockKind.QuestionUnanswered, Item: null }) return Decision.Refuse(RefusalCode.UnknownItem, "");
        if (c.Item is { } item && !hall.Map!.Items.ContainsKey(item)) return Decision.Refuse(RefusalCode.UnknownItem, item);
        if (!hall.Map!.Departments.ContainsKey(c.Department) && hall.Map.Plan.Items.All(i => i.Department != c.Department)) return Decision.Refuse(RefusalCode.UnknownDepartment, c.Department);
        var today = hall.Map.Date(stamp.At);
        return new UnresolvedRegistered(new(hall.Ratings.LastUnresolved + 1), c.Block, c.Kind, c.Department, tried, today, person,
            c.Excluded is null ? hall.Map.Calendar.After(today, hall.Map.Plan.Unresolved.DaysOf(c.Kind)) : null, c.Person, c.Item, c.Excluded, c.Pointer);
    }

    internal static Decision Decide(HallState hall, FollowUnresolved c, Actor actor, Stamp stamp)
    {
        if (hall.Ratings.Find(c.Entry) is not { } entry) return Decision.Refuse(RefusalCode.UnknownEntry);
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (entry.Step == c.Step) return Decision.AlreadySo;
        if (!entry.IsOpen || !MayFollow(entry, c.Step)) return Decision.Refuse(RefusalCode.StepNotNow);
        if (c.Step is UnresolvedStep.Answered && c.Handbook is null && entry.Block is BlockKind.QuestionUnanswered) return Decision.Refuse(RefusalCode.HandbookNeeded);
        if (c.Step is not (UnresolvedStep.Contacted or UnresolvedStep.Confirmed) && c.Reason is null && c.Handbook is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        var (map, today) = (hall.Map!, hall.Map!.Date(stamp.At));
        if (c is { Step: UnresolvedStep.Answered, Handbook: { } text })
            return Writing.Refuses(hall, entry, text, actor, person, stamp) is { } notIn ? notIn
                : (HallEvent[])[new UnresolvedFollowed(entry.Id, c.Step, person, today, c.Reason), Writing.Written(hall, entry, text, person, today)];
        if (c.Step is not UnresolvedStep.Extended) return new UnresolvedFollowed(entry.Id, c.Step, person, today, c.Reason);
        // Told before the limit ends, with the new date; no longer than the kind's own days once more.
        if (map.Calendar.After(entry.Due ?? today, map.Plan.Unresolved.DaysOf(entry.Kind)) is not { } latest) return Acting.CalendarEnds(map);
        return entry.IsLate(today) || c.Until is not { } until || until <= (entry.Due ?? today) || until > latest
            ? Decision.Refuse(RefusalCode.PromiseOutOfRange, map.Plan.Unresolved.DaysOf(entry.Kind), latest.ToString("yyyy-MM-dd"))
            : new UnresolvedFollowed(entry.Id, c.Step, person, today, c.Reason, until);
    }

    private static bool MayFollow(Unresolved entry, UnresolvedStep to) => to switch
    {
        UnresolvedStep.Contacted => entry.ContactedOn is null && entry.HasSomebody,
        UnresolvedStep.Extended => !entry.Extended && entry.Step is not UnresolvedStep.Answered,
        UnresolvedStep.Answered => entry.ContactedOn is not null || !entry.HasSomebody,
        UnresolvedStep.Confirmed or UnresolvedStep.NotConfirmed => entry.Step is UnresolvedStep.Answered,
        _ => false,
    };

    internal static Decision Decide(HallState hall, SayNo c, Actor actor, Stamp stamp)
    {
        if (Calling.Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (c.Reason is null) return Decision.Refuse(RefusalCode.ReasonNeeded);
        if (c is { Ground: NoGround.OtherBody, RightBody: null }) return Decision.Refuse(RefusalCode.RightBodyNeeded);
        return c.Item is { } item && !hall.Map!.Items.ContainsKey(item)
            ? Decision.Refuse(RefusalCode.UnknownItem, item)
            : new NoSaid(ticket!.Id, ticket.Visit.Ordinal, c.Window, c.Ground, c.Reason, person, hall.Map!.Date(stamp.At), c.Item ?? ticket.Visit.Item, c.RightBody);
    }

    internal static void Apply(HallState hall, UnresolvedRegistered e) => hall.Ratings = hall.Ratings.Put(hall.Map!,
        new Unresolved(e.Entry, e.Block, e.Kind, e.Department, e.Tried, e.On, e.Due, e.Person, e.Item, e.Excluded is null ? UnresolvedStep.Registered : UnresolvedStep.PointedOn) { ClosedOn = e.Excluded is null ? null : e.On });

    internal static void Apply(HallState hall, UnresolvedFollowed e)
    {
        if (hall.Ratings.Find(e.Entry) is not { } entry) return;
        hall.Ratings = hall.Ratings.Put(hall.Map!, entry with
        {
            Step = e.Step,
            ContactedOn = e.Step is UnresolvedStep.Contacted ? e.On : entry.ContactedOn,
            Extended = entry.Extended || e.Step is UnresolvedStep.Extended,
            Due = e.Until ?? entry.Due,
            ClosedOn = e.Step is UnresolvedStep.Confirmed || (e.Step is UnresolvedStep.Answered && !entry.HasSomebody) ? e.On : null,
        });
    }

    internal static void Apply(HallState hall, NoSaid e) => hall.Ratings = hall.Ratings.Put(new NoAtWindow(e.Ticket, e.Window, e.Item, e.Ground, e.By, e.On));
}
