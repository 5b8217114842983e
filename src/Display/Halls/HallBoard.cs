using System.Collections.Immutable;
using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Display.Windows;

namespace TidalHall.Display.Halls;

/// <summary>What stands on one hall display at one moment.</summary>
public sealed record HallBoard
{
    /// <summary>Calls in the large list: what one can read across a hall.</summary>
    public const int LargeRows = 6;
    /// <summary>Where more are called at once the list has two columns.</summary>
    public const int MostRows = 12;
    public const int RecentShown = 10;
    public const int MissedShown = 10;

    public required LocalText Hall { get; init; }
    public required LocalText Place { get; init; }
    /// <summary>An IANA name; the screen's clock runs in it.</summary>
    public required string TimeZone { get; init; }
    /// <summary>Called and waited for, newest first, then those being served.</summary>
    public required ImmutableArray<CalledTicket> Called { get; init; }
    /// <summary>Calls of today that are not in the large list.</summary>
    public required ImmutableArray<CalledTicket> Recent { get; init; }
    public required ImmutableArray<CategoryLine> Lines { get; init; }
    /// <summary>Did not come; newest first.</summary>
    public required ImmutableArray<TicketNumber> Missed { get; init; }
    public required LateReturn LateReturn { get; init; }
    public required int LateReturnAfter { get; init; }
    public required BoardNotice Notice { get; init; }
    /// <summary>Since when nothing can be stored, by the hall's clocks; null while all is well.</summary>
    public required DateTime? TroubleSince { get; init; }

    public bool IsWide => Called.Length > LargeRows;

    public static HallBoard Of(HallView view, Core.Halls.Display display)
    {
        var zones = display.Zones.ToHashSet();
        bool Here(WindowId window) => view.Map.Windows.TryGetValue(window, out var known) && zones.Contains(known.Zone);
        var calls = view.Calls.Where(c => Here(c.Window) && view.Find(c.Ticket)?.Day == view.Day?.Date)
            .DistinctBy(c => c.Ticket).Select(c => CalledTicket.Of(view, c)).ToImmutableArray();
        var waitedFor = calls.Where(c => c.Stage is CallStage.Called);
        var served = calls.Where(c => c.Stage is CallStage.Serving);
        var large = waitedFor.Take(MostRows).ToImmutableArray();
        large = large.AddRange(served.Take(LargeRows - large.Length));
        var lines = view.Plan.Categories.Select(c => CategoryLine.Of(view, c, zones)).OfType<CategoryLine>().ToImmutableArray();
        return new()
        {
            Hall = view.Plan.Name, Place = display.Name, TimeZone = view.Plan.TimeZone,
            Called = large,
            Recent = [.. calls.Except(large).Take(RecentShown)],
            Lines = lines,
            Missed = [.. view.Tickets.Select(t => (t.Number, Missed: t.State as VisitState.Missed)).Where(t => t.Missed is { } m && Here(m.Window))
                .OrderByDescending(t => t.Missed!.Since).Take(MissedShown).Select(t => t.Number)],
            LateReturn = view.Plan.Rules.LateReturn, LateReturnAfter = view.Plan.Rules.LateReturnAfter, TroubleSince = view.TroubleSince,
            Notice = view.Day switch
            {
                null or { Closed: true } => BoardNotice.DayClosed,
                { TicketingStopped: true } => BoardNotice.TicketingStopped,
                _ => lines.Any(l => l.OpenWindows > 0) ? BoardNotice.None : BoardNotice.NoWindowOpen,
            },
        };
    }
}

/// <summary>What the whole zone should know.</summary>
public enum BoardNotice { None, NoWindowOpen, TicketingStopped, DayClosed }

public enum CallStage { Called, Serving, Over }

/// <summary>One call with where to go.</summary>
/// <param name="Key">Another one for each recall, so that the row lights up anew.</param>
/// <param name="At">The hall's own time.</param>
/// <param name="GoesOn">Where the ticket waits now for its next step; null = nowhere.</param>
public sealed record CalledTicket(string Key, TicketNumber Number, CallStage Stage, int Window, LocalText? Room, LocalText Category, string Colour, TimeOnly At, LocalText? GoesOn = null)
{
    /// <summary>"3 号窗口", or the room's name.</summary>
    public string WindowIn(CultureInfo culture) => new WindowName(Window, Room).In(culture);

    public static CalledTicket Of(HallView view, Call call)
    {
        var ticket = view.Find(call.Ticket);
        var window = view.Map.Windows[call.Window];
        var on = ticket is { State: VisitState.Waiting { Origin: WaitOrigin.SentOn } } && view.Map.Categories.TryGetValue(ticket.Visit.Category, out var next) ? next.Name : null;
        var category = view.Map.Categories[on is null && ticket is not null ? ticket.Visit.Category : window.Category];
        var stage = ticket?.State switch
        {
            VisitState.Called called when called.Window == call.Window => CallStage.Called,
            VisitState.Serving serving when serving.Window == call.Window => CallStage.Serving,
            _ => CallStage.Over,
        };
        return new($"call-{call.Sequence}", call.Number, stage, window.Number, window.SpokenPlace, category.Name, ReadableColour.Of(category.Colour), TimeOnly.FromDateTime(view.Map.Local(call.At)), on);
    }
}

/// <summary>How a category stands in a display's zones.</summary>
/// <param name="Next">Whom a window would call if nobody came.</param>
public sealed record CategoryLine(CategoryId Id, LocalText Name, string Colour, int Waiting, TicketNumber? Next, int OpenWindows)
{
    /// <summary>Null where none of these zones' windows has the category now, nor an open one helps with it.</summary>
    public static CategoryLine? Of(HallView view, Category category, IReadOnlySet<ZoneId> zones)
    {
        // Tidal is no line of its own: nobody holds a ticket for it.
        if (category.Kind is CategoryKind.DedicatedTidal) return null;
        var here = view.Plan.Windows.Where(w => zones.Contains(w.Zone)).ToList();
        var own = here.Where(w => Has(view, w, category)).ToList();
        var helping = here.Where(w => view.Map.CalledAt(w, view.Windows[w.Id].Assigned).Contains(category.Id) && !own.Contains(w)).ToList();
        var open = own.Concat(helping).Count(w => view.Windows[w.Id].IsOpen);
        var waiting = view.Waiting(category.Id).ToList();
        // Whose only windows are helpers that are closed now would else stand on no display at all.
        var forgotten = helping.Count > 0 && waiting.Count > 0 && !view.Plan.Windows.Any(w => Has(view, w, category));
        if (own.Count == 0 && open == 0 && !forgotten) return null;
        return new(category.Id, category.Name, ReadableColour.Of(category.Colour), waiting.Count, waiting.FirstOrDefault()?.Number, open);
    }

    private static bool Has(HallView view, ServiceWindow window, Category category) => (view.Windows[window.Id].Assigned ?? window.Category) == category.Id;
}
