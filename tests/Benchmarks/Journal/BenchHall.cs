using TidalHall.Core.Halls;

namespace TidalHall.Benchmarks.Journal;

/// <summary>A hall with room for a benchmark's tickets: 48 categories, a window each, open round the clock.</summary>
internal static class BenchHall
{
    private const int Categories = 48;
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";

    public static HallPlan Plan { get; } = new()
    {
        Id = new("bench"), Name = new("基准", "Benchmark"), Kind = HallKind.ProvincialCentre, TimeZone = "Asia/Shanghai", ItemsFile = "items.json",
        Rules = new() { DailyMaximum = int.MaxValue },
        Themes = [new(new("all"), new("全部", "All"), "apps")],
        Zones = [new(new("z"), new("大厅", "Hall"))],
        Categories = [.. Enumerable.Range(0, Categories).Select(n => new Category(new($"c{n}"), CategoryKind.UnifiedIntake, new($"类{n}"), $"{Letters[n / 24]}{Letters[n % 24]}", 15, "#1f5fa8"))],
        Windows = [.. Enumerable.Range(0, Categories).Select(n => new ServiceWindow { Id = new($"w{n}"), Number = n + 1, Category = new($"c{n}"), Zone = new("z") })],
        Items = [.. Enumerable.Range(0, Categories).Select(n => new ServiceItem { Id = new($"511A0116400001-511602000000-000-{n:000}"), Name = new($"事项{n}"), Department = "d", Theme = new("all"), Category = new($"c{n}"), Minutes = 8 })],
    };
}
