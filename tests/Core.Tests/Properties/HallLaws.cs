using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Tests.Queueing;

namespace TidalHall.Core.Tests.Properties;

/// <summary>What holds of a hall at every moment, looked at the long way round: over all tickets, not by the lines and sets the rules use.</summary>
internal static class HallLaws
{
    public static void Hold(HallState hall)
    {
        OneTicketAtOneWindow(hall);
        var live = hall.Tickets.Where(t => t.IsLive).Select(t => t.Number).ToList();
        Assert.Equal(live.Distinct().Count(), live.Count);
        Assert.Equal(live.Order(Comparer<TicketNumber>.Create((a, b) => string.CompareOrdinal(a.ToString(), b.ToString()))), hall.LiveNumbers.OrderBy(n => n.ToString(), StringComparer.Ordinal));
        EverybodyWhoWaitsStandsInOneLine(hall);
        var people = hall.Tickets.Where(t => t.IsLive && t.Person is not null).Select(t => (t.Person!.Value, t.Visit.Item)).ToList();
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
        foreach (var line in waiting.GroupBy(t => WaitingLines.KeyOf(t, (VisitState.Waiting)t.State)))
        {
            var inOrder = line.OrderBy(t => StateOf(t) is var w && line.Key.Placed ? w.Placed : w.Ref).ThenBy(t => StateOf(t).Order).Select(t => t.Id);
            Assert.Equal(inOrder, StateText.LineOf(hall, line.Key));
        }
        foreach (var category in waiting.GroupBy(t => t.Visit.Category)) Assert.Equal(category.Count(), hall.Lines.CountOf(category.Key));
    }

    /// <summary>A call the rule made: nobody it passed over should have been called instead.</summary>
    /// <param name="before">The state the call was decided on.</param>
    /// <param name="run">Priority calls of the window since its last ordinary one.</param>
    public static void OfACall(HallState before, TicketCalled call, long tick, int run)
    {
        var called = before.Find(call.Ticket)!;
        Assert.Equal(call.Waited, Math.Max(0, tick - Hall.RefOf(called)));
        Assert.True(call.Waited >= 0);
        if (call.Why is CallReason.Chosen or CallReason.Resumed) return;
        var others = Callable(before, call.Window).Where(t => t.Id != call.Ticket).ToList();
        var place = StateOf(called);
        if (place.Placed == 0) Assert.DoesNotContain(others, t => StateOf(t).Placed > 0);
        Assert.DoesNotContain(others, t => t.Visit.Category == called.Visit.Category && t.Class == called.Class && (StateOf(t).Placed > 0) == (place.Placed > 0)
            && (StateOf(t).Placed, StateOf(t).Ref, StateOf(t).Order).CompareTo((place.Placed, place.Ref, place.Order)) < 0);
        if (call.Why is CallReason.GreenChannel or CallReason.SlotBegun && run >= DispatchPolicy.PriorityInARow)
            Assert.DoesNotContain(others, t => t.Class is TicketClass.Ordinary && StateOf(t).Placed == 0);
    }

    /// <summary>Everybody a window may call, by the plan alone.</summary>
    public static IEnumerable<Ticket> Callable(HallState hall, WindowId id)
    {
        var window = hall.Map!.Windows[id];
        CategoryId[] served = hall.Map.IsTidal(window) ? hall.Find(id)!.Assigned is { } turned ? [turned] : [] : [window.Category, .. window.Helps];
        return hall.Tickets.Where(t => t.State is VisitState.Waiting w && (w.Only is { } only ? only == id : served.Contains(t.Visit.Category)));
    }

    private static VisitState.Waiting StateOf(Ticket ticket) => (VisitState.Waiting)ticket.State;
}
