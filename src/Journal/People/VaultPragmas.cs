using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TidalHall.Journal.People;

/// <summary>On every connection of the vault: on disk when it returns, and what is deleted is overwritten.</summary>
internal sealed class VaultPragmas : DbConnectionInterceptor
{
    private const string Pragmas = "PRAGMA journal_mode = wal; PRAGMA synchronous = full; PRAGMA secure_delete = on";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
