using System.Collections.Frozen;
using TidalHall.Core.Cases;
using TidalHall.Core.Dispatch;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Halls;

/// <summary>A plan with its ways found once: what is where, who serves what, which day it is.</summary>
public sealed class HallMap
{
    private readonly FrozenDictionary<CategoryId, ServiceWindow[]> _servedBy;
    private readonly FrozenDictionary<ItemId, Quota[]> _quotas;
    private readonly OpenHours[][] _hoursOn;
    private readonly FrozenDictionary<CategoryId, CategoryId[]> _helpedBy;
    private readonly FrozenDictionary<CategoryId, double> _minutes;
    private readonly TimeZoneInfo _zone;

    public HallMap(HallPlan plan)
    {
        Plan = plan;
        Items = plan.Items.ToFrozenDictionary(i => i.Id);
        Categories = plan.Categories.ToFrozenDictionary(c => c.Id);
        Windows = plan.Windows.ToFrozenDictionary(w => w.Id);
        Zones = plan.Zones.ToFrozenDictionary(z => z.Id);
        _helpedBy = plan.Windows.GroupBy(w => w.Category).ToFrozenDictionary(g => g.Key, g => g.First().Helps.Where(h => g.All(w => w.Helps.Contains(h))).ToArray());
        _minutes = plan.Items.GroupBy(i => i.Category).ToFrozenDictionary(g => g.Key, g => g.Average(i => i.Minutes));
        Departments = plan.Departments.ToFrozenDictionary(d => d.Name);
        FirstItem = plan.Items.GroupBy(i => i.Category).ToFrozenDictionary(g => g.Key, g => g.First());
        Calendar = new(plan.Calendar);
        Cabinets = plan.Cabinets.ToFrozenDictionary(c => c.Id);
        Floor = new(this, []);
        _zone = TimeZoneInfo.FindSystemTimeZoneById(plan.TimeZone);
        _servedBy = plan.Categories.ToFrozenDictionary(c => c.Id, c => plan.Windows
            .Where(w => IsTidal(w) ? w.TidalFor.Any(t => CalledAt(w, t).Contains(c.Id)) : w.Category == c.Id || w.Helps.Contains(c.Id)).ToArray());
        _quotas = plan.Items.ToFrozenDictionary(i => i.Id, i => plan.Rules.Quotas.Where(q => q.Item == i.Id).Concat(plan.Rules.Quotas.Where(q => q.Category == i.Category)).ToArray());
        _hoursOn = [.. Enum.GetValues<DayOfWeek>().Select(day => plan.Hours.Where(h => h.Days.Contains(day)).ToArray())];
    }

    public HallPlan Plan { get; }
    /// <summary>The plan as its dispatch sees it.</summary>
    public FloorMap Floor { get; }
    public WorkCalendar Calendar { get; }
    public FrozenDictionary<PlaceId, Cabinet> Cabinets { get; }
    public FrozenDictionary<ItemId, ServiceItem> Items { get; }
    public FrozenDictionary<CategoryId, Category> Categories { get; }
    public FrozenDictionary<WindowId, ServiceWindow> Windows { get; }
    public FrozenDictionary<ZoneId, Zone> Zones { get; }
    public FrozenDictionary<string, Department> Departments { get; }

    /// <summary>The first category of a kind, or null.</summary>
    internal Category? First(CategoryKind kind) => Array.Find(Plan.Categories, c => c.Kind == kind);
    /// <summary>Stands for a category where only that is known.</summary>
    public FrozenDictionary<CategoryId, ServiceItem> FirstItem { get; }

    /// <summary>Windows that serve a category as their own, by helping, or when the tide turns them to it.</summary>
    public ServiceWindow[] ServedBy(CategoryId category) => _servedBy.GetValueOrDefault(category) ?? [];

    /// <summary>What a window may call, its own first, then what it helps, then what a tidal one takes besides.</summary>
    /// <param name="turnedTo">Of a tidal window; null: it calls nobody.</param>
    public IEnumerable<CategoryId> CalledAt(ServiceWindow window, CategoryId? turnedTo) =>
        !IsTidal(window) ? [window.Category, .. window.Helps] : turnedTo is { } to ? Enumerable.Concat([to, .. HelpedBy(to)], Plan.Tide.SecondaryPercent > 0 ? window.TidalFor : []).Distinct() : [];

    /// <summary>Whether a window calls a category, of whatever class.</summary>
    /// <param name="turnedTo">Of a tidal window; null: it calls nobody.</param>
    internal bool Calls(ServiceWindow window, CategoryId? turnedTo, CategoryId category) =>
        IsTidal(window) ? CalledAt(window, turnedTo).Contains(category) : window.Category == category || window.Helps.Contains(category);

    /// <summary>Whether a window may call somebody of a category and class.</summary>
    /// <param name="turnedTo">Of a tidal window; null: it calls nobody.</param>
    public bool MayCall(ServiceWindow window, CategoryId? turnedTo, CategoryId category, TicketClass @class) =>
        Calls(window, turnedTo, category) || (@class is TicketClass.GreenChannel && window.HelpsGreen.Contains(category));

    /// <summary>Expected minutes at the window, the mean of a category's items; 10 where it has none.</summary>
    public double MinutesOf(CategoryId category) => _minutes.GetValueOrDefault(category, 10);

    /// <summary>What all windows of a category help.</summary>
    internal CategoryId[] HelpedBy(CategoryId category) => _helpedBy.GetValueOrDefault(category) ?? [];

    /// <summary>Those of the item, then those of its category.</summary>
    public Quota[] QuotasOf(ServiceItem item) => _quotas.GetValueOrDefault(item.Id) ?? [];

    /// <summary>The plan's hours on a day of the week; none: a day off, or no hours at all.</summary>
    internal OpenHours[] HoursOn(DayOfWeek day) => _hoursOn[(int)day];

    public bool IsGreenChannel(ServiceWindow window) => Categories[window.Category].Kind is CategoryKind.DedicatedGreenChannel;
    public bool IsTidal(ServiceWindow window) => Categories[window.Category].Kind is CategoryKind.DedicatedTidal;

    /// <summary>The hall's own wall clock.</summary>
    public DateTime Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone).DateTime;

    /// <summary>The business day an instant belongs to: it turns at <see cref="HallPlan.DayTurnsAt"/>, not at midnight.</summary>
    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at) - Plan.DayTurnsAt.ToTimeSpan());

    /// <summary>The instant at which a business day begins.</summary>
    public DateTimeOffset BeginOf(DateOnly day) => Instant(day.ToDateTime(Plan.DayTurnsAt));

    /// <summary>A time of a business day: one before the day turns is of the night after it.</summary>
    public DateTimeOffset OnDay(DateOnly day, TimeOnly time) => Instant((time < Plan.DayTurnsAt ? day.AddDays(1) : day).ToDateTime(time));

    /// <summary>A wall clock reading as an instant; in a gap of summer time the first that exists.</summary>
    public DateTimeOffset Instant(DateTime local)
    {
        while (_zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The date on the hall's walls: statutory days are those of the calendar, whenever the hall's own day turns.</summary>
    public DateOnly Date(DateTimeOffset at) => DateOnly.FromDateTime(Local(at));

    /// <summary>When a statutory period ends on its last day: with the hall's business, on a worked Saturday at the hour of the other days; without hours at midnight.</summary>
    public DateTimeOffset CloseOfBusiness(DateOnly day)
    {
        var ends = HoursOn(day.DayOfWeek) is { Length: > 0 } own ? own : Plan.Hours;
        return ends.Length == 0 || ends.Any(h => h.To == default) ? Instant(day.AddDays(1).ToDateTime(default)) : Instant(day.ToDateTime(ends.Max(h => h.To)));
    }

    public bool IsOpenAt(DateTimeOffset at) => Within(Plan.Hours, at);

    public bool IsRostered(ServiceWindow window, DateTimeOffset at) => Within(window.Rostered.Length > 0 ? window.Rostered : Plan.Hours, at);

    private bool Within(OpenHours[] hours, DateTimeOffset at)
    {
        if (hours.Length == 0) return true;
        var local = Local(at);
        foreach (var span in hours)
            if (span.Contains(local.DayOfWeek, TimeOnly.FromDateTime(local))) return true;
        return false;
    }
}
