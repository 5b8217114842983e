using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TidalHall.Hub.SignIn;

/// <summary>Accounts in a file of their own, apart from the journal and from citizens' data.</summary>
internal sealed class AccountsDb(DbContextOptions<AccountsDb> options) : IdentityUserContext<Account>(options)
{
    public const string FileName = "accounts.db";

    /// <summary>Brings the file up to date. The data folder's lock must be held: nobody else may be migrating.</summary>
    public async Task BringUpAsync(CancellationToken cancel)
    {
        // EF sets WAL only on a file that it makes itself; ours is made before, for its owner's eyes only.
        await Database.ExecuteSqlRawAsync("PRAGMA journal_mode = wal", cancel);
        if (!(await Database.GetPendingMigrationsAsync(cancel)).Any()) return;
        // Left behind by a process killed inside Migrate, it would keep every later start waiting for ever.
        await Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancel);
        await Database.MigrateAsync(cancel);
    }
}

internal sealed class AccountsDbAtDesignTime : IDesignTimeDbContextFactory<AccountsDb>
{
    public AccountsDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<AccountsDb>().UseSqlite("Data Source=design.db").Options);
}
