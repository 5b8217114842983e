using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;

namespace TidalHall.Journal;

/// <summary>Reads a journal beside its writer: read-only connections of its own, kept open, each read short and deferred.</summary>
public sealed class JournalReader(string file, HallId hall) : IDisposable
{
    private const int Kept = 4;

    private readonly string _text = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadOnly, Pooling = false, DefaultTimeout = 5 }.ToString();
    private readonly ConcurrentBag<SqliteConnection> _idle = [];
    private volatile bool _disposed;

    /// <summary>Entries after a sequence, in order.</summary>
    /// <param name="limit">At most so many; above 0.</param>
    public IReadOnlyList<JournalEntry> ReadAfter(long sequence, int limit)
    {
        if (!_idle.TryTake(out var connection))
        {
            connection = new(_text);
            connection.Open();
        }
        var whole = false;
        try
        {
            IReadOnlyList<JournalEntry> entries = [.. EntryRows.ReadAfter(connection, hall, sequence, limit)];
            whole = true;
            return entries;
        }
        finally
        {
            if (!whole || _disposed || _idle.Count >= Kept) connection.Dispose();
            else _idle.Add(connection);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        while (_idle.TryTake(out var connection)) connection.Dispose();
    }
}
