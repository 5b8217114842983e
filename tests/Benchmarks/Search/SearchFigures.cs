using System.Diagnostics;
using System.Globalization;
using TidalHall.Core.HallFiles;
using TidalHall.Core.Search;

namespace TidalHall.Benchmarks.Search;

/// <summary>What a search over all items of a hall costs, beside looking through their names for the same text and nothing more.</summary>
internal static class SearchFigures
{
    private const int Rounds = 7;

    public static void Print(string hallFile, string queryFile)
    {
        var folder = Path.GetDirectoryName(hallFile)!;
        var plan = HallFile.Read(File.ReadAllText(hallFile), Path.GetFileName(hallFile), name => File.Exists(Path.Combine(folder, name)) ? File.ReadAllText(Path.Combine(folder, name)) : null).Plan;
        var search = new ItemSearch(plan);
        string[] queries = [.. File.ReadLines(queryFile).Skip(1).Select(l => l.Split(',')[0])];
        var found = Best(queries, q => search.Find(q, 10).Count);
        var scanned = Best(queries, q => plan.Items.Count(i => i.Name.Zh.Contains(q, StringComparison.Ordinal)));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{queries.Length} queries over {plan.Items.Length} items: p50 {found[queries.Length / 2]:0.00} ms, worst {found[^1]:0.00} ms; a plain look through the names: p50 {scanned[queries.Length / 2]:0.000} ms, worst {scanned[^1]:0.000} ms"));
    }

    // The best of several runs: the machine does other things too.
    private static double[] Best(string[] queries, Func<string, int> find) => [.. queries.Select(q => Enumerable.Range(0, Rounds).Min(_ => Time(q, find))).Order()];

    private static double Time(string query, Func<string, int> find)
    {
        var before = Stopwatch.GetTimestamp();
        find(query);
        return Stopwatch.GetElapsedTime(before).TotalMilliseconds;
    }
}
