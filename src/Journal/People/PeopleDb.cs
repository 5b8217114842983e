using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace TidalHall.Journal.People;

/// <summary>The vault's model: who a reference is, encrypted, and who looked.</summary>
internal sealed class PeopleDb(DbContextOptions<PeopleDb> options) : DbContext(options)
{
    public DbSet<PersonRow> People => Set<PersonRow>();
    public DbSet<LookRow> Looks => Set<LookRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PersonRow>(person =>
        {
            person.ToTable("people");
            person.HasKey(p => p.Ref);
            person.HasIndex(p => p.NumberHash).IsUnique();
            person.HasIndex(p => p.KeepUntil);
        });
        modelBuilder.Entity<LookRow>(look =>
        {
            look.ToTable("looks");
            look.HasKey(l => l.Id);
            look.HasIndex(l => l.Person);
        });
    }
}

/// <param name="NumberHash">HMAC-SHA-256 of the ID number under the vault's key: looked up by, never read back.</param>
/// <param name="Data">Nonce (12 bytes), tag (16 bytes), then the AES-256-GCM text.</param>
/// <param name="KeepUntil">UTC ticks; then the retention job deletes the row.</param>
internal sealed record PersonRow(Guid Ref, byte[] NumberHash, byte[] Data, long KeepUntil);

/// <summary>One look at somebody's data. At: UTC ticks.</summary>
internal sealed record LookRow(Guid Person, string By, string What, long At)
{
    public long Id { get; init; }
}

internal sealed class PeopleDbAtDesignTime : IDesignTimeDbContextFactory<PeopleDb>
{
    public PeopleDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PeopleDb>().UseSqlite("Data Source=design.db").Options);
}
