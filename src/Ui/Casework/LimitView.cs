using TidalHall.Core.Cases;
using TidalHall.Core.Halls;

namespace TidalHall.Ui.Casework;

/// <summary>A limit as a page shows it.</summary>
/// <param name="Clock">Which of a case's; null: of something else, which the page names.</param>
/// <param name="Last">Its last day; null: the calendar does not reach so far.</param>
/// <param name="Level">Null: far yet.</param>
/// <param name="DaysLeft">Working days; negative once it is over.</param>
public sealed record LimitView(CaseClock? Clock, DateOnly? Last, WarnLevel? Level, int DaysLeft)
{
    /// <summary>A case's limits that run now.</summary>
    public static IReadOnlyList<LimitView> Of(HallMap map, Case c, DateOnly today) => [.. CaseClocks.Of(map, c).Select(l => l.Clock is CaseClock.PreCheck ? Told(map, c, l, today) : Of(map, l.Last, today, l.Clock))];

    /// <summary>A limit of a day is near by the hour: as near as was told last.</summary>
    private static LimitView Told(HallMap map, Case c, CaseLimit limit, DateOnly today) =>
        Of(map, limit.Last, today, limit.Clock) with { Level = c.Warned.Where(w => w.Clock == limit.Clock && w.Last == limit.Last).Select(w => (WarnLevel?)w.Level).Max() };

    /// <summary>The one of a case to look at: the nearest to its end.</summary>
    public static LimitView? Nearest(HallMap map, Case c, DateOnly today) => Of(map, c, today).Where(v => v.Last is not null).MinBy(v => v.Last);

    public static LimitView Of(HallMap map, DateOnly? last, DateOnly today, CaseClock? clock = null)
    {
        if (last is not { } end) return new(clock, null, null, 0);
        var (rules, calendar) = (map.Plan.Cases, map.Calendar);
        WarnLevel? level = today > end ? WarnLevel.Over : today >= calendar.Before(end, rules.RedDays) ? WarnLevel.Red : today >= calendar.Before(end, rules.YellowDays) ? WarnLevel.Yellow : null;
        return new(clock, end, level, today > end ? -calendar.Between(end, today) : calendar.Between(today, end));
    }
}
