using TidalHall.Core.Halls;

namespace TidalHall.Core.Waiting;

/// <summary>How long each item takes at the window against the plan's minutes: s = (20·s_category + Σwx)/(20 + Σw), the category likewise against the plan. Half-life 20 days.</summary>
internal sealed class ServiceLearning
{
    private const double Weight = 20, Kept = 0.966, Most = 6;
    private readonly Dictionary<ItemId, (double Ratio, double Weight)> _items = [];
    private readonly Dictionary<CategoryId, (double Ratio, double Weight)> _categories = [];

    internal void Served(ServiceItem item, double minutes)
    {
        // One who stayed for hours says little of the next one.
        var ratio = Math.Min(Most, minutes / item.Minutes);
        Add(_items, item.Id, ratio);
        Add(_categories, item.Category, ratio);
    }

    internal void Turn()
    {
        foreach (var (id, (ratio, weight)) in _items.ToList()) _items[id] = (ratio * Kept, weight * Kept);
        foreach (var (id, (ratio, weight)) in _categories.ToList()) _categories[id] = (ratio * Kept, weight * Kept);
    }

    /// <summary>Minutes.</summary>
    internal double Of(ServiceItem item)
    {
        var (all, count) = _categories.GetValueOrDefault(item.Category);
        var category = (Weight + all) / (Weight + count);
        var (sum, weight) = _items.GetValueOrDefault(item.Id);
        return item.Minutes * (Weight * category + sum) / (Weight + weight);
    }

    private static void Add<T>(Dictionary<T, (double Ratio, double Weight)> of, T id, double ratio) where T : notnull
    {
        var (sum, weight) = of.GetValueOrDefault(id);
        of[id] = (sum + ratio, weight + 1);
    }
}
