using TidalHall.Core.Cases;
using TidalHall.Core.Halls;

namespace TidalHall.CallerConsole.Casework;

/// <summary>A limit as a page shows it.</summary>
/// <param name="Level">Null: far yet, or the calendar does not reach so far.</param>
/// <param name="DaysLeft">Working days; negative once it is over.</param>
public sealed record CaseClockView(CaseLimit Limit, WarnLevel? Level, int DaysLeft)
{
    internal static IReadOnlyList<CaseClockView> Of(HallMap map, Case c, DateOnly today) => [.. CaseClocks.Of(map, c).Select(l => Of(map, l, today))];

    /// <summary>The one to look at: the nearest to its end.</summary>
    internal static CaseClockView? Nearest(HallMap map, Case c, DateOnly today) => Of(map, c, today).Where(v => v.Limit.Last is not null).MinBy(v => v.Limit.Last);

    private static CaseClockView Of(HallMap map, CaseLimit limit, DateOnly today)
    {
        if (limit.Last is not { } last) return new(limit, null, 0);
        var (rules, calendar) = (map.Plan.Cases, map.Calendar);
        WarnLevel? level = today > last ? WarnLevel.Over : today >= calendar.Before(last, rules.RedDays) ? WarnLevel.Red : today >= calendar.Before(last, rules.YellowDays) ? WarnLevel.Yellow : null;
        return new(limit, level, today > last ? -calendar.Between(last, today) : calendar.Between(today, last));
    }
}
