using System.Globalization;
using System.Text;

namespace TidalHall.Simulation;

/// <summary>Results as a person reads them and as a sheet does. Minutes throughout.</summary>
public static class ResultTable
{
    private const string Head = "policy                          |  mean   less by       |   p50    p90    p95 (95 %)           max | green  appt p90 | ordinary | moves/h | worst category";

    /// <param name="results">Of one load; the first is what the others are compared with.</param>
    /// <param name="title">Said before the table; null: the load.</param>
    public static string Text(SimulatedHall hall, PolicyResult[] results, int days, string? title = null)
    {
        var left = results.Any(r => r.LeftPercent > 0);
        var text = new StringBuilder();
        Add(text, $"{title ?? string.Create(CultureInfo.InvariantCulture, $"Load {results[0].Load:0.00}, {days} days")}, waits in minutes, compared with \"{results[0].Policy.Name}\"\n{Head}{(left ? " | left %" : "")}\n{new string('-', Head.Length)}\n");
        foreach (var r in results)
        {
            var (worst, ratio) = Worst(r, results[0]);
            Add(text, $"{r.Policy.Name,-31} | {r.Mean,5:0.00}  {Less(r, results[0]),5:0.0} % ± {Spread(r, results[0]),3} | {r.P50.Value,5:0.0}  {r.P90.Value,5:0.0}  {r.P95.Value,5:0.0} ({r.P95.Low,5:0.0}–{r.P95.High,5:0.0})  {r.Max,6:0} | ");
            Add(text, $"{r.GreenP90.Value,5:0.0}    {r.AppointmentP90.Value,5:0.0} | {r.OrdinaryMean,8:0.00} | {r.MovesPerHour,7:0.00} | {hall.Categories[worst].Id,-3} × {ratio:0.00}");
            if (left) Add(text, $" | {r.LeftPercent,6:0.0}");
            text.Append('\n');
        }
        return text.Append('\n').ToString();
    }

    public static string CsvHead(SimulatedHall hall) =>
        "load,policy,mean,less_percent,less_half_width,difference,difference_low,difference_high,p50,p50_low,p50_high,p90,p90_low,p90_high,p95,p95_low,p95_high,max,green_p90,green_p90_low,green_p90_high,appointment_p90,ordinary_mean,moves_per_window_hour,"
        + string.Join(',', hall.Categories.Select(c => $"mean_{c.Id}").Concat(hall.Categories.Select(c => $"green_p90_{c.Id}")).Append("left_percent"));

    public static string CsvLine(PolicyResult r, PolicyResult first)
    {
        double[] figures =
        [
            r.Mean, Less(r, first), HalfWidth(r, first), .. Of(r.Difference), .. Of(r.P50), .. Of(r.P90), .. Of(r.P95), r.Max, .. Of(r.GreenP90), r.AppointmentP90.Value, r.OrdinaryMean, r.MovesPerHour,
            .. r.CategoryMeans, .. r.CategoryGreenP90, r.LeftPercent,
        ];
        return string.Create(CultureInfo.InvariantCulture, $"{r.Load},{r.Policy.Id},") + string.Join(',', figures.Select(f => f.ToString("0.####", CultureInfo.InvariantCulture)));
    }

    private static double[] Of(Interval i) => [i.Value, i.Low, i.High];
    /// <summary>Percent.</summary>
    private static double Less(PolicyResult r, PolicyResult first) => 100 * (1 - r.Mean / first.Mean);
    /// <summary>"–" where one day gives no interval.</summary>
    private static string Spread(PolicyResult r, PolicyResult first) => HalfWidth(r, first) is var half && double.IsNaN(half) ? "–" : half.ToString("0.0", CultureInfo.InvariantCulture);
    private static double HalfWidth(PolicyResult r, PolicyResult first) => 100 * r.Difference.HalfWidth / first.Mean;

    private static (int Category, double Ratio) Worst(PolicyResult r, PolicyResult first) =>
        r.CategoryMeans.Select((mean, c) => (c, first.CategoryMeans[c] > 0 ? mean / first.CategoryMeans[c] : 0)).MaxBy(p => p.Item2);

    private static void Add(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture));
}
