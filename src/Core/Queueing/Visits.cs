using TidalHall.Core.Halls;

namespace TidalHall.Core.Queueing;

/// <summary>How a visit ends, and which one follows under the same number.</summary>
public static class Visits
{
    /// <summary>What is to follow the visit a ticket stands for, in the order it is planned.</summary>
    public static IReadOnlyList<VisitStep> Ahead(HallMap map, Ticket ticket) => ticket.Then ?? (map.Items.TryGetValue(ticket.Visit.Item, out var item) ? item.Then : []);

    internal static Decision Decide(HallState hall, CompleteVisit c, Stamp stamp)
    {
        if (Calling.Current(hall, c.Window, c.Expected, out var ticket) is { } refusal) return refusal;
        var completed = new VisitCompleted(ticket!.Id, ticket.Visit.Ordinal, c.Window, Serving.Clerk(hall, c.Window), c.Outcome);
        var map = hall.Map!;
        // What was referred, sent back or not done is not paid for next door.
        var steps = c.Next is { } given ? Whole(map, given) : c.Outcome is VisitOutcome.Done or VisitOutcome.TakenIn ? Ahead(map, ticket) : [];
        if (steps.Count == 0) return completed;
        foreach (var step in steps)
        {
            if (!map.Categories.ContainsKey(step.Category)) return Decision.Refuse(RefusalCode.UnknownCategory, step.Category);
            if (step.Item is { } item && !map.Items.ContainsKey(item)) return Decision.Refuse(RefusalCode.UnknownItem, item);
        }
        var at = Pick(steps, category => IsIdle(hall, category, ticket.Id));
        var next = steps[at];
        if (!Issuing.CanBeServed(hall, next.Category, stamp.At)) return Decision.Refuse(RefusalCode.NextNotServed, map.Categories[next.Category].Name);
        return new HallEvent[]
        {
            completed, new VisitFollowed(ticket.Id, ticket.Visit.Ordinal + 1, next.Item ?? ticket.Visit.Item, next.Category, stamp.Tick, [.. steps.Where((_, n) => n != at)]),
        };
    }

    /// <summary>Another matter brings the visits that follow it along.</summary>
    private static IReadOnlyList<VisitStep> Whole(HallMap map, VisitStep[] given) =>
        [.. given.SelectMany(step => step.Item is { } item && map.Items.TryGetValue(item, out var known) ? [step, .. known.Then] : (VisitStep[])[step])];

    /// <summary>The place of the step to do now: the first, or of those at the head that may change places the first whose windows are idle.</summary>
    internal static int Pick(IReadOnlyList<VisitStep> steps, Func<CategoryId, bool> isIdle)
    {
        for (var n = 0; n < steps.Count && steps[n].AnyOrder; n++)
            if (isIdle(steps[n].Category)) return n;
        return 0;
    }

    /// <summary>Nobody waits for it, and a window of it is open with nobody in front, or with the one who is leaving.</summary>
    private static bool IsIdle(HallState hall, CategoryId category, TicketId leaving) =>
        hall.Lines.CountOf(category) == 0
            && hall.Map!.ServedBy(category).Any(w => hall.Find(w.Id) is { IsOpen: true } state && (state.Current is null || state.Current == leaving) && Issuing.Serves(hall.Map, w, state, category));
}
