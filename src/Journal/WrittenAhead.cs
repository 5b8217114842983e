using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TidalHall.Journal;

/// <summary>On every connection of a file that lasts: written ahead, and on disk when a write returns. Both are read back: SQLite refuses the one in silence where a disk cannot do it, and the other is each connection's own.</summary>
public sealed class WrittenAhead : DbConnectionInterceptor
{
    /// <exception cref="IOException">The file cannot be kept so.</exception>
    public static void Set(SqliteConnection connection)
    {
        if (Ask(connection, "PRAGMA journal_mode = wal") is not "wal") throw CannotBe(connection, "written ahead");
        if (Ask(connection, "PRAGMA synchronous = full; PRAGMA synchronous") is not 2L) throw CannotBe(connection, "told to wait for the disk");
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Set((SqliteConnection)connection);

    // SQLite has no asynchronous way: its own answers before it returns.
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Set((SqliteConnection)connection);
        return Task.CompletedTask;
    }

    private static IOException CannotBe(SqliteConnection connection, string what) => new($"{connection.DataSource}: cannot be {what}. Put the data folder on a local disk.");

    private static object? Ask(SqliteConnection connection, string pragma)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragma;
        return command.ExecuteScalar();
    }
}
