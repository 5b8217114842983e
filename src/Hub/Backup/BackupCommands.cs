using System.CommandLine;

namespace TidalHall.Hub.Backup;

/// <summary><c>backup FOLDER</c> and <c>restore FOLDER</c>.</summary>
internal static class BackupCommands
{
    private static readonly Argument<string> To = new("FOLDER") { Description = "An empty folder, or one to be made." };
    private static readonly Argument<string> From = new("FOLDER") { Description = "A folder that backup has made." };

    /// <param name="dataOf">The data folder that is meant.</param>
    internal static IEnumerable<Command> Make(Func<Func<Task>, Task<int>> told, Option<string?> data, Func<ParseResult, string> dataOf)
    {
        var backup = new Command("backup", "Copies the data folder while the hub runs on it, or not.") { To, data };
        backup.SetAction((parsed, _) => told(() =>
        {
            var to = Path.GetFullPath(parsed.GetRequiredValue(To));
            DataCopy.Take(dataOf(parsed), to);
            Console.WriteLine($"{to}: the backup is whole. The keys are in it: whoever can read it is the hub.");
            return Task.CompletedTask;
        }));
        var restore = new Command("restore", "Puts a backup back. The hub must be stopped; what stands there is moved aside.") { From, data };
        restore.SetAction((parsed, _) => told(() =>
        {
            var folder = dataOf(parsed);
            var aside = DataCopy.PutBack(Path.GetFullPath(parsed.GetRequiredValue(From)), folder, TimeProvider.System.GetUtcNow());
            Console.WriteLine($"{folder}: the backup is back.{(aside is null ? "" : $" What stood there is in {aside}.")}");
            return Task.CompletedTask;
        }));
        return [backup, restore];
    }
}
