using System.Runtime.CompilerServices;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Search;

namespace TidalHall.Kiosk;

/// <summary>A plan's items as citizens look for them. Made once for a plan, shared by its kiosks.</summary>
internal sealed class ItemCatalogue
{
    private static readonly ConditionalWeakTable<HallPlan, ItemCatalogue> Made = [];
    private readonly HallPlan _plan;
    private readonly Dictionary<ThemeId, ItemSection[]> _byTheme;

    private ItemCatalogue(HallPlan plan)
    {
        _plan = plan;
        _byTheme = plan.Items.GroupBy(i => i.Theme).ToDictionary(t => t.Key, t => ItemSection.Of(t).ToArray());
        var advice = plan.Categories.Where(c => c.Kind is CategoryKind.FunctionalGeneralConsultation).Select(c => c.Id).ToHashSet();
        Advice = plan.Items.FirstOrDefault(i => advice.Contains(i.Category));
    }

    internal static ItemCatalogue Of(HallPlan plan) => Made.GetValue(plan, static p => new(p));

    /// <summary>Where somebody can ask whose matter is not found; null in a hall without such a window.</summary>
    internal ServiceItem? Advice { get; }

    internal IReadOnlyList<ItemSection> Under(ThemeId theme) => _byTheme.GetValueOrDefault(theme, []);

    internal bool IsEmpty(ThemeId theme) => !_byTheme.ContainsKey(theme);

    /// <summary>What most people came for today; before anybody came, a common one of each theme.</summary>
    internal IReadOnlyList<ServiceItem> MostAsked(HallView view, int count)
    {
        var today = view.Tickets.Where(t => t.Day == view.Day?.Date).CountBy(t => t.Visit.Item).ToDictionary();
        return [.. _plan.Themes.SelectMany(t => Under(t.Id).SelectMany(s => s.Items).Where(i => i.Common).Index()).OrderByDescending(i => today.GetValueOrDefault(i.Item.Id)).ThenBy(i => i.Index).Select(i => i.Item).Take(count)];
    }

    /// <summary>By Hanzi, pinyin, initials, everyday words or English.</summary>
    internal IReadOnlyList<ServiceItem> Find(string query, int limit) => ItemSearch.Of(_plan).Find(query, limit);
}
