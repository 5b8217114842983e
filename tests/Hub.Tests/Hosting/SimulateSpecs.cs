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
    [InlineData("--breaks", "121", "--breaks: 121 is not allowed. Allowed: 0 to 120.")]
    [InlineData("--patience", "0", "--patience: 0 is not allowed. Allowed: 5 to 480.")]
    [InlineData("--clerk-cv", "2", "--clerk-cv: 2 is not allowed. Allowed: 0 to 1.")]
    [InlineData("--surge", "0.5", "--surge: 0.5 is not allowed. Allowed: 1 to 10.")]
    [InlineData("--lose-window", "UM", "--lose-window: \"UM\" is not allowed. Allowed: UI, DL, CC, SS, TAX.")]
    [InlineData("--windows", "intake+1", "--windows: only with --journal.")]
    [InlineData("--journal", "/no/such/folder", "--journal: /no/such/folder/journal.db: the journal cannot be read")]
    [InlineData("--picture", "/no/such/folder/waits.svg", "--picture: \"/no/such/folder/waits-0.70.svg\" cannot be written.")]
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

    [Fact]
    public async Task A_halls_own_day_is_run_again_beside_its_running_hub()
    {
        await using var hub = HubProcess.Begin(_folder);
        using var client = HubProcess.ClientOf(await hub.ListensAsync(Cancel));
        await client.PostAsync("/api/v1/windows/w09/open", null, Cancel);
        for (var n = 0; n < 3; n++)
        {
            using var taking = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets") { Content = new StringContent("{\"item\":\"hall-collect\"}", System.Text.Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", $"what-if-{n}" } } };
            (await client.SendAsync(taking, Cancel)).EnsureSuccessStatusCode();
        }
        for (var n = 0; n < 2; n++)
        {
            await client.PostAsync("/api/v1/windows/w09/call-next", null, Cancel);
            await client.PostAsync("/api/v1/windows/w09/complete", null, Cancel);
        }
        var picture = Path.Combine(_folder, "own.svg");
        await using var again = HubProcess.Begin(_folder, more: ["simulate", "--journal", _folder, "--windows", "delivery+1", "--picture", picture]);
        Assert.Equal(0, await again.EndAsync(Cancel));
        Assert.Contains("provincial-centre, ", again.Said, StringComparison.Ordinal);
        Assert.Contains("compared with \"the hall's rule\"", again.Said, StringComparison.Ordinal);
        Assert.Contains("the hall's rule, changed", again.Said, StringComparison.Ordinal);
        Assert.Contains("<svg", await File.ReadAllTextAsync(picture, Cancel), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
