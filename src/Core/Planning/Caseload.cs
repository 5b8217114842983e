using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Sheets;

namespace TidalHall.Core.Planning;

/// <summary>Reads what a hall has to do in a day, <c>halls/*.caseload.csv</c>; tells every mistake at once.</summary>
public static class Caseload
{
    /// <summary>The first line of the file. The third column may be left out or empty: the items' own minutes count.</summary>
    public const string Header = "categoryOrItem,perDay,minutes";
    /// <summary>From the call to standing at the window, minutes: a file's and an item's minutes are those at the window.</summary>
    public const double Walk = 0.5;
    private const double MostPerDay = 100_000, LeastMinutes = 0.5, MostMinutes = 240;

    /// <param name="text">The file.</param>
    /// <param name="name">Its name, to be told in mistakes.</param>
    /// <param name="plan">The hall it is of: its categories and items are what may be named.</param>
    public static SheetResult<Case, CaseloadMistakeCode> Read(string text, string name, HallPlan plan)
    {
        var (mistakes, cases, seen, number) = (new List<SheetMistake<CaseloadMistakeCode>>(), new List<Case>(), new Dictionary<string, int>(), 0);
        var items = plan.Items.ToDictionary(i => i.Id.Value);
        var categories = plan.Categories.ToDictionary(c => c.Id.Value);
        var usual = plan.Items.GroupBy(i => i.Category).ToDictionary(g => g.Key, g => g.Average(i => i.Minutes));
        foreach (var line in text.TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            if (number == 1 && line.TrimEnd(',') is not (Header or "categoryOrItem,perDay"))
            {
                // Another kind of file: a mistake a line would bury this one.
                Tell(CaseloadMistakeCode.WrongHeader, Header);
                break;
            }
            if (number == 1 || line.Trim(',', ' ').Length == 0) continue;
            string[] cells = [.. line.Split(',').Select(c => c.Trim())];
            if (cells.Length is not (2 or 3))
            {
                Tell(CaseloadMistakeCode.WrongCellCount, cells.Length);
                continue;
            }
            var told = mistakes.Count;
            if (!seen.TryAdd(cells[0], number)) Tell(CaseloadMistakeCode.Twice, cells[0], seen[cells[0]]);
            var (category, minutes) = Named(cells[0]);
            var perDay = Number(cells[1], "perDay", 0, MostPerDay);
            if (cells.Length == 3 && cells[2].Length > 0) minutes = Number(cells[2], "minutes", LeastMinutes, MostMinutes);
            if (mistakes.Count == told) cases.Add(new(category, perDay, minutes + Walk));
        }
        if (mistakes.Count == 0 && cases.Sum(c => c.PerDay) == 0) Tell(CaseloadMistakeCode.NobodyComes);
        return new(cases, mistakes);

        (CategoryId, double) Named(string id)
        {
            if (categories.GetValueOrDefault(id) is { } category)
            {
                if (category.Kind is CategoryKind.DedicatedTidal) Tell(CaseloadMistakeCode.Tidal, id);
                return (category.Id, usual.GetValueOrDefault(category.Id, 10));
            }
            if (items.GetValueOrDefault(id) is { } item) return (item.Category, item.Minutes);
            Tell(CaseloadMistakeCode.Unknown, id, plan.Id.Value, string.Join(", ", plan.Categories.Where(c => c.Kind is not CategoryKind.DedicatedTidal).Select(c => c.Id)));
            return default;
        }

        double Number(string cell, string column, double least, double most)
        {
            if (double.TryParse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most) return value;
            Tell(CaseloadMistakeCode.NotInRange, column, cell, least, most);
            return 0;
        }

        void Tell(CaseloadMistakeCode code, params object[] arguments) => mistakes.Add(new(name, number, code, arguments));
    }
}
