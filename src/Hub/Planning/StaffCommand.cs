using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Planning;
using TidalHall.Hub.Hosting;
using TidalHall.Simulation.Planning;

namespace TidalHall.Hub.Planning;

/// <summary><c>staff</c>: how many windows of each category a day needs, by half-hour, as a table and as CSV.</summary>
internal static class StaffCommand
{
    private static readonly Option<string?> Load = new("--load") { Description = $"A caseload: {Caseload.Header}. Default: the file NAME.caseload.csv beside the hall file." };
    private static readonly Option<string?> Journal = new("--journal") { Description = "A data folder: the forecast is made from its days. A hub may be running on it." };
    private static readonly Option<string> Target = new("--target") { Description = $"What is planned for, {WaitTarget.Form}.", DefaultValueFactory = _ => WaitTarget.Usual.ToString() };
    private static readonly Option<DayOfWeek?> Day = new("--day") { Description = "The weekday planned for. Default: tomorrow's." };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The same seed draws the same days. Default 7.", DefaultValueFactory = _ => 7 };
    private static readonly Option<string?> Csv = new("--csv") { Description = "Also writes every half-hour into this file, with commas." };

    internal static Command Make(Func<Func<Task>, Task<int>> told, Option<string?> hallFile)
    {
        var command = new Command("staff", "Plans a day's windows by category and half-hour, tries the plan on simulated days and mends it.") { hallFile, Load, Journal, Target, Day, Seed, Csv };
        command.SetAction((parsed, cancel) => told(() =>
        {
            var path = parsed.GetValue(hallFile) is { } given ? Path.GetFullPath(given) : HallFiles.Demo;
            var target = WaitTarget.TryParse(parsed.GetValue(Target), out var read) ? read : throw new StartRefused($"--target: \"{parsed.GetValue(Target)}\" is not allowed. Allowed: {WaitTarget.Form}.");
            Run(path, parsed.GetValue(Load), parsed.GetValue(Journal), target, parsed.GetValue(Day), parsed.GetValue(Seed), parsed.GetValue(Csv), cancel);
            return Task.CompletedTask;
        }));
        return command;
    }

    private static void Run(string hallFile, string? caseload, string? journal, WaitTarget target, DayOfWeek? day, ulong seed, string? csv, CancellationToken cancel)
    {
        if (caseload is not null && journal is not null) throw new StartRefused("--load and --journal: give one of the two.");
        var hall = new HallMap(HallFiles.Read(hallFile).Plan);
        var date = hall.DayOf(TimeProvider.System.GetUtcNow()).AddDays(1);
        while (day is { } wanted && date.DayOfWeek != wanted) date = date.AddDays(1);
        using var file = csv is null ? null : OutFile.Open("--csv", csv);
        var load = journal is null ? FromCaseload(hall.Plan, hallFile, caseload, date) : FromJournal(hall.Plan, journal, date, cancel);
        if (load.Categories.Length == 0) throw new StartRefused($"{Path.GetFileName(hallFile)}: the hall is shut on a {date.DayOfWeek}. Give another day with --day.");
        var began = Stopwatch.GetTimestamp();
        var plan = StaffPlan.Of(hall, load, target, seed, cancel: cancel);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}, {date.DayOfWeek}: {load.Categories.Sum(c => c.PerDay):0} people expected\n"));
        Console.WriteLine(StaffTable.Text(plan, hall.Plan));
        file?.Write(StaffTable.Csv(plan));
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{plan.Rounds} trials, seed {seed}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0.0} s"));
    }

    private static DayLoad FromCaseload(HallPlan plan, string hallFile, string? given, DateOnly date)
    {
        var path = given is not null ? Path.GetFullPath(given) : HallFiles.CaseloadBeside(hallFile)
            ?? throw new StartRefused($"{Path.GetFileName(hallFile)}: there is no caseload beside it. Give one with --load FILE, or the hall's own days with --journal DATA.");
        string text;
        try
        {
            text = File.ReadAllText(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefused($"{path}: the caseload cannot be read ({e.Message}). Give one with --load FILE.", e);
        }
        var result = Caseload.Read(text, Path.GetFileName(path), plan);
        if (!result.IsGood) throw new StartRefused(string.Join(Environment.NewLine, result.Mistakes.Select(m => m.In(CultureInfo.GetCultureInfo(HallFiles.Language)))));
        return DayLoad.Of(plan, date.DayOfWeek, result.Rows, DayShape.Ordinary);
    }

    private static DayLoad FromJournal(HallPlan plan, string data, DateOnly date, CancellationToken cancel)
    {
        var days = JournalDays.Known("--journal", data, plan.Id, cancel);
        return Forecast.Of([.. days.Any(d => d.IsOver) ? days.Where(d => d.IsOver) : days], plan, date);
    }
}
