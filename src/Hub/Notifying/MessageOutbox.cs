using System.Text.Json;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Journal;

namespace TidalHall.Hub.Notifying;

/// <summary>Messages on disk until they are sent, and how far the journal was followed: both in one transaction, so that none is lost or made twice.</summary>
/// <remarks>Two tables, so without EF. A unique key on event, channel and person guards against a second one, not a check before.</remarks>
internal sealed class MessageOutbox : IMessages, IDisposable
{
    private readonly SqliteConnection _db;
    private readonly Lock _one = new();

    public MessageOutbox(string file)
    {
        _db = new(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        _db.Open();
        WrittenAhead.Set(_db);
        Run("""
            CREATE TABLE IF NOT EXISTS messages (id TEXT PRIMARY KEY, seq INTEGER NOT NULL, at INTEGER NOT NULL, channel TEXT NOT NULL, template TEXT NOT NULL, fields TEXT NOT NULL, person TEXT NOT NULL,
              due INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, state INTEGER NOT NULL DEFAULT 0, receipt TEXT, error TEXT, UNIQUE (seq, channel, person));
            CREATE INDEX IF NOT EXISTS messages_due ON messages (state, due);
            CREATE INDEX IF NOT EXISTS messages_receipt ON messages (receipt);
            CREATE TABLE IF NOT EXISTS cursor (one INTEGER PRIMARY KEY CHECK (one = 1), seq INTEGER NOT NULL);
            """);
        // A file of the first form has no channels that stand in.
        if (Value("SELECT COUNT(*) FROM pragma_table_info('messages') WHERE name = 'next'") is 0L) Run("ALTER TABLE messages ADD COLUMN next TEXT NOT NULL DEFAULT ''");
    }

    /// <summary>The last event that was followed; a fresh outbox begins at <paramref name="now"/>: nobody is told of what is long over.</summary>
    public long CursorOr(long now)
    {
        lock (_one)
        {
            Run("INSERT OR IGNORE INTO cursor VALUES (1, $seq)", ("$seq", now));
            return (long)Value("SELECT seq FROM cursor")!;
        }
    }

    /// <summary>Keeps what an event led to and moves on.</summary>
    public void Keep(IEnumerable<OutMessage> messages, long followed)
    {
        lock (_one)
        {
            using var whole = _db.BeginTransaction();
            foreach (var m in messages)
                Run("INSERT OR IGNORE INTO messages (id, seq, at, channel, template, fields, person, due, next) VALUES ($id, $seq, $at, $channel, $template, $fields, $person, $at, $next)",
                    ("$next", string.Join(',', m.Next)), ("$id", m.Id.ToString()), ("$seq", m.Sequence), ("$at", m.At.UtcTicks), ("$channel", m.Channel), ("$template", m.Template), ("$fields", JsonSerializer.Serialize(m.Fields)), ("$person", m.Person.Value.ToString()));
            Run("UPDATE cursor SET seq = $seq", ("$seq", followed));
            whole.Commit();
        }
    }

    /// <summary>The next of a channel that is due; null: none.</summary>
    public OutMessage? Next(string channel, DateTimeOffset now)
    {
        lock (_one)
        {
            using var read = Command("SELECT id, seq, at, channel, template, fields, person, tries, next FROM messages WHERE state = 0 AND channel = $channel AND due <= $now ORDER BY due, seq LIMIT 1", ("$channel", channel), ("$now", now.UtcTicks));
            using var row = read.ExecuteReader();
            return !row.Read() ? null : new(Guid.Parse(row.GetString(0)), row.GetInt64(1), At(row.GetInt64(2)), row.GetString(3), row.GetString(4), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(5))!,
                new(Guid.Parse(row.GetString(6))), row.GetString(8).Split(',', StringSplitOptions.RemoveEmptyEntries), row.GetInt32(7));
        }
    }

    public void Sent(Guid id, string? receipt) => Write("UPDATE messages SET state = 1, tries = tries + 1, receipt = $receipt, error = NULL WHERE id = $id", ("$id", id.ToString()), ("$receipt", receipt));
    public void Later(Guid id, DateTimeOffset due, string why) => Write("UPDATE messages SET tries = tries + 1, due = $due, error = $why WHERE id = $id", ("$id", id.ToString()), ("$due", due.UtcTicks), ("$why", why));

    /// <summary>Given up by its channel; the next one that stands in has it from <paramref name="now"/> on, in the same transaction.</summary>
    public void Failed(Guid id, string why, DateTimeOffset now)
    {
        lock (_one)
        {
            using var whole = _db.BeginTransaction();
            Run("UPDATE messages SET state = 3, tries = tries + 1, error = $why WHERE id = $id", ("$id", id.ToString()), ("$why", why));
            HandOn(id.ToString(), now);
            whole.Commit();
        }
    }

    /// <summary>It arrived, or it did not and the next channel stands in. The same receipt again, or one that nobody waits for, changes nothing.</summary>
    public void Received(string receipt, bool arrived, DateTimeOffset now)
    {
        lock (_one)
        {
            using var whole = _db.BeginTransaction();
            if (Value("SELECT id FROM messages WHERE receipt = $receipt AND state = 1", ("$receipt", receipt)) is not string id) return;
            Run("UPDATE messages SET state = $state WHERE id = $id", ("$id", id), ("$state", (long)(arrived ? MessageState.Delivered : MessageState.Failed)));
            if (!arrived) HandOn(id, now);
            whole.Commit();
        }
    }

    // A message of its own, with an id of its own: what its first channel may yet do with it is no repeat of this one.
    private void HandOn(string id, DateTimeOffset now)
    {
        if (((string)Value("SELECT next FROM messages WHERE id = $id", ("$id", id))!).Split(',', StringSplitOptions.RemoveEmptyEntries) is not [var first, .. var rest]) return;
        Run("INSERT OR IGNORE INTO messages (id, seq, at, channel, template, fields, person, due, next) SELECT $new, seq, at, $first, template, fields, person, $now, $rest FROM messages WHERE id = $id",
            ("$new", Guid.CreateVersion7().ToString()), ("$first", first), ("$rest", string.Join(',', rest)), ("$now", now.UtcTicks), ("$id", id));
    }

    public Task<IReadOnlyList<ToldMessage>> NewestAsync(int most, CancellationToken cancel)
    {
        lock (_one)
        {
            using var read = Command("SELECT id, at, channel, template, fields, state, tries, due, error FROM messages ORDER BY seq DESC, channel LIMIT $most", ("$most", (long)most));
            using var row = read.ExecuteReader();
            var told = new List<ToldMessage>();
            while (row.Read())
            {
                var (template, fields) = (row.GetString(3), JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(4))!);
                told.Add(new(Guid.Parse(row.GetString(0)), At(row.GetInt64(1)), row.GetString(2), template, MessageTemplates.Text(template, fields), (MessageState)row.GetInt64(5), row.GetInt32(6), At(row.GetInt64(7)), row.IsDBNull(8) ? null : row.GetString(8)));
            }
            return Task.FromResult<IReadOnlyList<ToldMessage>>(told);
        }
    }

    private void Write(string sql, params (string, object?)[] values)
    {
        lock (_one) Run(sql, values);
    }

    private void Run(string sql, params (string, object?)[] values)
    {
        using var command = Command(sql, values);
        command.ExecuteNonQuery();
    }

    private object? Value(string sql, params (string, object?)[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar();
    }

    private SqliteCommand Command(string sql, params (string Name, object? Value)[] values)
    {
        var command = _db.CreateCommand();
#pragma warning disable CA2100 // Every text is written here; values go by their names.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private static DateTimeOffset At(long ticks) => new(ticks, TimeSpan.Zero);

    public void Dispose()
    {
        // Not in the middle of somebody's transaction.
        lock (_one) _db.Dispose();
    }
}
