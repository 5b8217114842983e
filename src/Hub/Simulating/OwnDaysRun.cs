using System.CommandLine;
using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Planning;
using TidalHall.Simulation;
using TidalHall.Simulation.OwnDays;

namespace TidalHall.Hub.Simulating;

/// <summary>"What if" on a hall's own journal: its days again, under other rules and with other windows.</summary>
internal static class OwnDaysRun
{
    private static readonly Option<string?> Journal = new("--journal") { Description = "A data folder: its days are run again instead of the reference hall's. A hub may be running on it." };
    private static readonly Option<string?> Windows = new("--windows") { Description = $"With --journal: also with other windows, {WindowChange.Form}." };

    internal static Option[] Options => [Journal, Windows];

    /// <exception cref="StartRefused">--windows without --journal.</exception>
    internal static bool Asked(ParseResult parsed) => parsed.GetValue(Journal) is not null
        || (parsed.GetValue(Windows) is null ? false : throw new StartRefused("--windows: only with --journal."));

    internal static void Run(ParseResult parsed, string? hallFile, ulong seed, string? csv, string? picture, CancellationToken cancel)
    {
        var map = new HallMap(HallFiles.Read(hallFile is null ? HallFiles.Demo : Path.GetFullPath(hallFile)).Plan);
        WindowChange[] changes = parsed.GetValue(Windows) is not { } text ? [] : WindowChange.Read(text, map.Plan, out var wrong) ?? throw new StartRefused($"--windows: {wrong}");
        using var file = csv is null ? null : OutFile.Open("--csv", csv);
        using var drawing = picture is null ? null : OutFile.Open("--picture", picture);
        var days = JournalDays.Known("--journal", parsed.GetRequiredValue(Journal)!, map.Plan.Id, cancel);
        var own = new OwnHall(map, days, changes);
        var again = RunAgain(own, days.Count, cancel);
        // Compared with the rule run again, not with the day itself: there clerks also rest between visits, here they call at once.
        Policy[] policies = [own.Policies[0], own.Policies[0] with { Id = "recorded", Name = "as it was" }, .. own.Policies.Skip(1)];
        SimulatedDay[][] simulated = [again[0], [.. Enumerable.Range(0, days.Count).Select(own.AsItWas)], .. again[1..]];
        var results = PolicyResult.Of(own.Hall, 0, policies, simulated, seed);
        var title = string.Create(CultureInfo.InvariantCulture, $"{map.Plan.Id}, {days[0].Date:yyyy-MM-dd} to {days[^1].Date:yyyy-MM-dd}, {(days.Count == 1 ? "1 day" : $"{days.Count} days")}");
        Console.Write(ResultTable.Text(own.Hall, results, days.Count, changes.Length == 0 ? title : $"{title}, changed: {parsed.GetValue(Windows)}"));
        file?.WriteLine(ResultTable.CsvHead(own.Hall));
        foreach (var result in results) file?.WriteLine(ResultTable.CsvLine(result, results[0]));
        drawing?.Write(WaitPicture.Svg(title, own.Opens, results));
    }

    private static SimulatedDay[][] RunAgain(OwnHall own, int days, CancellationToken cancel)
    {
        try
        {
            return Simulator.Run(own.Hall, own.DayOf, days, own.Policies.Count, new() { CancellationToken = cancel });
        }
        // The days run side by side: each may tell of it.
        catch (AggregateException e) when (e.InnerExceptions.OfType<NobodyCallsException>().FirstOrDefault() is { } nobody)
        {
            throw new StartRefused($"--journal: under \"{nobody.Policy}\" no window calls for \"{own.Hall.Categories[nobody.Category].Id}\". Give that category a window of its own, or one that helps it, by --hall FILE.", e);
        }
    }
}
