using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;

namespace TidalHall.Core.Tests.Properties;

/// <summary>What holds of a hall at every moment, looked at the long way round: over all tickets, not by the lines and sets the rules use.</summary>
internal static class HallLaws
{
    private const double Minute = 60_000;

    public static void Hold(HallState hall)
    {
        OneTicketAtOneWindow(hall);
        var live = hall.Tickets.Where(t => t.IsLive).Select(t => t.Number).ToList();
        Assert.Equal(live.Distinct().Count(), live.Count);
        Assert.Equal(live.Order(Comparer<TicketNumber>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))), hall.LiveNumbers.OrderBy(n => n.ToString(), StringComparer.Ordinal));
        EverybodyWhoWaitsStandsInOneLine(hall);
        var people = hall.Tickets.Where(t => t.IsLive && t.Person is not null).Select(t => (t.Person!.Value, t.Item)).ToList();
        Assert.Equal(people.Distinct().Count(), people.Count);
        Assert.Equal(people.Count, hall.LiveByPerson.Count);
    }

    private static void OneTicketAtOneWindow(HallState hall)
    {
        var inFront = hall.Windows.Values.Where(w => w.Current is not null).ToDictionary(w => w.Id, w => w.Current!.Value);
        Assert.Equal(inFront.Values.Distinct().Count(), inFront.Count);
        var byTicket = hall.Tickets.Where(t => Hall.CurrentWindow(t) is not null).ToDictionary(t => Hall.CurrentWindow(t)!.Value, t => t.Id);
        Assert.Equal(byTicket.OrderBy(p => p.Key.Value), inFront.OrderBy(p => p.Key.Value));
        Assert.All(hall.Windows.Values.Where(w => w.Current is not null), w => Assert.True(w.Clerk is not null, "A citizen stands before a window without a clerk."));
    }

    private static void EverybodyWhoWaitsStandsInOneLine(HallState hall)
    {
        var waiting = hall.Tickets.Where(t => t.State is VisitState.Waiting).ToList();
        Assert.Equal(waiting.Count, hall.WaitingCount);
        var lines = hall.Lines.All.ToList();
        Assert.Equal(waiting.Select(t => t.Id).Order(), lines.SelectMany(l => l).Order());
        foreach (var line in lines.Select(l => l.Select(id => hall.Find(id)!).ToList()))
        {
            var first = StateOf(line[0]);
            Assert.All(line, t => Assert.Equal((first.Only, first.Placed > 0), (StateOf(t).Only, StateOf(t).Placed > 0)));
            if (first.Only is null) Assert.All(line, t => Assert.Equal(line[0].Visit.Category, t.Visit.Category));
            if (first.Placed == 0) Assert.All(line, t => Assert.Equal(line[0].Class, t.Class));
            Assert.Equal(line.OrderBy(t => first.Placed > 0 ? StateOf(t).Placed : StateOf(t).Ref).ThenBy(t => StateOf(t).Order), line);
        }
        foreach (var category in waiting.GroupBy(t => t.Visit.Category)) Assert.Equal(category.Count(), hall.Lines.CountOf(category.Key));
    }

    /// <summary>A call the rule made: of all whom the window may call, by the book, one by one, nobody goes before who was called.</summary>
    /// <param name="before">The state the call was decided on.</param>
    public static void OfACall(HallState before, TicketCalled call, long tick)
    {
        var called = before.Find(call.Ticket)!;
        Assert.Equal(call.Waited, Math.Max(0, tick - Hall.RefOf(called)));
        Assert.True(call.Waited >= 0);
        if (call.Why is CallReason.Chosen or CallReason.Resumed) return;
        var byTheBook = Callable(before, call.Window).OrderByDescending(t => StandingOf(before, call.Window, t, tick)).ThenBy(Hall.RefOf).ThenBy(t => StateOf(t).Order).ToList();
        Assert.Equal(byTheBook[0].Id, call.Ticket);
        var grounds = call.Grounds!;
        var (level, key) = StandingOf(before, call.Window, called, tick);
        Assert.Equal(level, (int)grounds.Level);
        Assert.Equal(key, grounds.Key, 1e-4);
        Assert.Equal(byTheBook.Any(t => t.Class is TicketClass.Ordinary && StateOf(t).Placed == 0), grounds.OrdinaryWaited);
        Assert.InRange(grounds.Compared, grounds.Against.Length + 1, byTheBook.Count);
        Assert.All(grounds.Against, other => Assert.True(((int)other.Level, other.Key).CompareTo(((int)grounds.Level, grounds.Key)) <= 0));
    }

    /// <summary>Level and key, written down once more from the rule: placed, due within credit, aged, wait against target.</summary>
    private static (int Level, double Key) StandingOf(HallState hall, WindowId id, Ticket ticket, long tick)
    {
        var (map, rules, waiting) = (hall.Map!, hall.Map!.Plan.Dispatch, StateOf(ticket));
        if (waiting.Placed > 0) return (3, -waiting.Placed);
        double waited = Math.Max(0, tick - waiting.Ref);
        PriorityRule? priority = ticket.Class switch { TicketClass.GreenChannel => rules.GreenChannel, TicketClass.Appointment => rules.Appointment, _ => null };
        if (priority is not null && hall.Find(id)!.Credit >= 1 && waited >= rules.DuePercent / 100.0 * Math.Max(0, priority.PromiseMinutes * Minute - LeadOf(map, ticket.Visit.Category))) return (2, (waited + LeadOf(map, ticket.Visit.Category)) / (priority.PromiseMinutes * Minute));
        if (waited >= rules.AgedAfterMinutes * Minute) return (1, waited);
        var window = map.Windows[id];
        var own = waiting.Only is not null || (map.IsTidal(window) ? hall.Find(id)!.Assigned == ticket.Visit.Category : window.Category == ticket.Visit.Category) || (map.IsGreenChannel(window) && ticket.Class is TicketClass.GreenChannel);
        return (0, waited / ((priority?.SlopeMinutes ?? map.Categories[ticket.Visit.Category].TargetMinutes) * Minute) * (own ? 1 : rules.HelperPercent / 100.0) * (waiting.Only is null ? ShortnessOf(map, ticket.Visit) : 1));
    }

    /// <summary>How long nine in ten of those who go first still wait, of the windows that the tide leaves where they are.</summary>
    private static double LeadOf(HallMap map, CategoryId category) => map.MinutesOf(category) * Minute
        * FirstFree.NineInTen(Math.Max(1, map.Plan.Windows.Count(w => !map.IsTidal(w) && (w.Category == category || w.Helps.Contains(category) || w.HelpsGreen.Contains(category)))));

    /// <summary>(s₀/s)^m by the minutes of the item, or of the nearest one where the plan has it no more; no two items of these halls are nearly alike.</summary>
    private static double ShortnessOf(HallMap map, Visit visit)
    {
        var expected = map.Items.TryGetValue(visit.Item, out var item) ? item.Minutes : map.MinutesOf(visit.Category);
        var minutes = map.Plan.Items.Where(i => i.Category == visit.Category).Select(i => (double)i.Minutes).DefaultIfEmpty(map.MinutesOf(visit.Category)).Order().MinBy(m => Math.Abs(m - expected));
        return Math.Pow(map.Floor.CategoryIds.Average(map.MinutesOf) / minutes, map.Plan.Dispatch.ShorterFirstPercent / 100.0);
    }

    /// <summary>Everybody a window may call, by the plan alone.</summary>
    public static IEnumerable<Ticket> Callable(HallState hall, WindowId id)
    {
        var window = hall.Map!.Windows[id];
        CategoryId[] served = !hall.Map.IsTidal(window) ? [window.Category, .. window.Helps] : hall.Find(id)!.Assigned is not { } turned ? []
            : [turned, .. hall.Map.Plan.Categories.Select(c => c.Id).Where(c => hall.Map.Plan.Windows.Where(w => w.Category == turned).All(w => w.Helps.Contains(c)))];
        return hall.Tickets.Where(t => t.State is VisitState.Waiting w && (w.Only is { } only ? only == id : served.Contains(t.Visit.Category)));
    }

    private static VisitState.Waiting StateOf(Ticket ticket) => (VisitState.Waiting)ticket.State;
}
