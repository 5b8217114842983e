using System.Globalization;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;

namespace TidalHall.Journal;

/// <summary>A file of the hub as it stands, looked at beside whoever writes it and changed by nothing here.</summary>
/// <remarks>By the SQLite that is shipped: the system's may be one that loses pages.</remarks>
public sealed class FileLook : IDisposable
{
    private readonly SqliteConnection _connection;

    /// <exception cref="SqliteException">There is no such file, or it may not be read.</exception>
    public FileLook(string file)
    {
        _connection = new(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString());
        try
        {
            _connection.Open();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public Version Sqlite => new(_connection.ServerVersion);

    /// <summary>SQLite older than this can lose pages when a write and a checkpoint meet.</summary>
    public static Version OldestSafe => HallJournal.OldestSafe;

    /// <summary>"wal" for whatever the hub has opened. How far a writer waits for the disk is each connection's own and in no file.</summary>
    /// <exception cref="SqliteException">The file is no database.</exception>
    public string Mode => Ask("PRAGMA journal_mode").Single();

    /// <summary>What SQLite finds wrong in pages, tables and indices; none: nothing. Reads the whole file.</summary>
    /// <param name="most">At most so many; above 0.</param>
    public IReadOnlyList<string> Faults(int most) => Ask(string.Create(CultureInfo.InvariantCulture, $"PRAGMA integrity_check({most})")) is var found && found is not ["ok"] ? found : [];

    /// <summary>Whose events are in a journal; null: the file has no table of events.</summary>
    public IReadOnlyList<HallId>? Halls() => Has("events") ? [.. Ask("SELECT DISTINCT hall FROM events ORDER BY hall").Select(h => new HallId(h))] : null;

    /// <summary>The hash of an event, or null where there is none.</summary>
    public byte[]? HashAt(HallId hall, long sequence)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT hash FROM events WHERE hall = $h AND seq = $s";
        command.Parameters.AddWithValue("$h", hall.Value);
        command.Parameters.AddWithValue("$s", sequence);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>One text that the vault's key must open, or null where it holds none.</summary>
    internal byte[]? AnySealed()
    {
        foreach (var table in (string[])["people", "notes"])
        {
            if (!Has(table)) continue;
            using var command = _connection.CreateCommand();
            command.CommandText = $"SELECT Data FROM {table} LIMIT 1";
            if (command.ExecuteScalar() is byte[] data) return data;
        }
        return null;
    }

    private bool Has(string table) => Ask($"SELECT name FROM sqlite_master WHERE type = 'table' AND name = '{table}'").Count > 0;

    private List<string> Ask(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        var said = new List<string>();
        while (rows.Read()) said.Add(rows.GetString(0));
        return said;
    }

    public void Dispose() => _connection.Dispose();
}
