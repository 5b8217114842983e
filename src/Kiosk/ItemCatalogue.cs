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
    private readonly ILookup<ThemeId, ServiceItem> _byTheme;

    private ItemCatalogue(HallPlan plan)
    {
        _plan = plan;
        // The common first as the file has them; the rest with their kin.
        _byTheme = plan.Items.Where(i => i.Common)
            .Concat(plan.Items.Where(i => !i.Common).OrderBy(i => i.Department, StringComparer.Ordinal).ThenBy(i => i.Group ?? "\uffff", StringComparer.Ordinal))
            .ToLookup(i => i.Theme);
    }

    internal static ItemCatalogue Of(HallPlan plan) => Made.GetValue(plan, static p => new(p));

    internal IEnumerable<ServiceItem> Under(ThemeId theme) => _byTheme[theme];

    internal bool IsEmpty(ThemeId theme) => !_byTheme.Contains(theme);

    /// <summary>What most people came for today; before anybody came, a common one of each theme.</summary>
    internal IReadOnlyList<ServiceItem> MostAsked(HallView view, int count)
    {
        var today = view.Tickets.Where(t => t.Day == view.Day?.Date).CountBy(t => t.Visit.Item).ToDictionary();
        return [.. _plan.Themes.SelectMany(t => _byTheme[t.Id].Where(i => i.Common).Index()).OrderByDescending(i => today.GetValueOrDefault(i.Item.Id)).ThenBy(i => i.Index).Select(i => i.Item).Take(count)];
    }

    /// <summary>By Hanzi, pinyin, initials, everyday words or English.</summary>
    internal IReadOnlyList<ServiceItem> Find(string query, int limit) => ItemSearch.Of(_plan).Find(query, limit);
}
