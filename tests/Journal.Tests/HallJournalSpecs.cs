using System.Diagnostics;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Journal.Tests;

/// <summary>What the journal does with its file.</summary>
public sealed class HallJournalSpecs : IDisposable
{
    private static readonly HallId Hall = new("h1");
    private readonly string _folder = Directory.CreateTempSubdirectory("journal-").FullName;
    private string File => Path.Combine(_folder, "journal.db");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void It_writes_ahead_and_waits_for_the_disk_on_a_file_that_was_there_before_too(bool before)
    {
        if (before) System.IO.File.WriteAllBytes(File, []);
        using var journal = HallJournal.Open(File, Hall);
        journal.Append([Entry(1)]);
        using var other = Connect();
        Assert.Equal("wal", Scalar(other, "PRAGMA journal_mode"));
        // 2 = FULL, asked of the connection that writes: it is each connection's own.
        Assert.Equal("2", journal.Pragma("synchronous"));
        Assert.True(new FileInfo(File + "-wal").Length > 0);
    }

    [Fact]
    public void The_SQLite_that_is_shipped_loses_no_page_where_a_write_meets_a_checkpoint()
    {
        using var connection = Connect();
        Assert.True(new Version(connection.ServerVersion) >= new Version(3, 51, 3), connection.ServerVersion);
    }

    [Fact]
    public void A_row_left_by_a_process_killed_in_a_migration_holds_nobody_up()
    {
        using (var other = Connect())
        {
            Scalar(other, "CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL)");
            Scalar(other, "INSERT INTO __EFMigrationsLock VALUES (1, '2026-11-25')");
        }
        var watch = Stopwatch.StartNew();
        using var journal = HallJournal.Open(File, Hall);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        journal.Append([Entry(1)]);
    }

    [Fact]
    public void A_second_writer_fails_instead_of_forking_history()
    {
        using var first = HallJournal.Open(File, Hall);
        using var second = HallJournal.Open(File, Hall);
        first.Append([Entry(1), Entry(2)]);
        var fork = Assert.Throws<SqliteException>(() => second.Append([Entry(1)]));
        Assert.Equal(19, fork.SqliteErrorCode);
        Assert.Equal(new JournalCheck(2, null, null), JournalCheck.Run(File, Hall));
    }

    [Fact]
    public void A_batch_is_written_whole_or_not_at_all_and_the_chain_goes_on_after_it()
    {
        using var journal = HallJournal.Open(File, Hall);
        journal.Append([Entry(1)]);
        Assert.Throws<SqliteException>(() => journal.Append([Entry(2), Entry(1)]));
        journal.Append([Entry(2), Entry(3)]);
        Assert.Equal(new JournalCheck(3, null, null), JournalCheck.Run(File, Hall));
    }

    [Fact]
    public void What_is_read_is_what_was_written()
    {
        using var journal = HallJournal.Open(File, Hall);
        var written = Entry(1) with { Place = new("kiosk-1"), Fingerprint = -7 };
        journal.Append([written, Entry(2)]);
        Assert.Equal(written, journal.ReadAfter(0).First());
        using var reader = new JournalReader(File, Hall);
        Assert.Equal(written, reader.ReadAfter(0, 1).Single());
        Assert.Equal(2, reader.ReadAfter(1, 10).Single().Recorded.Sequence);
    }

    [Theory]
    [InlineData("UPDATE events SET payload = '{}' WHERE seq = 2", null, 2L)]
    [InlineData("DELETE FROM events WHERE seq = 2", 3L, 3L)]
    [InlineData("UPDATE events SET hash = zeroblob(32) WHERE seq = 3", null, 3L)]
    public void A_changed_or_missing_row_is_found(string harm, long? gap, long? broken)
    {
        using (var journal = HallJournal.Open(File, Hall)) journal.Append([Entry(1), Entry(2), Entry(3)]);
        using (var other = Connect()) Scalar(other, harm);
        var check = JournalCheck.Run(File, Hall);
        Assert.Equal((gap, broken), (check.Gap, check.Broken));
        Assert.False(check.IsWhole);
    }

    [Fact]
    public void A_reader_that_holds_its_transaction_open_locks_nobody_out_and_sees_what_it_began_with()
    {
        using var journal = HallJournal.Open(File, Hall);
        journal.Append([.. Enumerable.Range(1, 500).Select(n => Entry(n))]);
        using var connection = new SqliteConnection($"Data Source={File};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var reading = EntryRows.ReadAfter(connection, Hall, 0, 1000).GetEnumerator();
        Assert.True(reading.MoveNext());
        // Locked out, each would fail when its patience is over.
        for (var n = 501; n <= 520; n++) journal.Append([Entry(n)]);
        var read = 1;
        while (reading.MoveNext()) read++;
        Assert.Equal(500, read);
        using var reader = new JournalReader(File, Hall);
        Assert.Equal(520, reader.ReadAfter(0, 1000).Count);
    }

    [Fact]
    public void A_row_has_its_own_sender_place_and_kind_whatever_the_row_before_had()
    {
        using var journal = HallJournal.Open(File, Hall);
        PlaceId?[] places = [null, new("kiosk-1"), null, new("kiosk-1"), new("kiosk-2"), new("kiosk-2"), null];
        JournalEntry[] entries = [.. places.Select((place, n) => Entry(n + 1) with { Place = place, Actor = new(n % 3 == 0 ? "anna" : new string('l', 80)), Recorded = Entry(n + 1).Recorded with { Event = n % 2 == 0 ? new ClockStepped(n) : new TicketingStopped(new(2026, 3, 2)) } })];
        // In one transaction and over several.
        journal.Append(entries[..4]);
        foreach (var entry in entries[4..]) journal.Append([entry]);
        Assert.Equal(entries, journal.ReadAfter(0));
        Assert.Equal(new JournalCheck(entries.Length, null, null), JournalCheck.Run(File, Hall));
    }

    [Fact]
    public void Batches_of_every_size_one_after_the_other_are_one_chain_whoever_encoded_which_row()
    {
        using var journal = HallJournal.Open(File, Hall);
        var written = new List<JournalEntry>();
        // Large ones are encoded by two threads, and the second may still be at the batch before.
        foreach (var size in (int[])[1, 200, 17, 1, 16, 15, 400, 2, 64, 64, 64, 1024, 3, 33])
        {
            JournalEntry[] batch = [.. Enumerable.Range(written.Count + 1, size).Select(n => Entry(n))];
            journal.Append(batch);
            written.AddRange(batch);
        }
        Assert.Equal(written, journal.ReadAfter(0));
        Assert.Equal(new JournalCheck(written.Count, null, null), JournalCheck.Run(File, Hall));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(200)]
    public void An_event_that_cannot_be_encoded_fails_its_whole_batch_and_nothing_else(int size)
    {
        using var journal = HallJournal.Open(File, Hall);
        journal.Append([Entry(1)]);
        JournalEntry[] batch = [.. Enumerable.Range(2, size).Select(n => Entry(n))];
        batch[^1] = batch[^1] with { Recorded = batch[^1].Recorded with { Event = null! } };
        Assert.Throws<NullReferenceException>(() => journal.Append(batch));
        journal.Append([.. Enumerable.Range(2, size).Select(n => Entry(n))]);
        Assert.Equal(new JournalCheck(size + 1, null, null), JournalCheck.Run(File, Hall));
    }

    private static JournalEntry Entry(long sequence) =>
        new(new(sequence, DateTimeOffset.UnixEpoch.AddSeconds(sequence), sequence * 1000, new ClockStepped(sequence)), new Guid((int)sequence, 1, 2, new byte[8]), 1, new("test"), null);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        return connection;
    }

    private static string? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
