using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Doctoring;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Doctoring;

/// <summary>Whoever looks after a hub asks whether its folder is whole, and is told what to do where it is not.</summary>
public sealed class DoctorSpecs(DoctorSpecs.Folder folder) : IClassFixture<DoctorSpecs.Folder>, IDisposable
{
    private const string Restore = "Stop the hub, keep a copy of the folder as it is, and put the newest backup back: restore FOLDER.";
    private readonly string _copy = Directory.CreateTempSubdirectory("doctor-").FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Beside_a_running_hub_all_is_well_and_nothing_is_changed()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        await TakeAsync(hub);
        var before = File.ReadAllBytes(Path.Combine(hub.Data, "journal.db"));

        var found = DataDoctor.Look(hub.Data).ToList();

        Assert.DoesNotContain(found, f => f.Kind is FindingKind.Wrong);
        Assert.StartsWith($"Hall \"{hub.Hall.Id}\": {hub.Hall.View.Sequence} events without a gap", Assert.Single(found, f => f.What.StartsWith("Hall", StringComparison.Ordinal)).What, StringComparison.Ordinal);
        foreach (var file in (string[])["journal.db", "people.db", "accounts.db", "messages.db"])
            Assert.Single(found, f => f.Kind is FindingKind.Good && f.What.StartsWith($"{file}: whole, written ahead (SQLite 3.", StringComparison.Ordinal));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(hub.Data, "journal.db")));
        await TakeAsync(hub);
    }

    [Fact]
    public void A_folder_at_rest_is_whole_its_snapshot_fits_and_the_key_opens_the_vault()
    {
        var found = DataDoctor.Look(folder.Path).ToList();
        Assert.All(found, f => Assert.Equal(FindingKind.Good, f.Kind));
        Assert.Contains(found, f => f.What == $"journal-{folder.Hall}.snapshot: fits the journal at event {folder.Sequence}");
        Assert.Contains(found, f => f.What == "people.key: opens people.db");
    }

    [Theory]
    [InlineData("UPDATE events SET payload = replace(payload, '}', ' }') WHERE seq = 5", "event 5 is not what was written: it does not fit the hash of the one before.")]
    [InlineData("DELETE FROM events WHERE seq = 5", "before event 6 at least one is missing.")]
    public void A_journal_that_somebody_changed_is_known_to_the_event(string harm, string sentence)
    {
        Change("journal.db", harm);
        var wrong = Wrong();
        Assert.Equal($"Hall \"{folder.Hall}\": {sentence}", wrong.What);
        Assert.StartsWith(Restore, wrong.Do, StringComparison.Ordinal);
    }

    [Fact]
    public void An_event_of_a_later_version_is_told_as_that()
    {
        // Its hash holds: only this program does not know it.
        Change("journal.db", "UPDATE events SET kind = 'LaterKind' WHERE seq = 5");
        Assert.Equal("Start the version that wrote it, or one that is newer.", Wrong().Do);
    }

    [Theory]
    [InlineData("journal.db")]
    [InlineData("people.db")]
    [InlineData("accounts.db")]
    public void A_page_that_was_overwritten_is_found_in_any_file(string file)
    {
        Copy();
        using (var harmed = File.OpenWrite(Path.Combine(_copy, file)))
        {
            harmed.Position = harmed.Length / 2 / 4096 * 4096;
            harmed.Write(new byte[4096]);
        }
        var wrong = Wrong();
        Assert.StartsWith($"{file}: ", wrong.What, StringComparison.Ordinal);
        Assert.Contains(Restore, wrong.Do, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_told_once()
    {
        Copy();
        File.WriteAllText(Path.Combine(_copy, "people.db"), new string('?', 8192));
        var wrong = Wrong();
        Assert.Equal("people.db: cannot be read (SQLite Error 26: 'file is not a database'.).", wrong.What);
        Assert.Equal($"Look as the user the hub runs as. If it cannot be read even so: {Restore}", wrong.Do);
    }

    [Fact]
    public void A_key_that_is_another_or_gone_is_told()
    {
        Copy();
        var key = Path.Combine(_copy, "people.key");
        File.WriteAllText(key, Convert.ToBase64String(new byte[32]));
        Assert.Equal("people.key: does not open people.db.", Wrong().What);
        File.WriteAllText(key, "half a k");
        Assert.Equal("people.key: is no key.", Wrong().What);
        File.Delete(key);
        Assert.Equal(("people.key: is not there, and people.db is nothing without it.", "Put back the one that belongs to people.db."), Wrong() is var gone ? (gone.What, gone.Do) : default);
        Assert.False(File.Exists(key));
    }

    [Fact]
    public void What_a_start_mends_by_itself_is_a_note()
    {
        Change("journal.db", "PRAGMA journal_mode = delete");
        File.AppendAllText(Path.Combine(_copy, $"journal-{folder.Hall}.snapshot"), "?");
        Assert.Equal(
            ["journal.db: whole, but its journal mode is \"delete\", not \"wal\": another program had it open. The hub sets it at its next start.",
             $"journal-{folder.Hall}.snapshot: its body is not what was written. The next start throws it away and reads the journal from its first event."],
            DataDoctor.Look(_copy).Where(f => f.Kind is not FindingKind.Good).Select(f => f.What));
    }

    [Fact]
    public void A_secret_that_others_may_read_is_told()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("File modes are a Unix matter.");
            return;
        }
        Copy();
        File.SetUnixFileMode(Path.Combine(_copy, "people.key"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Equal($"chmod 600 {_copy}/people.key, and make new keys if somebody may have read it.", Wrong().Do);
    }

    [Fact]
    public async Task It_ends_with_0_1_or_2_as_the_folder_is_whole_harmed_or_none()
    {
        Change("journal.db", "DELETE FROM events WHERE seq = 5");
        Assert.Equal((0, "Nothing is wrong."), await AskAsync(folder.Path));
        Assert.Equal((1, "One thing is wrong."), await AskAsync(_copy));
        Assert.Equal((2, ""), await AskAsync(Path.Combine(_copy, "none")));
    }

    /// <returns>How it ended, and the last it said.</returns>
    private static async Task<(int, string)> AskAsync(string data)
    {
        var said = new StringWriter();
        var code = await HubCommandLine.Make().Parse(["doctor", "--data", data]).InvokeAsync(new() { Output = said }, Cancel);
        return (code, said.ToString().TrimEnd().Split('\n')[^1].TrimEnd());
    }

    private Finding Wrong() => Assert.Single(DataDoctor.Look(_copy), f => f.Kind is FindingKind.Wrong);

    private void Copy()
    {
        foreach (var file in Directory.GetFiles(folder.Path)) File.Copy(file, Path.Combine(_copy, Path.GetFileName(file)));
    }

    private void Change(string file, string sql)
    {
        Copy();
        using var other = new SqliteConnection($"Data Source={Path.Combine(_copy, file)};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static Task TakeAsync(RunningHub hub) => hub.Hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), new TakeTicket(hub.Hall.View.Plan.Items[0].Id)), Cancel);

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    /// <summary>The folder of a hub that worked a while and was stopped.</summary>
    public sealed class Folder : IAsyncLifetime
    {
        public string Path { get; } = Directory.CreateTempSubdirectory("looked-").FullName;
        internal HallId Hall { get; private set; }
        internal long Sequence { get; private set; }

        public async ValueTask InitializeAsync()
        {
            await using var hub = await RunningHub.StartAsync(data: Path);
            await hub.Services.GetRequiredService<IPeople>().RememberAsync("511602194901011234", "欧阳德福", default);
            for (var n = 0; n < 40; n++) await TakeAsync(hub);
            var hall = hub.Hall;
            await hub.DisposeAsync();
            (Hall, Sequence) = (hall.Id, hall.View.Sequence);
        }

        public ValueTask DisposeAsync()
        {
            Directory.Delete(Path, recursive: true);
            return ValueTask.CompletedTask;
        }
    }
}
