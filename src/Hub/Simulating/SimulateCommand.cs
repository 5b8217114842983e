using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TidalHall.Hub.Hosting;
using TidalHall.Simulation;

namespace TidalHall.Hub.Simulating;

/// <summary><c>simulate</c>: days of the reference hall, or of a hall's own journal, under many policies, as a table, as CSV and as a picture.</summary>
internal static class SimulateCommand
{
    private const int MaxDays = 10_000;
    private static readonly TimeOnly Opens = new(9, 0);
    private static readonly Option<int> Days = new("--days") { Description = $"How many days, 2 to {MaxDays}. Default 1000.", DefaultValueFactory = _ => 1_000 };
    private static readonly Option<string> Loads = new("--load") { Description = "Loads of the hall, each 0.1 to 0.99, parted by commas. Default 0.70,0.85,0.95.", DefaultValueFactory = _ => "0.70,0.85,0.95" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "The same seed draws the same days. Default 7.", DefaultValueFactory = _ => 7 };
    private static readonly Option<string> Names = new("--policies") { Description = $"Policies, parted by commas; the first is what the others are compared with. Default: all of {Known}.", DefaultValueFactory = _ => Known };
    private static readonly Option<string?> Csv = new("--csv") { Description = "Also writes every figure into this file, with commas." };
    private static readonly Option<string?> Picture = new("--picture") { Description = "Also draws the waits over the day into this file, as SVG; of several loads into one each." };

    private static readonly Option<bool> Told = new("--told") { Description = "Scores told waits instead: 60 days under the policy \"chain\" at load 0.85 unless --days or --load say else." };

    private static string Known => string.Join(',', Policies.Every.Select(p => p.Id));

    internal static Command Make(Func<Func<Task>, Task<int>> told, Option<string?> hallFile)
    {
        var command = new Command("simulate", "Simulates days of the reference hall, or runs a hall's own days again, under several policies and compares the waits.") { Days, Loads, Seed, Names, Csv, Picture, Told, hallFile };
        foreach (var option in (Option[])[.. Disturbances.Options, .. OwnDaysRun.Options]) command.Add(option);
        command.SetAction((parsed, cancel) => told(() =>
        {
            var (csv, picture) = (parsed.GetValue(Csv), parsed.GetValue(Picture));
            if (parsed.GetValue(Told)) ToldCommand.Run(parsed.GetResult(Days) is null or { Implicit: true } ? ToldCommand.Days : ReadDays(parsed.GetValue(Days)), parsed.GetResult(Loads) is null or { Implicit: true } ? [ToldCommand.Load] : ReadLoads(parsed.GetRequiredValue(Loads)), parsed.GetValue(Seed), cancel);
            else if (OwnDaysRun.Asked(parsed)) OwnDaysRun.Run(parsed, parsed.GetValue(hallFile), parsed.GetValue(Seed), csv, picture, cancel);
            else Run(Disturbances.Read(parsed), ReadDays(parsed.GetValue(Days)), ReadLoads(parsed.GetRequiredValue(Loads)), parsed.GetValue(Seed), ReadPolicies(parsed.GetRequiredValue(Names)), csv, picture, cancel);
            return Task.CompletedTask;
        }));
        return command;
    }

    private static void Run(SimulatedHall hall, int days, double[] loads, ulong seed, Policy[] policies, string? csv, string? picture, CancellationToken cancel)
    {
        using var file = csv is null ? null : OutFile.Open("--csv", csv);
        file?.WriteLine(ResultTable.CsvHead(hall));
        var (began, done) = (Stopwatch.GetTimestamp(), 0);
        foreach (var load in loads)
        {
            using var drawing = picture is null ? null : OutFile.Open("--picture", loads.Length == 1 ? picture : OutFile.Named(picture, load.ToString("0.00", CultureInfo.InvariantCulture)));
            var arrivals = new Arrivals(hall, load, ReferenceHall.Windows, seed);
            var simulated = Simulator.Run(hall, arrivals, days, policies, new() { CancellationToken = cancel }, () => Tell(Interlocked.Increment(ref done), days * loads.Length));
            var results = PolicyResult.Of(hall, load, policies, simulated, seed);
            Console.Write(ResultTable.Text(hall, results, days));
            foreach (var result in results) file?.WriteLine(ResultTable.CsvLine(result, results[0]));
            drawing?.Write(WaitPicture.Svg(string.Create(CultureInfo.InvariantCulture, $"Reference hall, load {load:0.00}, {days} days"), Opens, results));
        }
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{days} days, {loads.Length} loads, {policies.Length} policies, seed {seed}: {Stopwatch.GetElapsedTime(began).TotalSeconds:0} s"));
    }

    private static void Tell(int done, int of)
    {
        if (done * 10L / of > (done - 1) * 10L / of) Console.Error.WriteLine($"{done * 100L / of} %");
    }

    private static int ReadDays(int days) => days is >= 2 and <= MaxDays ? days : throw new StartRefused($"--days: {days} is not allowed. Allowed: 2 to {MaxDays}.");

    private static double[] ReadLoads(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Select(t =>
        double.TryParse(t, NumberStyles.Float, CultureInfo.InvariantCulture, out var load) && load is >= 0.1 and <= 0.99 ? load
            : throw new StartRefused($"--load: \"{t}\" is not allowed. Allowed: 0.1 to 0.99, parted by commas."))];

    private static Policy[] ReadPolicies(string text) => [.. text.Split(',', StringSplitOptions.TrimEntries).Distinct().Select(id =>
        Policies.Every.FirstOrDefault(p => p.Id == id) ?? throw new StartRefused($"--policies: \"{id}\" is not known. Allowed: {Known}."))];
}
