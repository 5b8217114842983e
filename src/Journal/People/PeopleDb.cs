using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace TidalHall.Journal.People;

/// <summary>The vault's model: what its references stand for, encrypted, and who looked.</summary>
internal sealed class PeopleDb(DbContextOptions<PeopleDb> options) : DbContext(options)
{
    public DbSet<PersonRow> People => Set<PersonRow>();
    public DbSet<NoteRow> Notes => Set<NoteRow>();
    public DbSet<LookRow> Looks => Set<LookRow>();

    // Asked at each migration it would build the model a second time; a test holds that nothing is pending.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<PersonRow>(person =>
        {
            person.ToTable("people");
            person.HasKey(p => p.Ref);
            person.HasIndex(p => p.NumberHash).IsUnique();
            person.HasIndex(p => p.KeepUntil);
        });
        modelBuilder.Entity<NoteRow>(note =>
        {
            note.ToTable("notes");
            note.HasKey(n => n.Ref);
            note.HasIndex(n => n.Command);
            note.HasIndex(n => n.KeepUntil);
        });
        modelBuilder.Entity<LookRow>(look =>
        {
            look.ToTable("looks");
            look.HasKey(l => l.Id);
            look.HasIndex(l => l.Of);
        });
    }
}

/// <param name="NumberHash">HMAC-SHA-256 of the ID number under the vault's key: looked up by, never read back.</param>
/// <param name="Data">Nonce (12 bytes), tag (16 bytes), then the AES-256-GCM text.</param>
/// <param name="KeepUntil">UTC ticks; then the retention job deletes the row.</param>
internal sealed record PersonRow(Guid Ref, byte[] NumberHash, byte[] Data, long KeepUntil);

/// <param name="Command">The id of the command it was typed for.</param>
/// <param name="Data">As in <see cref="PersonRow"/>; no hash: nobody looks a note up by its words.</param>
/// <param name="KeepUntil">UTC ticks; then the retention job deletes the row.</param>
internal sealed record NoteRow(Guid Ref, Guid Command, byte[] Data, long KeepUntil);

/// <summary>One look at what a reference stands for. At: UTC ticks.</summary>
internal sealed record LookRow(Guid Of, string By, string What, long At)
{
    public long Id { get; init; }
}

internal sealed class PeopleDbAtDesignTime : IDesignTimeDbContextFactory<PeopleDb>
{
    public PeopleDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<PeopleDb>().UseSqlite("Data Source=design.db").Options);
}
