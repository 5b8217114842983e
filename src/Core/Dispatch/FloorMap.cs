using System.Collections.Frozen;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Dispatch;

/// <summary>A plan as a floor sees it: its categories and windows by number, and what each window may call.</summary>
public sealed class FloorMap
{
    internal static readonly int Classes = Enum.GetValues<TicketClass>().Length;
    private static readonly uint All = (1U << Classes) - 1;
    private static readonly uint Green = 1U << (int)TicketClass.GreenChannel;
    private const double Minute = 60_000;
    /// <summary>Of a category that the plan has no more.</summary>
    internal const double UnknownTarget = 20 * Minute;
    /// <summary>Visits that differ by less than this are of one length.</summary>
    private const double NextLength = 1.2;

    private readonly HallMap _map;
    private readonly FrozenDictionary<CategoryId, int> _categories;
    private readonly FrozenDictionary<WindowId, int> _windows;

    /// <param name="others">Categories and windows that somebody waits for though the plan has them no more.</param>
    internal FloorMap(HallMap map, IEnumerable<(CategoryId Category, WindowId? Only)> others)
    {
        _map = map;
        var (plan, waited) = (map.Plan, others.ToList());
        CategoryIds = [.. plan.Categories.Select(c => c.Id).Concat(waited.Select(o => o.Category)).Distinct()];
        WindowIds = [.. plan.Windows.Select(w => w.Id).Concat(waited.Where(o => o.Only is not null).Select(o => o.Only!.Value)).Distinct()];
        _categories = CategoryIds.Select((id, n) => (id, n)).ToFrozenDictionary(p => p.id, p => p.n);
        _windows = WindowIds.Select((id, n) => (id, n)).ToFrozenDictionary(p => p.id, p => p.n);
        var rules = plan.Dispatch;
        Skill[][] windows = [.. WindowIds.Select(id => SkillsOf(id, null))];
        Plan = new(
            FloorCategory.Of([.. CategoryIds.Select(id => (map.Categories.TryGetValue(id, out var c) ? c.TargetMinutes * Minute : UnknownTarget, map.MinutesOf(id) * Minute))], windows, n => map.FirstItem.ContainsKey(CategoryIds[n])),
            [.. Enum.GetValues<TicketClass>().Select(c => c switch { TicketClass.GreenChannel => Of(rules.GreenChannel), TicketClass.Appointment => Of(rules.Appointment), _ => default })],
            windows,
            rules.DuePercent / 100.0, rules.AgedAfterMinutes * Minute)
        {
            ShorterFirst = rules.ShorterFirstPercent / 100.0,
            Lengths = rules.ShorterFirstPercent == 0 ? [] : [.. CategoryIds.Select(LengthsOf)],
        };
    }

    public FloorPlan Plan { get; }
    /// <summary>By the floor's number.</summary>
    public CategoryId[] CategoryIds { get; }
    /// <summary>By the floor's number.</summary>
    public WindowId[] WindowIds { get; }
    public int this[CategoryId id] => _categories[id];
    /// <summary><see cref="Lines.None"/> for a window that the plan has not.</summary>
    public int this[WindowId id] => _windows.GetValueOrDefault(id, Lines.None);
    public bool Has(CategoryId id) => _categories.ContainsKey(id);

    /// <summary>The place of a visit's length among those of its category, by the minutes of its item.</summary>
    public int LengthOf(Visit visit) => Plan.ShorterFirst == 0 ? 0
        : Plan.LengthOf(this[visit.Category], (_map.Items.TryGetValue(visit.Item, out var item) ? item.Minutes : _map.MinutesOf(visit.Category)) * Minute);

    private double[] LengthsOf(CategoryId category)
    {
        var lengths = new List<double>();
        foreach (var minutes in _map.Plan.Items.Where(i => i.Category == category).Select(i => (double)i.Minutes).DefaultIfEmpty(_map.MinutesOf(category)).Order())
            if (lengths.Count == 0 || minutes * Minute >= lengths[^1] * NextLength) lengths.Add(minutes * Minute);
        return [.. lengths];
    }

    /// <summary>What a window may call, a tidal one as it is turned. Green windows take the green channel of what they help as their own.</summary>
    public Skill[] SkillsOf(WindowId id, CategoryId? turnedTo)
    {
        if (_map.Windows.GetValueOrDefault(id) is not { } window) return [];
        var helps = _map.Plan.Dispatch.HelperPercent / 100.0;
        if (_map.IsTidal(window)) return turnedTo is { } to && _categories.ContainsKey(to) ? Turned(window, to, helps) : [];
        Skill own = new(_categories[window.Category], All, 1);
        var (helped, greenOf) = (window.Helps.Select(h => _categories[h]), window.HelpsGreen.Select(h => _categories[h]));
        return _map.IsGreenChannel(window)
            ? [own, .. helped.SelectMany(h => (Skill[])[new(h, Green, 1), new(h, All & ~Green, helps)]), .. greenOf.Select(h => new Skill(h, Green, 1))]
            : [own, .. helped.Select(h => new Skill(h, All, helps)), .. greenOf.Select(h => new Skill(h, Green, helps))];
    }

    private Skill[] Turned(ServiceWindow window, CategoryId to, double helps)
    {
        var (helped, besides) = (_map.HelpedBy(to), _map.Plan.Tide.SecondaryPercent / 100.0);
        return [.. _map.CalledAt(window, to).Select(c => new Skill(_categories[c], All,
            c == to ? 1 : Math.Max(helped.Contains(c) ? helps : 0, window.TidalFor.Contains(c) ? besides : 0)))];
    }

    private static FloorClass Of(PriorityRule rule) => new(rule.PromiseMinutes * Minute, rule.SlopeMinutes * Minute);
}
