namespace TidalHall.Hub.Tests.Hosting;

public sealed class SimulateSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("simulate-").FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--days", "1", "--days: 1 is not allowed. Allowed: 2 to 10000.")]
    [InlineData("--days", "many", "many")]
    [InlineData("--load", "0.7,1.2", "--load: \"1.2\" is not allowed. Allowed: 0.1 to 0.99, parted by commas.")]
    [InlineData("--load", "", "--load: \"\" is not allowed. Allowed: 0.1 to 0.99, parted by commas.")]
    [InlineData("--policies", "chain,best", "--policies: \"best\" is not known. Allowed: separate-fifo,")]
    [InlineData("--csv", "/no/such/folder/days.csv", "--csv: \"/no/such/folder/days.csv\" cannot be written.")]
    public async Task What_cannot_be_simulated_ends_it_with_2_and_a_sentence(string option, string value, string sentence)
    {
        await using var hub = HubProcess.Begin(_folder, more: ["simulate", option, value]);
        Assert.Equal(2, await hub.EndAsync(Cancel));
        Assert.Contains(sentence, hub.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", hub.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_few_days_give_a_table_and_a_sheet_with_a_line_for_each_policy_and_load()
    {
        var csv = Path.Combine(_folder, "days.csv");
        await using var hub = HubProcess.Begin(_folder, more: ["simulate", "--days", "3", "--load", "0.70,0.85", "--policies", "separate-fifo,chain", "--csv", csv]);
        Assert.Equal(0, await hub.EndAsync(Cancel));
        Assert.Contains("Load 0.85, 3 days, waits in minutes, compared with \"separate queues, FIFO\"", hub.Said, StringComparison.Ordinal);
        var lines = File.ReadAllLines(csv);
        Assert.Equal(["load,policy", "0.7,separate-fifo", "0.7,chain", "0.85,separate-fifo", "0.85,chain"], lines.Select(l => string.Join(',', l.Split(',').Take(2))));
        Assert.All(lines, l => Assert.Equal(lines[0].Split(',').Length, l.Split(',').Length));
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
