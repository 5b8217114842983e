namespace TidalHall.Hub.Tests.Hosting;

/// <summary>Somebody who asks why is answered from the journal, beside the running hub.</summary>
public sealed class ExplainSpecs : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("explain-").FullName;
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("x!", "\"x!\" is no ticket. Allowed: a number like A012, or the code of its link.")]
    [InlineData("A012", "journal.db: the journal cannot be read")]
    public async Task What_cannot_be_explained_ends_it_with_2_and_a_sentence(string ticket, string sentence)
    {
        await using var hub = HubProcess.Begin(_folder, more: ["explain", ticket]);
        Assert.Equal(2, await hub.EndAsync(Cancel));
        Assert.Contains(sentence, hub.Said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", hub.Said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ticket_is_told_who_was_called_before_it_and_whom_it_went_before()
    {
        await using var hub = HubProcess.Begin(_folder);
        using var client = HubProcess.ClientOf(await hub.ListensAsync(Cancel));
        await client.PostAsync("/api/v1/windows/w09/open", null, Cancel);
        foreach (var (n, of) in new[] { "", "", ",\"class\":\"greenChannel\"" }.Index())
        {
            using var taking = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets") { Content = new StringContent($"{{\"item\":\"hall-collect\"{of}}}", System.Text.Encoding.UTF8, "application/json"), Headers = { { "Idempotency-Key", $"explain-{n}" } } };
            (await client.SendAsync(taking, Cancel)).EnsureSuccessStatusCode();
        }
        for (var n = 0; n < 3; n++)
        {
            await client.PostAsync("/api/v1/windows/w09/call-next", null, Cancel);
            await client.PostAsync("/api/v1/windows/w09/complete", null, Cancel);
        }
        await using var why = HubProcess.Begin(_folder, more: ["explain", "B001"]);
        Assert.Equal(0, await why.EndAsync(Cancel));
        Assert.Contains("to window 9 after 0.", why.Said, StringComparison.Ordinal);
        Assert.Matches("first of [0-9] compared", why.Said);
        await using var none = HubProcess.Begin(_folder, more: ["explain", "B009"]);
        Assert.Equal(2, await none.EndAsync(Cancel));
        Assert.Contains("has no ticket \"B009\" of the hall \"provincial-centre\".", none.Said, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, true);
}
