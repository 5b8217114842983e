using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace TidalHall.Journal;

/// <summary>The journal's model: its table is made and read by EF Core, and appended to by one prepared insert.</summary>
internal sealed class JournalDb(DbContextOptions<JournalDb> options) : DbContext(options)
{
    public DbSet<EventRow> Events => Set<EventRow>();

    // Asked at each migration it would build the model a second time; a test holds that nothing is pending.
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.ConfigureWarnings(w => w.Ignore(RelationalEventId.PendingModelChangesWarning));

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.ApplyConfiguration(new EventTable());

    private sealed class EventTable : IEntityTypeConfiguration<EventRow>
    {
        public void Configure(EntityTypeBuilder<EventRow> builder)
        {
            builder.ToTable("events");
            builder.HasKey(e => new { e.Hall, e.Sequence });
            builder.Property(e => e.Hall).HasColumnName("hall");
            builder.Property(e => e.Sequence).HasColumnName("seq").ValueGeneratedNever();
            builder.Property(e => e.At).HasColumnName("at");
            builder.Property(e => e.Tick).HasColumnName("tick");
            builder.Property(e => e.Command).HasColumnName("command");
            builder.Property(e => e.Fingerprint).HasColumnName("fingerprint");
            builder.Property(e => e.Actor).HasColumnName("actor");
            builder.Property(e => e.Place).HasColumnName("place");
            builder.Property(e => e.Kind).HasColumnName("kind");
            builder.Property(e => e.Version).HasColumnName("version");
            builder.Property(e => e.Payload).HasColumnName("payload");
            builder.Property(e => e.Hash).HasColumnName("hash");
        }
    }
}

internal sealed class JournalDbAtDesignTime : IDesignTimeDbContextFactory<JournalDb>
{
    public JournalDb CreateDbContext(string[] args) => new(new DbContextOptionsBuilder<JournalDb>().UseSqlite("Data Source=design.db").Options);
}
