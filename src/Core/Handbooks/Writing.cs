using TidalHall.Core.Cases;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Handbooks;

/// <summary>How an answer comes into the handbook, and out of it: the unit's word, and nobody else's.</summary>
internal static class Writing
{
    /// <summary>Why what was answered does not go in.</summary>
    internal static Refusal? Refuses(HallState hall, Unresolved entry, HandbookText text, Actor actor, ClerkId person, Stamp stamp) =>
        entry.Item is null ? Refusal.Because(RefusalCode.UnknownItem, "")
        : RefusesPerson(hall, entry.Department, actor, person, stamp) ?? text.Refuses();

    private static Refusal? RefusesPerson(HallState hall, string department, Actor actor, ClerkId person, Stamp stamp) =>
        actor.Kind is ActorKind.Staff && !actor.Is(Roles.DepartmentOfficer | Roles.Manager) ? Refusal.Because(RefusalCode.NotAllowed, actor.Id) : Acting.Represents(hall.Map!, department, person, stamp);

    internal static HandbookWritten Written(HallState hall, Unresolved entry, HandbookText text, ClerkId person, DateOnly today) =>
        new(new(hall.Handbook.Last + 1), entry.Item!.Value, text, person, today, entry.Id);

    internal static Decision Decide(HallState hall, ReviseAnswer c, Actor actor, Stamp stamp)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (hall.Handbook.Find(c.Entry) is not { } entry) return Decision.Refuse(RefusalCode.UnknownEntry);
        if (RefusesChange(hall, entry, actor, person, stamp) is { } notTheirs) return notTheirs;
        if (c.Text == entry.Text) return Decision.AlreadySo;
        return c.Text.Refuses() is { } notIn ? notIn : new HandbookWritten(new(hall.Handbook.Last + 1), entry.Item, c.Text, person, hall.Map!.Date(stamp.At), entry.Answers);
    }

    /// <summary>A manager mends or takes out a wrong answer at once; who answers for the unit otherwise is the unit.</summary>
    private static Refusal? RefusesChange(HallState hall, HandbookEntry entry, Actor actor, ClerkId person, Stamp stamp) =>
        !actor.Is(Roles.Manager) && hall.Map!.Items.TryGetValue(entry.Item, out var item) ? RefusesPerson(hall, item.Department, actor, person, stamp) : null;

    internal static Decision Decide(HallState hall, RetireAnswer c, Actor actor, Stamp stamp)
    {
        if (Acting.Person(actor, c.By, out var person) is { } nobody) return nobody;
        if (hall.Handbook.Find(c.Entry) is not { } entry) return c.Entry.Value > 0 && c.Entry.Value <= hall.Handbook.Last ? Decision.AlreadySo : Decision.Refuse(RefusalCode.UnknownEntry);
        if (RefusesChange(hall, entry, actor, person, stamp) is { } notTheirs) return notTheirs;
        return c.Reason is null ? Decision.Refuse(RefusalCode.ReasonNeeded) : new HandbookRetired(entry.Id, c.Reason, person);
    }

    internal static void Apply(HallState hall, HandbookWritten e) => hall.Handbook = hall.Handbook.Put(new(e.Entry, e.Item, e.Text, e.By, e.On, e.Answers));
    internal static void Apply(HallState hall, HandbookRetired e) => hall.Handbook = hall.Handbook.Remove(e.Entry);
}
