using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal;

/// <summary>The truth of halls: events appended in one transaction a batch, on disk when <see cref="Append"/> returns.</summary>
/// <remarks>One writer owns it. Opened on a file of its own with WAL and <c>synchronous=FULL</c>, both read back.</remarks>
public sealed class HallJournal : IDisposable
{
    // SQLite 3.7.0 to 3.51.2 can lose pages when a write and a checkpoint meet.
    private static readonly Version OldestSafe = new(3, 51, 3);

    private readonly JournalDb _db;
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private readonly HallId _hall;
    private byte[] _lastHash = new byte[SHA256.HashSizeInBytes];

    private HallJournal(JournalDb db, HallId hall)
    {
        _db = db;
        _hall = hall;
        _connection = (SqliteConnection)db.Database.GetDbConnection();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO events (hall, seq, at, tick, command, fingerprint, actor, place, kind, version, payload, hash) VALUES ($h, $s, $at, $t, $c, $f, $a, $p, $k, 1, $d, $x)";
        foreach (var name in (string[])["$h", "$s", "$at", "$t", "$c", "$f", "$a", "$p", "$k", "$d", "$x"]) _insert.Parameters.Add(new SqliteParameter { ParameterName = name });
        _insert.Parameters[0].Value = hall.Value;
    }

    /// <summary>Opens the journal, making its table by migration where something is pending.</summary>
    /// <exception cref="InvalidOperationException">The file is not in WAL, not <c>synchronous=FULL</c>, or SQLite is too old to trust.</exception>
    public static HallJournal Open(string file, HallId hall)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = file, Pooling = false, DefaultTimeout = 5 }.ToString();
        var db = new JournalDb(new DbContextOptionsBuilder<JournalDb>().UseSqlite(text).Options);
        db.Database.OpenConnection();
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (new Version(connection.ServerVersion) < OldestSafe) throw new InvalidOperationException($"SQLite {connection.ServerVersion} is older than {OldestSafe} and may lose pages.");
        Pragma(connection, "journal_mode", "wal", "wal");
        Pragma(connection, "synchronous", "full", "2");
        Pragma(connection, "wal_autocheckpoint", "4000", "4000");
        // A process killed inside Migrate leaves its lock row behind, and every later start would wait on it without a word.
        // The data folder's own lock is held here, so nobody else can be migrating.
        if (db.Database.GetPendingMigrations().Any())
        {
            Execute(connection, "DROP TABLE IF EXISTS __EFMigrationsLock");
            db.Database.Migrate();
        }
        var journal = new HallJournal(db, hall);
        journal._insert.Prepare();
        return journal;
    }

    /// <summary>All entries after a sequence, in order.</summary>
    public IEnumerable<JournalEntry> ReadAfter(long sequence)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = "SELECT seq, at, tick, command, fingerprint, actor, place, kind, payload, hash FROM events WHERE hall = $h AND seq > $s ORDER BY seq";
        command.Parameters.AddWithValue("$h", _hall.Value);
        command.Parameters.AddWithValue("$s", sequence);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            _lastHash = reader.GetFieldValue<byte[]>(9);
            var e = HallEventJson.Read(reader.GetString(7), reader.GetFieldValue<byte[]>(8));
            var recorded = new Recorded(reader.GetInt64(0), new DateTimeOffset(reader.GetInt64(1), TimeSpan.Zero), reader.GetInt64(2), e);
            yield return new(recorded, new Guid(reader.GetFieldValue<byte[]>(3)), reader.GetInt64(4), new(reader.GetString(5)), reader.IsDBNull(6) ? null : new PlaceId(reader.GetString(6)));
        }
    }

    /// <summary>Writes all entries in one transaction; returns when the disk has them.</summary>
    /// <exception cref="SqliteException">Nothing was written: the disk is full, or another writer holds the sequence.</exception>
    public void Append(IReadOnlyList<JournalEntry> entries)
    {
        var hash = _lastHash;
        using var transaction = _connection.BeginTransaction();
        _insert.Transaction = transaction;
        var values = _insert.Parameters;
        foreach (var (recorded, command, fingerprint, actor, place) in entries)
        {
            var payload = HallEventJson.Write(recorded.Event);
            hash = Chain(hash, payload);
            values[1].Value = recorded.Sequence;
            values[2].Value = recorded.At.UtcTicks;
            values[3].Value = recorded.Tick;
            values[4].Value = command.ToByteArray();
            values[5].Value = fingerprint;
            values[6].Value = actor.Value;
            values[7].Value = place is { } at ? at.Value : DBNull.Value;
            values[8].Value = HallEventJson.KindOf(recorded.Event);
            values[9].Value = payload;
            values[10].Value = hash;
            _insert.ExecuteNonQuery();
        }
        transaction.Commit();
        _lastHash = hash;
    }

    /// <summary>SHA-256 over the hash before and the payload: a changed or missing row breaks every later one.</summary>
    public static byte[] Chain(ReadOnlySpan<byte> before, ReadOnlySpan<byte> payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }

    private static void Pragma(SqliteConnection connection, string name, string value, string expected)
    {
        Execute(connection, $"PRAGMA {name} = {value}");
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA {name}";
        var found = Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
        if (found != expected) throw new InvalidOperationException($"The journal's {name} is {found}, not {expected}.");
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
        _db.Dispose();
    }
}
