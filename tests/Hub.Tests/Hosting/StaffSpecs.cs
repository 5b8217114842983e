namespace TidalHall.Hub.Tests.Hosting;

public sealed class StaffSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("staff-").FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Write(string name, string text)
    {
        File.WriteAllText(Path.Combine(_folder, name), text);
        return Path.Combine(_folder, name);
    }

    private async Task<string> RefusedAsync(params string[] more)
    {
        await using var hub = HubProcess.Begin(_folder, more: more);
        Assert.Equal(2, await hub.EndAsync(Cancel));
        Assert.DoesNotContain("   at ", hub.Said, StringComparison.Ordinal);
        return hub.Said;
    }

    [Theory]
    [InlineData("--target", "100% in 5", "--target: \"100% in 5\" is not allowed. Allowed: 1% to 99% in 1 to 240 minutes, like \"80% in 10\".")]
    [InlineData("--load", "/no/such/load.csv", "/no/such/load.csv: the caseload cannot be read")]
    [InlineData("--journal", "/no/such/folder", "--journal: /no/such/folder/journal.db: the journal cannot be read")]
    [InlineData("--csv", "/no/such/folder/plan.csv", "--csv: \"/no/such/folder/plan.csv\" cannot be written.")]
    [InlineData("--hall", "/no/such/hall.json", "/no/such/hall.json: the hall file cannot be read")]
    [InlineData("--day", "Someday", "Someday")]
    public async Task What_cannot_be_planned_ends_it_with_2_and_a_sentence(string option, string value, string sentence) =>
        Assert.Contains(sentence, await RefusedAsync("staff", option, value), StringComparison.Ordinal);

    [Fact]
    public async Task Every_mistake_of_a_caseload_is_told_with_file_and_line()
    {
        var said = await RefusedAsync("staff", "--load", Write("load.csv", "categoryOrItem,perDay\nvisa,10\nintake,many\n"));
        Assert.Contains("load.csv:2: ", said, StringComparison.Ordinal);
        Assert.Contains("load.csv:3: ", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caseload_gives_a_table_and_a_sheet()
    {
        var (load, csv) = (Write("load.csv", "categoryOrItem,perDay,minutes\nintake,200,8\ntax,60,\n"), Path.Combine(_folder, "plan.csv"));
        await using var hub = HubProcess.Begin(_folder, more: ["staff", "--day", "Tuesday", "--load", load, "--target", "85% in 15", "--csv", csv]);
        Assert.Equal(0, await hub.EndAsync(Cancel));
        Assert.Contains("Tuesday: 260 people expected", hub.Said, StringComparison.Ordinal);
        Assert.Contains("Called in time, % (target 85% in 15)", hub.Said, StringComparison.Ordinal);
        var lines = File.ReadAllLines(csv);
        Assert.Equal("halfHour,category,people,windows,inTimePercent", lines[0]);
        Assert.Equal(1 + 2 * 16, lines.Length);
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
