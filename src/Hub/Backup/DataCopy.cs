using System.Globalization;
using Microsoft.Data.Sqlite;

namespace TidalHall.Hub.Backup;

/// <summary>A whole data folder copied and put back. Taken beside a running hub too, by SQLite's own backup; put back only while no hub has the folder.</summary>
/// <remarks>The system's SQLite may lose pages of a journal that is being written, and a copied file lacks what is in its WAL: ours is neither.</remarks>
internal static class DataCopy
{
    private const string Journal = "journal.db", Lock = "hub.lock", Replaced = "replaced-";

    /// <exception cref="StartRefused">There is no journal, the copy's folder is not free for it, or a copy is not whole.</exception>
    public static void Take(string data, string to)
    {
        MustHaveJournal(data);
        if (Path.GetRelativePath(data, to) is var inside && !inside.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(inside)) throw new StartRefused($"{to}: is inside of the data folder. A backup that goes with it is none.");
        if (Directory.Exists(to) && Directory.EnumerateFileSystemEntries(to).Any()) throw new StartRefused($"{to}: is not empty. A backup takes a folder of its own.");
        OrRefuse(to, () =>
        {
            MakePrivate(to);
            // The journal first: what it refers to was in the vault before, so the vault's later copy has it.
            foreach (var file in FilesOf(data).OrderBy(f => f is not Journal)) Copy(Path.Combine(data, file), Path.Combine(to, file));
        });
    }

    /// <summary>What stands in the folder is not thrown away: it is moved aside within it.</summary>
    /// <returns>Where to; null: there was nothing.</returns>
    /// <exception cref="StartRefused">A hub is running on the folder, or the backup is not whole.</exception>
    public static string? PutBack(string from, string data, DateTimeOffset now)
    {
        MustHaveJournal(from);
        using var folder = DataFolder.Open(data);
        return OrRefuse(data, () =>
        {
            foreach (var file in FilesOf(from).Where(IsDatabase)) MustBeWhole(Path.Combine(from, file));
            var before = Directory.GetFileSystemEntries(data).Where(e => Path.GetFileName(e) is not Lock && !Path.GetFileName(e).StartsWith(Replaced, StringComparison.Ordinal)).ToList();
            var aside = before.Count == 0 ? null : Path.Combine(data, Replaced + now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture));
            if (aside is not null) MakePrivate(aside);
            foreach (var entry in before) Directory.Move(entry, Path.Combine(aside!, Path.GetFileName(entry)));
            // The journal last: cut off before it, a folder without one is seen to be unfinished.
            foreach (var file in FilesOf(from).OrderBy(f => f is Journal))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(data, file))!);
                File.Copy(Path.Combine(from, file), Path.Combine(data, file));
            }
            return aside;
        });
    }

    /// <summary>Relative paths of all that lasts: without caches, what SQLite keeps beside its files, the simulators' own, and what was moved aside.</summary>
    private static IEnumerable<string> FilesOf(string folder) =>
        from path in Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(folder, path)
        let top = file.Split(Path.DirectorySeparatorChar)[0]
        where top is not (Lock or "demo-outbox") && !top.StartsWith(Replaced, StringComparison.Ordinal) && !top.StartsWith("voice-", StringComparison.Ordinal)
        where !((string[])["-wal", "-shm", ".snapshot", ".new"]).Any(end => file.EndsWith(end, StringComparison.Ordinal))
        select file;

    private static bool IsDatabase(string file) => file.EndsWith(".db", StringComparison.Ordinal);

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        if (!IsDatabase(from))
        {
            File.Copy(from, to);
            return;
        }
        using (var source = Connect(from, SqliteOpenMode.ReadOnly))
        using (var copy = Connect(to, SqliteOpenMode.ReadWriteCreate))
            source.BackupDatabase(copy);
        // Accounts are their owner's alone, wherever they go.
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(to, File.GetUnixFileMode(from));
        MustBeWhole(to);
    }

    private static void MustBeWhole(string file)
    {
        // Nobody writes it: it may lie where nothing can be written, and nothing is left beside it.
        using var copy = Connect($"{new Uri(file).AbsoluteUri}?immutable=1", SqliteOpenMode.ReadOnly);
        using var check = copy.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (check.ExecuteScalar() is not "ok") throw new StartRefused($"{file}: is not whole. Take another backup.");
    }

    private static SqliteConnection Connect(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString());
        connection.Open();
        return connection;
    }

    private static void MustHaveJournal(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Journal))) throw new StartRefused($"{folder}: has no {Journal}, so it is no hub's data folder and no backup of one.");
    }

    private static void MakePrivate(string folder)
    {
        // The keys are in it.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static void OrRefuse(string place, Action act) => OrRefuse<object?>(place, () =>
    {
        act();
        return null;
    });

    private static T OrRefuse<T>(string place, Func<T> act)
    {
        try
        {
            return act();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or SqliteException)
        {
            throw new StartRefused($"{place}: {e.Message} It is not finished: look after it, and do it again.", e);
        }
    }
}
