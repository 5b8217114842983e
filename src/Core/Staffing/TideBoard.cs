using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Staffing;

/// <summary>The tide as a manager reads it: how high each queue stands, where tidal windows are, and what comes.</summary>
public sealed record TideBoard(TideMode Mode, TideLine[] Lines, TideDesk[] Windows)
{
    /// <summary>What comes is what the hall has learnt of this hour; where it has learnt nothing yet, as many as came in the last half-hour.</summary>
    public static TideBoard Of(HallView view)
    {
        var (map, tidal) = (view.Map, view.Plan.Windows.Where(view.Map.IsTidal).ToList());
        var open = OpenWindows(map, view.Windows);
        var lines = view.Plan.Categories.Where(c => c.Kind is not CategoryKind.DedicatedTidal && map.ServedBy(c.Id).Length > 0).Select(c =>
        {
            var waiting = view.Waiting(c.Id).ToList();
            var (n, service) = (open.GetValueOrDefault(c.Id), map.MinutesOf(c.Id));
            var pressure = Tide.Pressure(waiting.Count, service, n, c.TargetMinutes);
            var longest = waiting.Count == 0 ? 0 : Math.Max(0, waiting.Max(t => view.Tick - Hall.RefOf(t)));
            var lately = CameLately(view, c.Id) / 60;
            double PerMinute(int minute) => view.Waits?.ArrivalsPerMinute(c.Id, view.Tick + minute * 60_000L) is { } learnt and > 0 ? learnt : lately;
            return new TideLine(c, waiting.Count, n, double.IsFinite(pressure) ? pressure : null, longest, 60 * PerMinute(0), 60 * n / service,
                TideForecast.MinutesUntil(view.Plan.Tide.OpenAboveMinutes, waiting.Count, PerMinute, service, n));
        });
        return new(view.TideMode, [.. lines], [.. tidal.Select(w => new TideDesk(w, view.Windows[w.Id]))]);
    }

    /// <summary>Open windows by what they are turned to; what is ordered or asked for counts as done.</summary>
    /// <param name="asIs">A window that is counted where it is.</param>
    internal static Dictionary<CategoryId, int> OpenWindows(HallMap map, IReadOnlyDictionary<WindowId, WindowState> windows, WindowId? asIs = null)
    {
        var open = new Dictionary<CategoryId, int>();
        foreach (var window in map.Plan.Windows)
            if (ServedFor(map, window, windows[window.Id], window.Id == asIs) is { } category) open[category] = open.GetValueOrDefault(category) + 1;
        return open;
    }

    /// <summary>What a window counts for in the tide; null: for nothing. Closed, it serves nobody, whatever it was turned to.</summary>
    internal static CategoryId? ServedFor(HallMap map, ServiceWindow plan, WindowState window, bool asIs = false) =>
        !map.IsTidal(plan) ? window.IsOpen ? plan.Category : null
        : !asIs && window.Tide.Pending is { } turn ? turn.To
        : window.IsOpen ? window.Assigned : null;

    private static double CameLately(HallView view, CategoryId category)
    {
        const long halfHour = 30 * 60_000;
        return 2.0 * view.Tickets.Count(t => t.TakenFor == category && view.Tick - t.TakenTick < halfHour && t.Channel is not TicketChannel.Counter);
    }
}

/// <summary>A queue as the tide sees it.</summary>
/// <param name="Windows">Open ones, those under way there counted in.</param>
/// <param name="Pressure">Service targets' worth of work before each window; null while people wait and no window is open.</param>
/// <param name="Longest">Milliseconds the one waits who has waited longest.</param>
/// <param name="ArrivalsPerHour">People expected.</param>
/// <param name="ServedPerHour">People the windows can serve.</param>
/// <param name="PassesLimitIn">Minutes until the wait passes the hall's limit, within an hour; 0: it has; null: it will not.</param>
public sealed record TideLine(Category Category, int Waiting, int Windows, double? Pressure, long Longest, double ArrivalsPerHour, double ServedPerHour, int? PassesLimitIn);

/// <summary>A tidal window.</summary>
public sealed record TideDesk(ServiceWindow Window, WindowState State);
