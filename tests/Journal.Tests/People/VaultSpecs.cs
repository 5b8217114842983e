using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Journal.People;

namespace TidalHall.Journal.Tests.People;

/// <summary>What the vault keeps, for whom, and for how long.</summary>
public sealed class VaultSpecs : IDisposable
{
    private const string Number = "511602194901011234";
    private const string Name = "欧阳德福";
    private const string Note = "欧阳德福的母亲行动不便";

    private readonly string _folder = Directory.CreateTempSubdirectory("vault").FullName;
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);
    private static readonly TimeSpan KeepApplicant = TimeSpan.FromDays(90);
    private readonly FakeTimeProvider _time = new(new(2026, 11, 25, 1, 0, 0, TimeSpan.Zero));

    private static readonly IReadOnlySet<PersonRef> NobodyBound = new HashSet<PersonRef>();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_same_card_is_the_same_person_after_a_restart_too()
    {
        var first = await Open().RememberAsync(Number, Name, Cancel);
        var again = await Open().RememberAsync(Number, Name, Cancel);
        var other = await Open().RememberAsync("51160219490101124X", "王二", Cancel);
        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
    }

    [Fact]
    public async Task It_writes_ahead_on_a_file_that_was_there_before_too()
    {
        File.WriteAllBytes(Path.Combine(_folder, "people.db"), []);
        await Open().RememberAsync(Number, Name, Cancel);
        using var other = new SqliteConnection($"Data Source={Path.Combine(_folder, "people.db")};Pooling=False");
        other.Open();
        using var command = other.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }

    [Fact]
    public void A_file_that_cannot_be_written_ahead_is_not_used()
    {
        using var memory = new SqliteConnection("Data Source=:memory:");
        memory.Open();
        Assert.Equal($"{memory.DataSource}: cannot be written ahead. Put the data folder on a local disk.", Assert.Throws<IOException>(() => WrittenAhead.Set(memory)).Message);
    }

    [Fact]
    public async Task A_clerk_sees_the_family_name_alone()
    {
        var vault = Open();
        var person = await vault.RememberAsync(Number, Name, Cancel);
        Assert.Equal("欧***", await vault.MaskedNameAsync(person, "li", Cancel));
        Assert.Null(await vault.MaskedNameAsync(new PersonRef(Guid.NewGuid()), "li", Cancel));
    }

    [Fact]
    public async Task Whoever_types_a_number_that_nobody_saw_changes_nothing_that_is_known_of_its_owner()
    {
        var vault = Open();
        var person = await vault.RememberApplicantAsync(Number, Name, "13800005678", Cancel);
        Assert.Equal(person, await vault.RememberUnseenAsync(Number, "李四", Cancel));
        Assert.Equal(new("欧***", "**************1234", "138****5678"), await vault.MaskedAsync(person, "li", Cancel));
        var unseen = await vault.RememberUnseenAsync("51160219490101124X", null, Cancel);
        Assert.Equal("", await vault.MaskedNameAsync(unseen, "li", Cancel));
        await vault.RememberUnseenAsync("51160219490101124X", " 李四 ", Cancel);
        Assert.Equal("李*", await vault.MaskedNameAsync(unseen, "li", Cancel));
    }

    [Theory]
    [InlineData("王芳", "王*")]
    [InlineData("李", "李*")]
    [InlineData("𠮷野家", "𠮷**")]
    [InlineData("", "")]
    public void A_name_is_masked_by_signs_not_by_code_units(string name, string masked) => Assert.Equal(masked, PeopleVault.Mask(name));

    [Fact]
    public async Task No_file_of_the_vault_holds_a_number_or_a_name_in_clear()
    {
        var vault = Open();
        await vault.RememberAsync(Number, Name, Cancel);
        await vault.KeepNoteAsync(Note, Guid.NewGuid(), Cancel);
        foreach (var file in Directory.GetFiles(_folder))
        {
            var bytes = await File.ReadAllBytesAsync(file, Cancel);
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Number)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Name)));
            Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Note)));
            // Nor anything one could look a number up by without the key.
            Assert.Equal(-1, bytes.AsSpan().IndexOf(SHA256.HashData(Encoding.UTF8.GetBytes(Number))));
        }
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{0} & \"引号\" 'a'")]
    [InlineData("𠮷㐀，行动不便 👵")]
    public async Task A_note_is_read_as_it_was_typed_after_a_restart_too(string text)
    {
        var note = await Open().KeepNoteAsync(text, Guid.NewGuid(), Cancel);
        Assert.Equal(text, await Open().ReadNoteAsync(note, "li", Cancel));
        Assert.Null(await Open().ReadNoteAsync(new(Guid.NewGuid()), "li", Cancel));
    }

    [Fact]
    public async Task The_same_text_for_the_same_command_is_one_note_however_often_and_from_how_many_it_comes()
    {
        var (vault, command) = (Open(), Guid.NewGuid());
        var kept = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => vault.KeepNoteAsync("孕妇", command, Cancel), Cancel)));
        var note = Assert.Single(kept.Distinct());
        Assert.Equal(note, await Open().KeepNoteAsync("孕妇", command, Cancel));
        Assert.NotEqual(note, await vault.KeepNoteAsync("老人", command, Cancel));
        Assert.NotEqual(note, await vault.KeepNoteAsync("孕妇", Guid.NewGuid(), Cancel));
        Assert.Equal("孕妇", await vault.ReadNoteAsync(note, "li", Cancel));
    }

    [Fact]
    public async Task Who_is_disclosed_to_another_hall_is_written_down_as_that()
    {
        var vault = Open();
        var person = await vault.RememberApplicantAsync("210102199003072316", "张三", "13800005678", Cancel);
        Assert.Equal(new("张三", "210102199003072316", "13800005678"), await vault.DiscloseAsync(person, "li", Cancel));
        Assert.Null(await vault.DiscloseAsync(new(Guid.NewGuid()), "li", Cancel));
        Assert.Equal([(person.Value, "li", "disclosed to another hall")], Looks());
    }

    [Fact]
    public async Task Each_look_at_a_note_is_written_down_and_none_at_what_is_not_there()
    {
        var vault = Open();
        var note = await vault.KeepNoteAsync("孕妇", Guid.NewGuid(), Cancel);
        await vault.ReadNoteAsync(note, "li", Cancel);
        await vault.ReadNoteAsync(note, "api", Cancel);
        await vault.ReadNoteAsync(new(Guid.NewGuid()), "li", Cancel);
        Assert.Equal([(note.Value, "li", "note"), (note.Value, "api", "note")], Looks());
    }

    [Fact]
    public async Task A_note_whose_time_is_over_is_forgotten()
    {
        var vault = Open();
        var note = await vault.KeepNoteAsync("孕妇", Guid.NewGuid(), Cancel);
        _time.Advance(PeopleVault.Keep - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await vault.ForgetAsync(NobodyBound, Cancel));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await vault.ForgetAsync(NobodyBound, Cancel));
        Assert.Null(await vault.ReadNoteAsync(note, "li", Cancel));
    }

    [Fact]
    public async Task Where_a_result_goes_by_post_is_kept_as_its_applicant_is_and_each_look_is_written_down()
    {
        IPostalAddresses vault = Open();
        var (command, home) = (Guid.NewGuid(), new PostalAddress("王小红", "13900001234", "人民路 100 号 3 号楼 1501 室"));
        var kept = await vault.KeepAsync(home, command, Cancel);
        Assert.Equal(kept, await vault.KeepAsync(home, command, Cancel));
        foreach (var file in Directory.GetFiles(_folder)) Assert.Equal(-1, (await File.ReadAllBytesAsync(file, Cancel)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(home.Phone)));
        _time.Advance(KeepApplicant - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await ((PeopleVault)vault).ForgetAsync(NobodyBound, Cancel));
        Assert.Equal(home, await vault.FindAsync(kept, "zhao", Cancel));
        Assert.Equal([(kept.Value, "zhao", "postal address")], Looks());
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await ((PeopleVault)vault).ForgetAsync(NobodyBound, Cancel));
        Assert.Null(await vault.FindAsync(kept, "zhao", Cancel));
    }

    [Theory]
    [InlineData("王小红", "13900001234", "人民路 100 号")]
    [InlineData("", "13900001234", "人民路 100 号", "recipient")]
    [InlineData("王小红", "", "人民路 100 号", "phone")]
    [InlineData("王\n小红", "1390000123x", "路", "recipient", "phone", "address")]
    public void An_address_is_of_plain_text_and_bounded(string recipient, string phone, string address, params string[] wrong)
    {
        Assert.Equal(wrong, new PostalAddress(recipient, phone, address).Faults());
        Assert.Equal(["recipient", "address"], new PostalAddress(new('王', 41), "13900001234", new('路', 121)).Faults());
        Assert.DoesNotContain("1390000", new PostalAddress(recipient, phone, address).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Somebody_with_a_case_is_kept_as_long_as_the_hall_says()
    {
        var vault = Open();
        var applicant = await vault.RememberApplicantAsync(Number, Name, null, Cancel);
        // A ticket taken meanwhile takes no time from it.
        await vault.RememberAsync(Number, Name, Cancel);
        _time.Advance(KeepApplicant - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await vault.ForgetAsync(NobodyBound, Cancel));
        Assert.NotNull(await vault.MaskedNameAsync(applicant, "li", Cancel));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await vault.ForgetAsync(NobodyBound, Cancel));
    }

    [Fact]
    public async Task Whose_time_is_over_is_forgotten_and_met_anew()
    {
        var vault = Open();
        var before = await vault.RememberAsync(Number, Name, Cancel);
        _time.Advance(PeopleVault.Keep - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await vault.ForgetAsync(NobodyBound, Cancel));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, await vault.ForgetAsync(NobodyBound, Cancel));
        Assert.Null(await vault.MaskedNameAsync(before, "li", Cancel));
        Assert.NotEqual(before, await vault.RememberAsync(Number, Name, Cancel));
    }

    [Fact]
    public async Task Whom_a_bar_or_a_booking_binds_is_not_forgotten_and_so_not_met_as_somebody_new()
    {
        var vault = Open();
        var barred = await vault.RememberUnseenAsync(Number, Name, Cancel);
        var other = await vault.RememberUnseenAsync("51160219490101124X", null, Cancel);
        _time.Advance(PeopleVault.Keep + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await vault.ForgetAsync(new HashSet<PersonRef> { barred }, Cancel));
        Assert.Null(await vault.MaskedNameAsync(other, "li", Cancel));
        Assert.Equal(barred, await vault.RememberUnseenAsync(Number, null, Cancel));
        _time.Advance(PeopleVault.Keep + TimeSpan.FromSeconds(1));
        Assert.Equal(1, await vault.ForgetAsync(NobodyBound, Cancel));
    }

    [Fact]
    public async Task A_key_that_is_not_the_files_own_reads_nothing()
    {
        var person = await Open().RememberAsync(Number, Name, Cancel);
        var stranger = PeopleVault.Open(Path.Combine(_folder, "people.db"), RandomNumberGenerator.GetBytes(32), _time, () => KeepApplicant);
        await Assert.ThrowsAnyAsync<CryptographicException>(() => stranger.MaskedNameAsync(person, "li", Cancel));
    }

    [Fact]
    public async Task Two_kiosks_that_meet_one_person_at_once_get_one_reference()
    {
        var vault = Open();
        var met = await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Task.Run(() => vault.RememberAsync(Number, Name, Cancel), Cancel)));
        Assert.Single(met.Distinct());
    }

    [Fact]
    public async Task Double_clicks_while_each_command_to_the_file_is_slow_are_one_after_another_or_beside_each_other_and_never_on_one_context()
    {
        var slow = new Slow();
        var vault = PeopleVault.Open(Path.Combine(_folder, "people.db"), _key, _time, () => KeepApplicant, [slow]);
        var known = await vault.RememberAsync(Number, Name, Cancel);
        var note = await vault.KeepNoteAsync(Note, Guid.NewGuid(), Cancel);

        var gate = slow.Begin();
        var command = Guid.NewGuid();
        Task<PersonRef>[] met = [vault.RememberAsync(Number, Name, Cancel), vault.RememberAsync(Number, Name, Cancel)];
        Task<PersonRef?>[] found = [vault.FindAsync(Number, Cancel), vault.FindAsync(Number, Cancel), vault.FindAsync(Number, Cancel)];
        Task<NoteRef>[] kept = [vault.KeepNoteAsync("tea", command, Cancel), vault.KeepNoteAsync("tea", command, Cancel)];
        Task<string?>[] read = [vault.ReadNoteAsync(note, "li", Cancel), vault.ReadNoteAsync(note, "li", Cancel), vault.MaskedNameAsync(known, "li", Cancel), vault.MaskedNameAsync(known, "li", Cancel)];
        // All who look a number up stand at the file together, and one of those who write.
        await Task.WhenAny([slow.StandAsync(4), .. found]);
        gate.SetResult();

        Assert.All(await Task.WhenAll(met), person => Assert.Equal(known, person));
        Assert.All(await Task.WhenAll(found), person => Assert.Equal(known, person));
        Assert.Single((await Task.WhenAll(kept)).Distinct());
        Assert.Equal([Note, Note, "欧***", "欧***"], await Task.WhenAll(read));
    }

    /// <summary>A file whose commands take as long as a test wants.</summary>
    private sealed class Slow : DbCommandInterceptor
    {
        private readonly SemaphoreSlim _standing = new(0);
        private TaskCompletionSource? _gate;

        public TaskCompletionSource Begin() => _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Until so many commands wait.</summary>
        public async Task StandAsync(int commands)
        {
            for (var i = 0; i < commands; i++) await _standing.WaitAsync(Cancel);
        }

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            await WaitAsync();
            return result;
        }

        public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            await WaitAsync();
            return result;
        }

        private async Task WaitAsync()
        {
            if (_gate is not { } gate) return;
            _standing.Release();
            await gate.Task;
        }
    }

    [Fact]
    public async Task A_start_killed_inside_its_migration_holds_up_no_later_one()
    {
        using (var killed = new SqliteConnection($"Data Source={Path.Combine(_folder, "people.db")};Pooling=False"))
        {
            killed.Open();
            using var command = killed.CreateCommand();
            command.CommandText = "CREATE TABLE __EFMigrationsLock (Id INTEGER NOT NULL PRIMARY KEY, Timestamp TEXT NOT NULL); INSERT INTO __EFMigrationsLock VALUES (1, '2026-11-25')";
            command.ExecuteNonQuery();
        }
        Assert.NotNull(await Open().MaskedNameAsync(await Open().RememberAsync(Number, Name, Cancel), "li", Cancel));
    }

    [Fact]
    public async Task A_note_of_a_refused_order_is_deleted_unless_it_was_asked_for_again()
    {
        var (vault, command) = (Open(), Guid.NewGuid());
        var alone = await vault.KeepNoteAsync(Note, command, Cancel);
        await vault.DropNoteAsync(alone, Cancel);
        Assert.Null(await vault.ReadNoteAsync(alone, "li", Cancel));
        var shared = await vault.KeepNoteAsync(Note, command, Cancel);
        Assert.NotEqual(alone, shared);
        Assert.Equal(shared, await vault.KeepNoteAsync(Note, command, Cancel));
        await vault.DropNoteAsync(shared, Cancel);
        Assert.Equal(Note, await vault.ReadNoteAsync(shared, "li", Cancel));
    }

    private List<(Guid, string, string)> Looks()
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_folder, "people.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT \"Of\", \"By\", \"What\" FROM looks ORDER BY \"Id\"";
        using var reader = command.ExecuteReader();
        var looks = new List<(Guid, string, string)>();
        while (reader.Read()) looks.Add((reader.GetGuid(0), reader.GetString(1), reader.GetString(2)));
        return looks;
    }

    private PeopleVault Open() => PeopleVault.Open(Path.Combine(_folder, "people.db"), _key, _time, () => KeepApplicant);

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
