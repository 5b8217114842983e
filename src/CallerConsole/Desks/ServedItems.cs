using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Search;

namespace TidalHall.CallerConsole.Desks;

/// <summary>What a window can do for somebody without a ticket: first what most came for today, then the hall's common matters.</summary>
/// <remarks>Counted once, when it is asked for: a list that moved under the finger would serve the wrong matter.</remarks>
public sealed class ServedItems
{
    /// <summary>Items offered at a time, one for each digit from 1.</summary>
    public const int Shown = 9;

    private readonly HallPlan _plan;
    private readonly ServiceItem[] _ranked;
    private readonly HashSet<ItemId> _served;

    public ServedItems(HallView view, IReadOnlyList<CategoryId> categories)
    {
        _plan = view.Plan;
        var today = view.Tickets.Where(t => t.Day == view.Day?.Date).CountBy(t => t.Visit.Item).ToDictionary();
        _ranked = [.. from item in _plan.Items
                      where categories.Contains(item.Category)
                      orderby today.GetValueOrDefault(item.Id) descending, item.Common descending, item.Category != categories[0]
                      select item];
        _served = [.. _ranked.Select(i => i.Id)];
    }

    public int Count => _ranked.Length;

    /// <summary>The best first, at most <see cref="Shown"/>; without a query the commonest.</summary>
    public IReadOnlyList<ServiceItem> Find(string query) => string.IsNullOrWhiteSpace(query)
        ? [.. _ranked.Take(Shown)]
        : [.. ItemSearch.Of(_plan).Find(query, _plan.Items.Length).Where(i => _served.Contains(i.Id)).Take(Shown)];
}
