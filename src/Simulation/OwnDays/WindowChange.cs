using System.Globalization;
using TidalHall.Core.Halls;

namespace TidalHall.Simulation.OwnDays;

/// <summary>So many windows of a category more, or fewer.</summary>
public readonly record struct WindowChange(CategoryId Category, int By)
{
    /// <summary>How changes are written.</summary>
    public const string Form = "CATEGORY+n or CATEGORY-n, parted by commas, like \"insurance+1,intake-1\"";
    private const int Most = 20;

    /// <summary>Reads "insurance+1,intake-1".</summary>
    /// <param name="wrong">What is wrong and what is allowed, where it is null that is returned.</param>
    public static WindowChange[]? Read(string text, HallPlan plan, out string wrong)
    {
        wrong = "";
        var changes = new List<WindowChange>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries))
        {
            // The last sign parts: a category's name may have one.
            var sign = part.LastIndexOfAny(['+', '-']);
            if (sign < 1 || !int.TryParse(part[(sign + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var n) || n is < 1 or > Most)
            {
                wrong = $"\"{part}\" is not allowed. Allowed: {Form}, n from 1 to {Most}.";
                return null;
            }
            if (plan.Categories.FirstOrDefault(c => c.Id.Value == part[..sign]) is not { } category || plan.Windows.All(w => w.Category != category.Id))
            {
                wrong = $"\"{part[..sign]}\" has no window. Allowed: {string.Join(", ", plan.Categories.Where(c => plan.Windows.Any(w => w.Category == c.Id)).Select(c => c.Id))}.";
                return null;
            }
            var has = plan.Windows.Count(w => w.Category == category.Id) - 1 + changes.Where(c => c.Category == category.Id).Sum(c => c.By);
            if (part[sign] == '-' && n > has)
            {
                wrong = $"\"{part}\" is not allowed: one window must stay. Allowed: {category.Id}-1 to {category.Id}-{has}.".Replace($"Allowed: {category.Id}-1 to {category.Id}-0.", "It has no more.", StringComparison.Ordinal);
                return null;
            }
            changes.Add(new(category.Id, part[sign] == '-' ? -n : n));
        }
        return [.. changes];
    }
}
