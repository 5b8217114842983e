using System.Globalization;
using System.Text;
using TidalHall.Core.Halls;
using TidalHall.Core.Planning;

namespace TidalHall.Simulation.Planning;

/// <summary>A plan as a person at a terminal reads it and as a sheet does.</summary>
public static class StaffTable
{
    public const string CsvHead = "halfHour,category,people,windows,inTimePercent";

    public static string Text(StaffPlan plan, HallPlan hall)
    {
        var (load, text) = (plan.Plan.Load, new StringBuilder());
        var width = Math.Max(8, load.Categories.Max(c => c.Category.Value.Length));
        var hours = string.Concat(Enumerable.Range(0, load.HalfHours).Select(h => load.At(h).ToString(" HHmm", CultureInfo.InvariantCulture)));
        void Line(string name, IEnumerable<string> cells) => text.Append(name.PadRight(width)).Append(string.Concat(cells.Select(c => c.PadLeft(5)))).Append('\n');
        void Block(string title, Func<int, int, string> cell)
        {
            text.Append(title).Append('\n').Append(new string(' ', width)).Append(hours).Append('\n');
            foreach (var (c, category) in load.Categories.Index()) Line(category.Category.Value, Enumerable.Range(0, load.HalfHours).Select(h => cell(c, h)));
        }

        Block("Windows open", (c, h) => plan.Plan.Windows[c][h] is var n && n > 0 ? $"{n}" : "·");
        Line("together", Enumerable.Range(0, load.HalfHours).Select(h => $"{plan.Plan.At(h)}"));
        Block($"\nCalled in time, % (target {plan.Plan.Target})", (c, h) => Percent(plan.Kept.At(c, h)));
        Add(text, $"\n{"category".PadRight(width)}  people  minutes  most windows  hall has  in time %\n");
        foreach (var (c, category) in load.Categories.Index())
            Add(text, $"{category.Category.Value.PadRight(width)}  {category.PerDay,6:0}  {category.Service.Mean,7:0.0}  {plan.Plan.Peak(c),12}  {Has(hall, category.Category),8}  {Percent(plan.Kept.Of(c)),9}\n");
        var (most, at) = plan.Plan.Busiest;
        var peaks = Enumerable.Range(0, load.Categories.Length).Sum(plan.Plan.Peak);
        Add(text, $"\nAt most {most} windows at once ({load.At(at):HH:mm}); {peaks} if each category kept its most all day. What lies between, {peaks - most}, tidal windows can do; the hall has {Tidal(hall)}.\n");
        Add(text, $"Over all, {Percent(plan.Kept.OfAll)} % are called in time.\n");
        return text.ToString();
    }

    /// <summary>A line for each half-hour and category, the head included.</summary>
    public static string Csv(StaffPlan plan)
    {
        var text = new StringBuilder(CsvHead).Append('\n');
        for (var h = 0; h < plan.Plan.Load.HalfHours; h++)
            foreach (var (c, category) in plan.Plan.Load.Categories.Index())
                Add(text, $"{plan.Plan.Load.At(h):HH:mm},{category.Category},{category.People[h]:0.##},{plan.Plan.Windows[c][h]},{100 * plan.Kept.At(c, h):0.#}\n");
        return text.ToString();
    }

    /// <summary>How many windows of a category the hall file has.</summary>
    public static int Has(HallPlan hall, CategoryId category) => hall.Windows.Count(w => w.Category == category);
    public static int Tidal(HallPlan hall) => hall.Categories.Where(c => c.Kind is CategoryKind.DedicatedTidal).Sum(c => Has(hall, c.Id));

    private static string Percent(double? share) => share is { } s ? (100 * s).ToString("0", CultureInfo.InvariantCulture) : "·";
    private static void Add(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture));
}
