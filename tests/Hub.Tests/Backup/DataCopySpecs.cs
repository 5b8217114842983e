using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Backup;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Journal;
using TidalHall.Journal.People;

namespace TidalHall.Hub.Tests.Backup;

/// <summary>A backup taken beside a running hub, and put back when none runs.</summary>
public sealed class DataCopySpecs : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 4, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("copies-").FullName;
    private string Data => Path.Combine(_folder, "data");
    private string Copy => Path.Combine(_folder, "copy");
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Taken_while_orders_come_a_reader_reads_on_and_personal_data_goes_it_is_whole_and_put_back_only_when_the_hub_has_stopped()
    {
        TicketCode kept, lost;
        await using (var hub = await RunningHub.StartAsync(data: Data, cancel: Cancel))
        {
            kept = await TakeAsync(hub);
            using var stop = new CancellationTokenSource();
            // A figure of the year, read from before the backup until after it: what it began with is what it sees.
            await using var reading = new SqliteConnection($"Data Source={Path.Combine(Data, "journal.db")};Mode=ReadOnly;Pooling=False");
            reading.Open();
            await using var figure = reading.BeginTransaction(deferred: true);
            var begun = Count(reading);
            var orders = Task.Run(async () => { while (!stop.IsCancellationRequested) await TakeAsync(hub); }, Cancel);
            var vault = hub.Services.GetRequiredService<PeopleVault>();
            var forgetting = Task.Run(async () => { while (!stop.IsCancellationRequested) await vault.ForgetAsync(new HashSet<PersonRef>(), Cancel); }, Cancel);
            DataCopy.Take(Data, Copy);
            Assert.Empty(Directory.GetFiles(Copy, "*-wal"));
            await stop.CancelAsync();
            // Each order was taken: one that waited for a lock beyond its patience would have been refused.
            await Task.WhenAll(orders, forgetting);
            Assert.Equal(begun, Count(reading));
            await figure.DisposeAsync();
            Assert.True(Count(reading) > begun);
            Assert.True(JournalCheck.Run(Path.Combine(Copy, "journal.db"), hub.Hall.Id).IsWhole);
            lost = await TakeAsync(hub);
            var running = Assert.Throws<StartRefused>(() => DataCopy.PutBack(Copy, Data, Noon));
            Assert.StartsWith($"{Data}: another hub is running on this data folder", running.Message, StringComparison.Ordinal);
        }

        Assert.Equal(Path.Combine(Data, "replaced-20261125-040000"), DataCopy.PutBack(Copy, Data, Noon));
        Assert.True(File.Exists(Path.Combine(Data, "replaced-20261125-040000", "journal.db")));
        foreach (var secret in (string[])["people.key", "accounts.db"])
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(Data, secret)));
        await using var again = await RunningHub.StartAsync(data: Data, cancel: Cancel);
        Assert.NotNull(again.Hall.View.Find(kept));
        Assert.Null(again.Hall.View.Find(lost));
        await TakeAsync(again);
    }

    [Fact]
    public void What_is_no_data_folder_what_is_not_free_and_what_is_not_whole_is_told_and_nothing_is_touched()
    {
        Directory.CreateDirectory(Data);
        Refused($"{Data}: has no journal.db, so it is no hub's data folder and no backup of one.", () => DataCopy.Take(Data, Copy));
        Refused($"{Copy}: has no journal.db, so it is no hub's data folder and no backup of one.", () => DataCopy.PutBack(Copy, Data, Noon));
        HallJournal.Open(Path.Combine(Data, "journal.db"), new("h1")).Dispose();
        Refused($"{Data}/copy: is inside of the data folder. A backup that goes with it is none.", () => DataCopy.Take(Data, $"{Data}/copy"));
        DataCopy.Take(Data, Copy);
        Refused($"{Copy}: is not empty. A backup takes a folder of its own.", () => DataCopy.Take(Data, Copy));
        using (var harmed = File.OpenWrite(Path.Combine(Copy, "journal.db")))
        {
            harmed.Position = 4096;
            harmed.Write(new byte[4096]);
        }
        var before = File.ReadAllBytes(Path.Combine(Data, "journal.db"));
        Assert.Throws<StartRefused>(() => DataCopy.PutBack(Copy, Data, Noon));
        Assert.Equal(before, File.ReadAllBytes(Path.Combine(Data, "journal.db")));
        Assert.Empty(Directory.GetDirectories(Data));
    }

    private static long Count(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM events";
        return (long)command.ExecuteScalar()!;
    }

    private static void Refused(string sentence, Action act) => Assert.Equal(sentence, Assert.Throws<StartRefused>(act).Message);

    private static async Task<TicketCode> TakeAsync(RunningHub hub)
    {
        var answer = await hub.Hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), new TakeTicket(hub.Hall.View.Plan.Items[0].Id)), Cancel);
        return (await hub.Hall.ViewAtAsync(answer.Sequence, Cancel)).Find(answer.Ticket!.Value)!.Code;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
