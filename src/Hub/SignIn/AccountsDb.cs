using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using TidalHall.Journal;

namespace TidalHall.Hub.SignIn;

/// <summary>Accounts in a file of their own, apart from the journal and from citizens' data.</summary>
internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityUserContext<Account>(options)
{
    public const string FileName = "accounts.db";

    // Asked at each migration it would build the model a second time; a test holds that nothing is pending.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));

    public static string In(DataFolder data) => new SqliteConnectionStringBuilder { DataSource = data.File(FileName), Pooling = false, DefaultTimeout = 5 }.ToString();

    /// <summary>Whether the file has all its tables, and somebody in them.</summary>
    public static async Task<bool> IsFilledAsync(DataFolder data, CancellationToken cancel)
    {
        await using var connection = new SqliteConnection(In(data));
        await connection.OpenAsync(cancel);
        if (!MigratedFile.IsUpToDate<AccountsDb>(connection)) return false;
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT EXISTS(SELECT 1 FROM AspNetUsers)";
        return await command.ExecuteScalarAsync(cancel) is 1L;
    }

    /// <summary>Brings the file up to date. The data folder's lock must be held: nobody else may be migrating.</summary>
    public async Task BringUpAsync(CancellationToken cancel)
    {
        // Left behind by a process killed inside Migrate, it would keep every later start waiting for ever.
        await Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancel);
        await Database.MigrateAsync(cancel);
    }
}

internal sealed class AccountsDbAtDesignTime : IDesignTimeDbContextFactory<AccountsDb>
{
    public AccountsDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<AccountsDb>().UseSqlite("Data Source=design.db").Options);
}
