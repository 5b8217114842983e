using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TidalHall.Journal.People;

/// <summary>On every connection of the vault: what is deleted is overwritten in the file.</summary>
internal sealed class DeletedForGood : DbConnectionInterceptor
{
    private const string Pragma = "PRAGMA secure_delete = on";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Pragma;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
