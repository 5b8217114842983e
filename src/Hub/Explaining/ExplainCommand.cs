using System.CommandLine;
using System.Globalization;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Hosting;
using TidalHall.Journal;

namespace TidalHall.Hub.Explaining;

/// <summary><c>explain</c>: for one ticket who was called before it and why, on what grounds it was called, and what going first cost whom.</summary>
internal static class ExplainCommand
{
    private const int Page = 5_000;
    private static readonly Argument<string> Which = new("TICKET") { Description = "Its number (the newest of that number) or the code of its link." };

    internal static Command Make(Func<Func<Task>, Task<int>> told, Option<string?> data, Option<string?> hallFile, Func<ParseResult, string> dataOf)
    {
        var command = new Command("explain", "Says of one ticket who was called before it and why, on what grounds it was called, and what priority cost whom. A hub may be running on the data.") { Which, data, hallFile };
        command.SetAction((parsed, cancel) => told(() =>
        {
            var path = parsed.GetValue(hallFile) is { } given ? Path.GetFullPath(given) : HallFiles.Demo;
            Run(parsed.GetRequiredValue(Which), Path.Combine(dataOf(parsed), "journal.db"), path, cancel);
            return Task.CompletedTask;
        }));
        return command;
    }

    private static void Run(string which, string file, string hallFile, CancellationToken cancel)
    {
        Func<TicketTaken, bool> isIt = TicketCode.TryParse(which, out var code) ? e => e.Code == code
            : TicketNumber.TryParse(which, out var number) ? e => e.Number == number
            : throw new StartRefused($"\"{which}\" is no ticket. Allowed: a number like A012, or the code of its link.");
        var (map, story) = (new HallMap(HallFiles.Read(hallFile).Plan), new CallStory(isIt));
        try
        {
            using var reader = new JournalReader(file, map.Plan.Id);
            for (var after = 0L; ;)
            {
                cancel.ThrowIfCancellationRequested();
                var page = reader.ReadAfter(after, Page);
                foreach (var entry in page) story.Take(entry.Recorded);
                if (page.Count < Page) break;
                after = page[^1].Recorded.Sequence;
            }
        }
        catch (SqliteException e)
        {
            throw new StartRefused($"--data: {file}: the journal cannot be read ({e.Message}). Give a hub's data folder.", e);
        }
        if (story.Ticket is not { } ticket) throw new StartRefused($"{file} has no ticket \"{which}\" of the hall \"{map.Plan.Id}\".");
        foreach (var line in StoryText.Of(map, story, ticket)) Console.WriteLine(line);
    }
}
