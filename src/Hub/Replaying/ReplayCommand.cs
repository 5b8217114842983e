using System.CommandLine;
using System.Globalization;
using TidalHall.Hub.Hosting;
using TidalHall.Simulation.RealDays;

namespace TidalHall.Hub.Replaying;

/// <summary><c>replay</c>: real days of other offices, from a folder. What people would have been told against what came, and what the tide would have moved.</summary>
internal static class ReplayCommand
{
    /// <summary>Draws the services of the tide's day.</summary>
    private const ulong Seed = 7;
    private const int Detailed = 2;
    private static readonly Argument<string> Folder = new("FOLDER") { Description = "A folder with snapshots-DATE.csv and waits-DATE.csv a day, queues.csv and half-hours.csv; each may end in .gz." };
    private static readonly Option<string?> Day = new("--tide-day") { Description = "The day whose tide is shown, YYYY-MM-DD. Default: the one with the longest queue." };

    internal static Command Make(Func<Func<Task>, Task<int>> told)
    {
        var command = new Command("replay", "Replays real days of ticket queues: scores told waits, and shows what the tide would have moved.") { Folder, Day };
        command.SetAction((parsed, _) => told(() =>
        {
            Run(parsed.GetRequiredValue(Folder), parsed.GetValue(Day));
            return Task.CompletedTask;
        }));
        return command;
    }

    private static void Run(string path, string? day)
    {
        try
        {
            var folder = QueueFolder.Read(path);
            Console.WriteLine(RealTrial.Text(RealTrial.Run(folder)));
            if (DayOf(folder, day) is { } date) Console.WriteLine(OfficeTideText.Of(OfficeTide.Of(folder, date, Seed), folder, Detailed));
        }
        catch (FolderRefused refused)
        {
            throw new StartRefused(refused.Message);
        }
    }

    private static DateOnly? DayOf(QueueFolder folder, string? day)
    {
        if (day is null) return OfficeTide.RushOf(folder);
        return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && folder.HalfHours.Any(h => h.Date == date) ? date
            : throw new StartRefused($"--tide-day: \"{day}\" is not allowed. Allowed: {string.Join(", ", folder.HalfHours.Select(h => h.Date).Distinct().Order().Select(d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))}.");
    }
}
