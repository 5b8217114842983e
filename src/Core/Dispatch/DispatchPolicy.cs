using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Dispatch;

/// <summary>The ticket a freed window calls, with why.</summary>
public readonly record struct Choice(Ticket Ticket, CallReason Why, CallGrounds Grounds);

/// <summary>Which ticket a freed window calls: placed by a person, then promised and due, then who has waited very long, then by the wait against its target.</summary>
public static class DispatchPolicy
{
    /// <summary>Null when nobody waits whom this window may call.</summary>
    public static Choice? Choose(HallState hall, WindowState window, Stamp now)
    {
        var choice = hall.Lines.Choose(window, now.Tick);
        if (choice.Compared == 0) return null;
        var ticket = hall.Find(hall.Lines.TicketAt(choice.Place))!;
        var against = new ComparedTicket[Math.Min(choice.Compared, FloorHeads.Kept) - 1];
        for (var i = 0; i < against.Length; i++)
        {
            var (place, level, key) = choice.Best[i + 1];
            against[i] = new(hall.Lines.TicketAt(place), level, Rounded(key));
        }
        var best = choice.Best[0];
        return new(ticket, WhyOf(hall, window, ticket, best.Level, now.Tick), new(best.Level, Rounded(best.Key), choice.Compared, choice.OrdinaryWaits, against));
    }

    /// <summary>Where a ticket will stand at a window of its own category that has credit, larger first: priority as it is once it falls due, for it goes before whoever waits now.</summary>
    internal static (DispatchLevel Level, double Key) RankOf(HallMap map, Ticket ticket, long tick)
    {
        var waiting = (VisitState.Waiting)ticket.State;
        if (waiting.Placed > 0) return (DispatchLevel.Placed, -waiting.Placed);
        var (floor, @class, waited) = (map.Floor, (int)ticket.Class, (double)(tick - waiting.Ref));
        var (known, shortness) = (floor.Has(ticket.Visit.Category), 1.0);
        var category = known ? floor.Plan.Categories[floor[ticket.Visit.Category]] : new(FloorMap.UnknownTarget, 0);
        if (known && waiting.Only is null) shortness = floor.Plan.Shortness(floor[ticket.Visit.Category], floor.LengthOf(ticket.Visit));
        if (IsPriority(ticket, tick)) waited = Math.Max(waited, floor.Plan.DueAfter(@class, category));
        return floor.Plan.Weigh(@class, category, waited, hasCredit: true, shortness);
    }

    /// <summary>Has priority: green, or booked with the slot begun.</summary>
    /// <param name="tick">The hall's own axis, so that a wall clock which is set turns nobody into priority.</param>
    public static bool IsPriority(Ticket ticket, long tick) => ticket.Class switch
    {
        TicketClass.GreenChannel => true,
        // A booked ticket's wait counts from its slot, which may be to come.
        TicketClass.Appointment => Hall.RefOf(ticket) <= tick,
        _ => false,
    };

    private static CallReason WhyOf(HallState hall, WindowState window, Ticket ticket, DispatchLevel level, long tick) => level switch
    {
        DispatchLevel.Placed => CallReason.PlacedFirst,
        DispatchLevel.Aged => CallReason.WaitedVeryLong,
        _ when ticket.Class is TicketClass.GreenChannel => CallReason.GreenChannel,
        _ when IsPriority(ticket, tick) => CallReason.SlotBegun,
        _ when hall.Lines.IsOvertaking(ticket) => CallReason.ShorterVisit,
        _ when ticket.Visit.Category == (window.Assigned ?? hall.Map!.Windows[window.Id].Category) => CallReason.LongestWaiting,
        _ => CallReason.HelpingOther,
    };

    // Four decimals tell a person the order; more only fill the journal.
    private static double Rounded(double key) => Math.Round(key, 4);
}
