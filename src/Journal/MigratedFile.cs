using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace TidalHall.Journal;

/// <summary>Whether a file has every migration of a context, asked without EF Core: its first use costs a start some seconds, and a hub that comes back after a power cut needs none of it.</summary>
public static class MigratedFile
{
    /// <param name="connection">Open.</param>
    public static bool IsUpToDate<TDb>(SqliteConnection connection) where TDb : DbContext
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS(SELECT 1 FROM sqlite_master WHERE name = '__EFMigrationsHistory')";
        if (command.ExecuteScalar() is not 1L) return false;
        command.CommandText = "SELECT MigrationId FROM __EFMigrationsHistory";
        using var rows = command.ExecuteReader();
        var applied = new HashSet<string>();
        while (rows.Read()) applied.Add(rows.GetString(0));
        return Known(typeof(TDb)).All(applied.Contains);
    }

    private static IEnumerable<string> Known(Type db) =>
        from type in db.Assembly.GetTypes()
        where type.IsSubclassOf(typeof(Migration)) && type.GetCustomAttribute<DbContextAttribute>()?.ContextType == db
        select type.GetCustomAttribute<MigrationAttribute>()!.Id;
}
