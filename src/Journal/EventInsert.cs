using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal;

/// <summary>The hot way into the table: statements prepared once on the context's own connection, values bound from the bytes they were encoded to.</summary>
/// <remarks>SQLite's own functions, because ADO.NET boxes every number and looks every parameter up anew.</remarks>
internal sealed class EventInsert : IDisposable
{
    private const string Columns = "INSERT INTO events (hall, version, seq, at, tick, command, fingerprint, actor, place, kind, payload, hash) VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private const int IdBytes = 256;

    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _begin, _commit, _rollback, _insert;
    private readonly PayloadChain _chain = new();
    private readonly RowsAhead _ahead = new();
    // What a column has been bound to: most rows of a batch have the actor and the kind of the one before.
    private readonly string?[] _bound = new string?[Columns.Count(c => c == '?') + 1];

    public EventInsert(SqliteConnection connection, HallId hall, TimeSpan patience)
    {
        _db = connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        raw.sqlite3_busy_timeout(_db, (int)patience.TotalMilliseconds);
        (_begin, _commit, _rollback, _insert) = (Prepare("BEGIN IMMEDIATE"), Prepare("COMMIT"), Prepare("ROLLBACK"), Prepare(Columns));
        Check(raw.sqlite3_bind_text(_insert, 1, hall.Value));
    }

    /// <summary>Writes all in one transaction; returns the hash of the last when the disk has them.</summary>
    /// <exception cref="SqliteException">Nothing of it is in the table, or nobody knows.</exception>
    public byte[] Run(IReadOnlyList<JournalEntry> entries, byte[] hash)
    {
        Step(_begin);
        try
        {
            _ahead.Begin(entries, hash);
            ReadOnlySpan<byte> last = hash;
            for (var i = 0; i < entries.Count; i++)
            {
                if (!_ahead.TryGet(i, out var row))
                {
                    _chain.Begin(last);
                    row = _chain.Add(entries[i].Recorded.Event).Span;
                }
                last = row[^PayloadChain.HashBytes..];
                Insert(entries[i], row[..^PayloadChain.HashBytes], last);
            }
            Step(_commit);
            return last.ToArray();
        }
        catch when (raw.sqlite3_get_autocommit(_db) == 0)
        {
            // What went wrong is the news, not that the way back failed too.
            raw.sqlite3_step(_rollback);
            raw.sqlite3_reset(_rollback);
            throw;
        }
        finally
        {
            _ahead.End();
        }
    }

    private void Insert(JournalEntry entry, ReadOnlySpan<byte> payload, ReadOnlySpan<byte> hash)
    {
        var (recorded, command, fingerprint, actor, place) = entry;
        Span<byte> id = stackalloc byte[16];
        command.TryWriteBytes(id);
        Check(raw.sqlite3_bind_int64(_insert, 2, recorded.Sequence));
        Check(raw.sqlite3_bind_int64(_insert, 3, recorded.At.UtcTicks));
        Check(raw.sqlite3_bind_int64(_insert, 4, recorded.Tick));
        Check(raw.sqlite3_bind_blob(_insert, 5, id));
        Check(raw.sqlite3_bind_int64(_insert, 6, fingerprint));
        BindText(7, actor.Value);
        BindText(8, place?.Value);
        BindText(9, HallEventJson.KindOf(recorded.Event));
        Check(raw.sqlite3_bind_blob(_insert, 10, payload));
        Check(raw.sqlite3_bind_blob(_insert, 11, hash));
        Step(_insert);
    }

    private void BindText(int column, string? text)
    {
        if (text == _bound[column]) return;
        Span<byte> bytes = stackalloc byte[IdBytes];
        Check(text is null ? raw.sqlite3_bind_null(_insert, column)
            : text.Length > IdBytes / 3 ? raw.sqlite3_bind_text(_insert, column, text)
            : raw.sqlite3_bind_text(_insert, column, bytes[..Encoding.UTF8.GetBytes(text, bytes)]));
        _bound[column] = text;
    }

    private sqlite3_stmt Prepare(string sql)
    {
        Check(raw.sqlite3_prepare_v3(_db, sql, raw.SQLITE_PREPARE_PERSISTENT, out var statement));
        return statement;
    }

    private void Step(sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);
        raw.sqlite3_reset(statement);
        if (result is not (raw.SQLITE_DONE or raw.SQLITE_ROW)) Check(result);
    }

    private void Check(int result) => SqliteException.ThrowExceptionForRC(result, _db);

    public void Dispose()
    {
        foreach (var statement in (sqlite3_stmt[])[_begin, _commit, _rollback, _insert]) statement.Dispose();
        _ahead.Dispose();
        _chain.Dispose();
    }
}
