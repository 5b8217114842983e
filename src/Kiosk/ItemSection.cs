using TidalHall.Core.Halls;

namespace TidalHall.Kiosk;

/// <summary>Items of a theme that stand together under a heading.</summary>
/// <param name="Heading">A department or a main item, in Chinese; null = those asked for every day.</param>
/// <param name="Items">At least one.</param>
internal sealed record ItemSection(string? Heading, ServiceItem[] Items)
{
    /// <summary>A main item with fewer items than this stands among its department's.</summary>
    internal const int LeastOfAGroup = 3;

    /// <summary>The common first, the most asked for before the rest; then by department, what is of no larger group before the groups.</summary>
    internal static IEnumerable<ItemSection> Of(IEnumerable<ServiceItem> items)
    {
        var all = items.ToLookup(i => i.Common);
        // What most come for has its materials listed, and is asked for in the most ways.
        if (all[true].Any()) yield return new(null, [.. all[true].OrderBy(i => i.Materials.Length == 0).ThenByDescending(i => i.Words.Length)]);
        foreach (var department in all[false].GroupBy(i => i.Department).OrderBy(d => d.Key, StringComparer.Ordinal))
        {
            var groups = department.ToLookup(i => i.Group);
            bool Stands(string? group) => group is not null && groups[group].Count() >= LeastOfAGroup;
            if (department.Where(i => !Stands(i.Group)).ToArray() is { Length: > 0 } rest) yield return new(department.Key, rest);
            foreach (var group in groups.Where(g => Stands(g.Key))) yield return new(group.Key, [.. group]);
        }
    }

    /// <summary>Deals sections out to screens, cut where one is full; what goes on has its heading again.</summary>
    /// <param name="rows">Of half an item's height on a screen, 3 or more: a heading takes one, an item two.</param>
    internal static IReadOnlyList<IReadOnlyList<ItemSection>> Pages(IEnumerable<ItemSection> sections, int rows)
    {
        var pages = new List<List<ItemSection>>();
        var free = 0;
        foreach (var section in sections)
            for (var done = 0; done < section.Items.Length;)
            {
                // Never a heading alone at the end of a screen.
                if (free < 3)
                {
                    pages.Add([]);
                    free = rows;
                }
                ServiceItem[] here = [.. section.Items.Skip(done).Take((free - 1) / 2)];
                pages[^1].Add(section with { Items = here });
                done += here.Length;
                free -= 1 + (2 * here.Length);
            }
        return pages;
    }
}
