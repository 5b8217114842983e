using System.Globalization;

namespace TidalHall.Simulation.RealDays;

/// <summary>Arrivals and counters of a queue in one half-hour, as they were estimated from its board.</summary>
/// <param name="From">Minutes from midnight.</param>
public readonly record struct HalfHour(DateOnly Date, string Office, int Queue, int From, int Arrivals, int Called, double Waiting, double Counters);

/// <summary>A folder of real queues, every few minutes: <c>snapshots-DATE.csv</c> and <c>waits-DATE.csv</c> a day, <c>queues.csv</c>, <c>half-hours.csv</c>; each may be packed (<c>.gz</c>).</summary>
public sealed class QueueFolder
{
    private const int MostPeople = 10_000, MostNumber = 99_999, MostCounters = 500, DayMinutes = 1_440;

    private QueueFolder(IReadOnlyDictionary<(string, int), string> names, IReadOnlyList<QueueDay> days, IReadOnlyList<HalfHour> halfHours) => (Names, Days, HalfHours) = (names, days, halfHours);

    /// <summary>What a queue is for, by office and queue.</summary>
    public IReadOnlyDictionary<(string Office, int Queue), string> Names { get; }
    /// <summary>By date, then office and queue.</summary>
    public IReadOnlyList<QueueDay> Days { get; }
    public IReadOnlyList<HalfHour> HalfHours { get; }

    /// <exception cref="FolderRefused">It is not a folder of this form; the message names file, line, what is wrong and what is allowed.</exception>
    public static QueueFolder Read(string folder)
    {
        if (!Directory.Exists(folder)) throw new FolderRefused($"\"{folder}\" is no folder. Allowed: one with snapshots-DATE.csv or .csv.gz, one a day.");
        var snapshots = Directory.GetFiles(folder, "snapshots-*.csv*").Where(f => f.EndsWith(".csv", StringComparison.Ordinal) || f.EndsWith(".csv.gz", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (snapshots.Count == 0) throw new FolderRefused($"\"{folder}\" has no snapshots. Allowed: snapshots-DATE.csv or .csv.gz, one a day.");
        return new(ReadNames(folder), [.. snapshots.SelectMany(s => ReadDay(folder, s))], ReadHalfHours(folder));
    }

    private static Dictionary<(string, int), string> ReadNames(string folder)
    {
        var names = new Dictionary<(string, int), string>();
        if (Find(folder, "queues") is not { } path) return names;
        using var sheet = new SheetReader(path, "office", "queue_id", "name_pl");
        while (sheet.Next()) names[(sheet.Text(0), sheet.Number(1, 0, int.MaxValue))] = sheet.Text(2);
        return names;
    }

    private static IEnumerable<QueueDay> ReadDay(string folder, string path)
    {
        var date = DateOf(path);
        var sights = new Dictionary<(string Office, int Queue), List<QueueSight>>();
        var odd = new HashSet<(string, int)>();
        using (var sheet = new SheetReader(path, "office", "queue_id", "time", "open_counters", "waiting", "last_called", "service_min"))
            while (sheet.Next())
            {
                var (key, (time, day)) = ((sheet.Text(0), sheet.Number(1, 0, int.MaxValue)), sheet.Time(2));
                if (!sights.TryGetValue(key, out var seen)) sights[key] = seen = [];
                // Read on by its time of day: whoever reads it must know that it may be wrong.
                if ((day is { } shown && shown != date) || (seen.Count > 0 && time < seen[^1].Time)) odd.Add(key);
                seen.Add(new(time, sheet.Number(3, 0, MostCounters, 0), sheet.Number(4, 0, MostPeople, 0), CalledIn(sheet, 5), sheet.Decimal(6, DayMinutes)));
            }
        var waits = ReadWaits(folder, Path.GetFileName(path)["snapshots".Length..].Split('.')[0]);
        foreach (var (key, seen) in sights.OrderBy(s => s.Key.Office, StringComparer.Ordinal).ThenBy(s => s.Key.Queue))
        {
            var sorted = seen.OrderBy(s => s.Time).ToArray();
            var truths = waits.GetValueOrDefault(key) ?? [];
            yield return new(date, key.Office, key.Queue, sorted, odd.Contains(key), sorted.Index().Where(s => truths.ContainsKey(s.Item.Time)).ToDictionary(s => s.Index, s => truths[s.Item.Time]));
        }
    }

    private static Dictionary<(string, int), Dictionary<int, TrueWait>> ReadWaits(string folder, string date)
    {
        var waits = new Dictionary<(string, int), Dictionary<int, TrueWait>>();
        if (Find(folder, "waits" + date) is not { } path) return waits;
        using var sheet = new SheetReader(path, "office", "queue_id", "time", "wait_min_low", "wait_min_high");
        while (sheet.Next())
        {
            var key = (sheet.Text(0), sheet.Number(1, 0, int.MaxValue));
            var (low, high) = (sheet.Number(3, 0, DayMinutes, -1), sheet.Number(4, 0, DayMinutes, -1));
            if (low > high || (low < 0) != (high < 0)) throw sheet.Refuse($"wait_min_low \"{sheet.Text(3)}\" with wait_min_high \"{sheet.Text(4)}\"", "low up to high, or both blank");
            if (!waits.TryGetValue(key, out var known)) waits[key] = known = [];
            known[sheet.Time(2).Minutes] = new(low, high);
        }
        return waits;
    }

    private static List<HalfHour> ReadHalfHours(string folder)
    {
        var all = new List<HalfHour>();
        if (Find(folder, "half-hours") is not { } path) return all;
        using var sheet = new SheetReader(path, "date", "office", "queue_id", "half_hour", "arrivals_est", "called", "mean_waiting", "mean_open_counters");
        while (sheet.Next())
            all.Add(new(DateIn(sheet.Text(0)) ?? throw sheet.Refuse($"date \"{sheet.Text(0)}\"", "YYYY-MM-DD"), sheet.Text(1), sheet.Number(2, 0, int.MaxValue), sheet.Time(3).Minutes,
                sheet.Number(4, 0, MostPeople, 0), sheet.Number(5, 0, MostPeople, 0), sheet.Decimal(6, MostPeople), sheet.Decimal(7, MostCounters)));
        return all;
    }

    /// <summary>Letters and a number, "B002"; blank where none is shown.</summary>
    private static int CalledIn(SheetReader sheet, int column)
    {
        var text = sheet.Text(column);
        if (text.Length == 0) return -1;
        var digits = text.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostNumber ? number
            : throw sheet.Refuse($"last_called \"{text}\"", $"letters A–Z and a number up to {MostNumber}, or nothing");
    }

    private static DateOnly DateOf(string path)
    {
        var name = Path.GetFileName(path);
        return DateIn(name["snapshots-".Length..].Split('.')[0]) ?? throw new FolderRefused($"{name}: its name has no date. Allowed: snapshots-YYYY-MM-DD.csv or .csv.gz.");
    }

    private static DateOnly? DateIn(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private static string? Find(string folder, string name) => ((string[])[$"{name}.csv", $"{name}.csv.gz"]).Select(n => Path.Combine(folder, n)).FirstOrDefault(File.Exists);
}
