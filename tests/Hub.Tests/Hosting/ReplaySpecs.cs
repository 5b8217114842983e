namespace TidalHall.Hub.Tests.Hosting;

public sealed class ReplaySpecs : IDisposable
{
    private const string Head = "office,queue_id,time,open_counters,waiting,last_called,service_min,status";
    private readonly string _folder = Directory.CreateTempSubdirectory("replay-").FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("snapshots-2020-01-03.csv", Head + "\nUD_A,1,08:00,1,many,A001,10,1", "snapshots-2020-01-03.csv:2: waiting \"many\" is not allowed. Allowed: 0 to 10000, or nothing.")]
    [InlineData("snapshots-2020-01-03.csv.gz", Head, "snapshots-2020-01-03.csv.gz: it cannot be read.")]
    [InlineData("days.csv", Head, "has no snapshots. Allowed: snapshots-DATE.csv or .csv.gz, one a day.")]
    public async Task A_folder_that_is_not_of_the_form_ends_it_with_2_and_a_sentence(string file, string text, string sentence)
    {
        var days = Directory.CreateDirectory(Path.Combine(_folder, "days")).FullName;
        await File.WriteAllTextAsync(Path.Combine(days, file), text, Cancel);
        await using var hub = HubProcess.Begin(_folder, more: ["replay", days]);
        Assert.Equal(2, await hub.EndAsync(Cancel));
        Assert.Contains(sentence, hub.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", hub.Said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
