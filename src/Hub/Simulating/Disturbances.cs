using System.CommandLine;
using TidalHall.Hub.Hosting;
using TidalHall.Simulation;

namespace TidalHall.Hub.Simulating;

/// <summary>What goes wrong in a simulated hall besides the crowd; all of it off where it is not asked for.</summary>
internal static class Disturbances
{
    private static readonly Option<double> Breaks = new("--breaks") { Description = "Each clerk takes one break of so many minutes in the middle half of the day, 0 to 120. Default 0." };
    private static readonly Option<double> Patience = new("--patience") { Description = "People leave after so many minutes on average, exponential, 5 to 480. Default: they stay." };
    private static readonly Option<double> ClerkCv = new("--clerk-cv") { Description = "How much clerks differ in the time they take: the coefficient of variation, 0 to 1. Default 0." };
    private static readonly Option<double> Surge = new("--surge") { Description = "Each day so many times as many come for one category in one hour, 1 to 10. Default 1.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string?> LoseWindow = new("--lose-window") { Description = $"A window of this category shuts at noon for good: {string.Join(", ", Losable)}." };

    internal static Option[] Options => [Breaks, Patience, ClerkCv, Surge, LoseWindow];

    /// <summary>Categories with more than one window that stays: where the only one shut, people would wait for ever under separate queues.</summary>
    private static IEnumerable<string> Losable => ReferenceHall.FixedWindows.GroupBy(p => p).Where(g => g.Count() > 1).Select(g => ReferenceHall.Hall.Categories[g.Key].Id);

    /// <exception cref="StartRefused">A value is not allowed.</exception>
    internal static SimulatedHall Read(ParseResult parsed) => ReferenceHall.Hall with
    {
        Break = Within(parsed, Breaks, 0, 120),
        Patience = parsed.GetResult(Patience) is null ? 0 : Within(parsed, Patience, 5, 480),
        ClerkCv = Within(parsed, ClerkCv, 0, 1),
        Surge = Within(parsed, Surge, 1, 10),
        LostWindow = parsed.GetValue(LoseWindow) is { } id ? WindowOf(id) : null,
    };

    private static double Within(ParseResult parsed, Option<double> option, double least, double most) => parsed.GetValue(option) is var value && value >= least && value <= most
        ? value
        : throw new StartRefused(FormattableString.Invariant($"{option.Name}: {value} is not allowed. Allowed: {least} to {most}."));

    private static int WindowOf(string id) => Losable.Contains(id)
        ? ReferenceHall.FixedWindows.Index().First(w => ReferenceHall.Hall.Categories[w.Item].Id == id).Index
        : throw new StartRefused($"{LoseWindow.Name}: \"{id}\" is not allowed. Allowed: {string.Join(", ", Losable)}.");
}
