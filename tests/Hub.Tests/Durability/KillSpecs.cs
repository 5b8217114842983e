using System.Globalization;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>SIGKILL at random moments, of start-up and migration too. The long form: <c>TIDALHALL_KILLS=20</c>.</summary>
public sealed class KillSpecs(ITestOutputHelper output)
{
    private const int AnswersARound = 1000;
    /// <summary>Rounds on one data folder; the next begins with a migration again.</summary>
    private const int RoundsAFolder = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_was_answered_is_in_the_journal_after_a_kill()
    {
        var kills = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_KILLS") ?? "3", CultureInfo.InvariantCulture);
        var seed = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_SEED") ?? $"{Random.Shared.Next()}", CultureInfo.InvariantCulture);
        output.WriteLine($"{kills} kills under load, as many in start-up, seed {seed}");
        var random = new Random(seed);
        var answered = 0;
        for (var done = 0; done < kills; done += RoundsAFolder) answered += await OnOneFolderAsync(Math.Min(RoundsAFolder, kills - done), random);
        output.WriteLine($"{answered} answered commands, none lost, none doubled");
    }

    private async Task<int> OnOneFolderAsync(int rounds, Random random)
    {
        var data = Directory.CreateTempSubdirectory("killed-").FullName;
        var hall = LoadedHallFile.WriteTo(data);
        var journal = Path.Combine(data, "journal.db");
        var ledger = new Ledger();
        for (var round = 0; round < rounds; round++)
        {
            await KillInStartAsync(data, hall.Path, journal, random, migration: round == 0);
            await using var hub = HubProcess.Begin(data, more: ["--hall", hall.Path]);
            var address = await hub.ListensAsync(Cancel);
            ledger.HoldAgainst(journal, hall.Hall);
            await ledger.AskAgainAsync(address, random, Cancel);
            var senders = new Senders(address, hall.Items, hall.Windows);
            var running = senders.RunAsync(Cancel);
            await senders.ReachedAsync(AnswersARound, Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(300)), Cancel);
            await hub.KillAsync();
            await running;
            output.WriteLine($"killed under load after {senders.Answered.Count} answers, {senders.Unanswered.Count} in flight");
            ledger.Add(senders);
        }
        await using (var last = HubProcess.Begin(data, more: ["--hall", hall.Path]))
        {
            await ledger.AskAgainAsync(await last.ListensAsync(Cancel), random, Cancel);
            ledger.HoldAgainst(journal, hall.Hall);
        }
        Directory.Delete(data, recursive: true);
        return ledger.Answered;
    }

    private async Task KillInStartAsync(string data, string hall, string journal, Random random, bool migration)
    {
        await using var hub = HubProcess.Begin(data, more: ["--hall", hall]);
        // A new folder: within the migration, which begins when the file is made.
        for (var waited = 0; migration && waited < 3000 && !File.Exists(journal); waited += 5) await Task.Delay(5, Cancel);
        var after = random.Next(migration ? 200 : 1500);
        await Task.Delay(TimeSpan.FromMilliseconds(after), Cancel);
        await hub.KillAsync();
        output.WriteLine(migration ? $"killed {after} ms after the journal's file was made" : $"killed {after} ms after the start");
    }
}
