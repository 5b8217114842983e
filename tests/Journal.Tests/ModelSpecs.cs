using Microsoft.EntityFrameworkCore;
using TidalHall.Journal.People;

namespace TidalHall.Journal.Tests;

/// <summary>What a start does not ask itself.</summary>
public sealed class ModelSpecs
{
    [Fact]
    public void No_change_of_the_journal_s_or_the_vault_s_model_lacks_its_migration()
    {
        using var journal = new JournalDbAtDesignTime().CreateDbContext([]);
        using var people = new PeopleDbAtDesignTime().CreateDbContext([]);
        Assert.False(journal.Database.HasPendingModelChanges());
        Assert.False(people.Database.HasPendingModelChanges());
    }
}
