using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal;

/// <summary>The truth of halls: events appended in one transaction a batch, on disk when <see cref="Append"/> returns.</summary>
/// <remarks>One writer owns it; who only reads takes a <see cref="JournalReader"/>. On a file of its own with WAL and <c>synchronous=FULL</c>, both read back.</remarks>
public sealed class HallJournal : IDisposable
{
    // SQLite 3.7.0 to 3.51.2 can lose pages when a write and a checkpoint meet.
    internal static readonly Version OldestSafe = new(3, 51, 3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly SqliteConnection _connection;
    private readonly EventInsert _insert;
    private readonly HallId _hall;

    private HallJournal(SqliteConnection connection, HallId hall)
    {
        _hall = hall;
        _connection = connection;
        _insert = new(_connection, hall, Patience);
        Resync();
    }

    /// <summary>How far SQLite waits for the disk. Only a test that must lose events to prove that it would see the loss sets another.</summary>
    internal static string Synchronous { get; set; } = "full";

    /// <summary>The hash of the last row; 32 zeros before the first.</summary>
    public byte[] LastHash { get; private set; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>Opens the journal, making its table by migration where something is pending.</summary>
    /// <exception cref="InvalidOperationException">The file is not in WAL, not <c>synchronous=FULL</c>, or SQLite is too old to trust.</exception>
    /// <exception cref="SqliteException">The file is no journal, or the disk is full or away.</exception>
    public static HallJournal Open(string file, HallId hall)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = (int)Patience.TotalSeconds }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();
            if (new Version(connection.ServerVersion) < OldestSafe) throw new InvalidOperationException($"SQLite {connection.ServerVersion} is older than {OldestSafe} and may lose pages.");
            Pragma(connection, "journal_mode", "wal", "wal");
            Pragma(connection, "synchronous", Synchronous, Synchronous is "full" ? "2" : "1");
            Pragma(connection, "wal_autocheckpoint", "4000", "4000");
            if (!MigratedFile.IsUpToDate<JournalDb>(connection)) Migrate(connection);
            return new HallJournal(connection, hall);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void Migrate(SqliteConnection connection)
    {
        // A process killed inside Migrate leaves its lock row behind, and every later start would wait on it without a word.
        // The data folder's own lock is held here, so nobody else can be migrating.
        Execute(connection, "DROP TABLE IF EXISTS __EFMigrationsLock");
        using var db = new JournalDb(new DbContextOptionsBuilder<JournalDb>().UseSqlite(connection).Options);
        db.Database.Migrate();
    }

    /// <summary>All entries after a sequence, in order.</summary>
    public IEnumerable<JournalEntry> ReadAfter(long sequence) => EntryRows.ReadAfter(_connection, _hall, sequence, long.MaxValue);

    /// <summary>The hash of a row, or null where there is none.</summary>
    public byte[]? HashAt(long sequence)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT hash FROM events WHERE hall = $h AND seq = $s";
        command.Parameters.AddWithValue("$h", _hall.Value);
        command.Parameters.AddWithValue("$s", sequence);
        return command.ExecuteScalar() as byte[];
    }

    /// <summary>The plan that applied at a sequence, or null before the first.</summary>
    public HallConfigured? PlanAt(long sequence)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT payload FROM events WHERE hall = $h AND seq <= $s AND kind = $k ORDER BY seq DESC LIMIT 1";
        command.Parameters.AddWithValue("$h", _hall.Value);
        command.Parameters.AddWithValue("$s", sequence);
        command.Parameters.AddWithValue("$k", nameof(HallConfigured));
        return command.ExecuteScalar() is byte[] payload ? (HallConfigured)HallEventJson.Read(nameof(HallConfigured), payload) : null;
    }

    /// <summary>Writes all entries in one transaction; returns when the disk has them.</summary>
    /// <exception cref="SqliteException">Nothing may be taken as written: the disk is full or away, or another writer holds the sequence. Read anew before going on.</exception>
    public void Append(IReadOnlyList<JournalEntry> entries) => LastHash = _insert.Run(entries, LastHash);

    /// <summary>Writes a page through to the disk and changes nothing, to see whether there is room again.</summary>
    /// <exception cref="SqliteException">There is not.</exception>
    public void Probe()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        var version = Convert.ToInt64(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        Execute(_connection, $"PRAGMA user_version = {(version + 1) % 1_000_000}");
    }

    /// <summary>Takes the last row's hash from the file: after a failed append nobody knows what is in it.</summary>
    public void Resync()
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT hash FROM events WHERE hall = $h ORDER BY seq DESC LIMIT 1";
        command.Parameters.AddWithValue("$h", _hall.Value);
        LastHash = command.ExecuteScalar() as byte[] ?? new byte[SHA256.HashSizeInBytes];
    }

    /// <summary>SHA-256 over the hash before and the payload: a changed or missing row breaks every later one.</summary>
    public static byte[] Chain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> payload) => SHA256.HashData([.. before, .. payload]);

    private static void Pragma(SqliteConnection connection, string name, string value, string expected)
    {
        Execute(connection, $"PRAGMA {name} = {value}");
        var found = Read(connection, name);
        if (found != expected) throw new InvalidOperationException($"The journal's {name} is {found}, not {expected}.");
    }

    /// <summary>A pragma as the journal's own connection has it now.</summary>
    internal string? Pragma(string name) => Read(_connection, name);

    private static string? Read(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {pragma}";
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
