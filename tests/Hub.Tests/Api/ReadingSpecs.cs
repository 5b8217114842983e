using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>What integrators read.</summary>
public sealed partial class ReadingSpecs(OneHub one) : IClassFixture<OneHub>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private readonly HttpClient _client = one.Client;

    [Theory]
    [InlineData("nothing")]
    [InlineData("cases/1/nothing")]
    public async Task A_page_that_is_not_there_is_told_as_a_page_and_asks_for_no_key(string path)
    {
        using var answer = await one.Hub.Anonymous.GetAsync(path, Cancel);
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Contains("404", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_are_objects_and_their_entries_have_ids()
    {
        Assert.Equal(one.Hub.Hall.View.Plan.Windows.Length, Ids(await Talk.GetAsync(_client, "windows"), "windows").Count);
        Assert.Equal(one.Hub.Hall.View.Plan.Items.Length, Ids(await Talk.GetAsync(_client, "items"), "items").Count);
        Assert.Equal(one.Hub.Hall.View.Plan.Categories.Length, Ids(await Talk.GetAsync(_client, "queue"), "queue").Count);
        Assert.Equal(one.Hub.Hall.View.Plan.Windows.Length, Ids(await Talk.GetAsync(_client, $"halls/{one.Hub.Hall.Id}/windows"), "windows").Count);
    }

    [Fact]
    public async Task A_search_finds_items_by_their_name()
    {
        var item = one.Hub.Hall.View.Plan.Items.First(i => i.Common);
        Assert.Contains(item.Id.Value, Ids(await Talk.GetAsync(_client, $"items?search={Uri.EscapeDataString(item.Name.Zh)}"), "items"));
        Assert.Empty(Ids(await Talk.GetAsync(_client, "items?search=qqqqzzzz"), "items"));
    }

    [Fact]
    public async Task The_journal_comes_in_pages_in_order_without_a_gap()
    {
        for (var i = 0; i < 5; i++) await Talk.PostAsync(_client, "tickets", $$"""{"item":"{{one.Item()}}"}""");
        var all = new List<JsonElement>();
        while ((await Talk.GetAsync(_client, $"journal?after={all.Count}&limit=3"))["events"].EnumerateArray().ToList() is { Count: > 0 } page)
        {
            Assert.InRange(page.Count, 1, 3);
            all.AddRange(page);
        }
        Assert.Equal(Enumerable.Range(1, all.Count), all.Select(e => e.GetProperty("sequence").GetInt32()));
        var taken = all.Last();
        Assert.Equal("TicketTaken", taken.GetProperty("kind").GetString());
        Assert.Equal(JsonValueKind.Object, taken.GetProperty("data").ValueKind);
        Assert.Equal(TimeSpan.Zero, taken.GetProperty("at").GetDateTimeOffset().Offset);
    }

    [Fact]
    public async Task Every_path_that_is_read_gives_what_it_has_or_says_that_it_has_not_and_none_fails_on_the_database()
    {
        var code = (await Talk.PostAsync(_client, "tickets", $$"""{"item":"{{one.Item()}}"}""")).Code;
        var paths = one.Hub.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") is true && e.RoutePattern.RawText is { } path && path.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.Contains("{hall}", StringComparison.Ordinal))
            .Select(e => e.RoutePattern.RawText!).Distinct().ToList();
        Assert.Contains("/api/v1/appointments/bars", paths);
        foreach (var path in paths)
            foreach (var named in (string[])[code!, Guid.Empty.ToString(), "1"])
            {
                using var answer = await _client.GetAsync(Placeholder().Replace(path, named) + "?after=0&limit=10&from=2026-01-01&to=2027-01-01&item=" + one.Item(), Cancel);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.NotFound or HttpStatusCode.BadRequest or HttpStatusCode.Conflict, $"{path} of {named}: {(int)answer.StatusCode}");
            }
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Placeholder();

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=ten")]
    [InlineData("after=-1")]
    [InlineData("after=x")]
    public async Task A_page_that_cannot_be_is_400(string query)
    {
        var wrong = await Talk.GetAsync(_client, $"journal?{query}");
        Assert.Equal((HttpStatusCode.BadRequest, "form"), (wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task The_stream_goes_on_as_events_come_and_resumes_after_the_last_id()
    {
        var before = one.Hub.Hall.View.Sequence;
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/journal");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        request.Headers.Add("Last-Event-ID", $"{before - 1}");
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        await using var events = SseParser.Create(await response.Content.ReadAsStreamAsync(Cancel)).EnumerateAsync(Cancel).GetAsyncEnumerator(Cancel);
        Assert.True(await events.MoveNextAsync());
        Assert.Equal($"{before}", events.Current.EventId);
        for (var i = 1; i <= 3; i++)
        {
            await Talk.PostAsync(_client, "tickets", $$"""{"item":"{{one.Item()}}"}""");
            Assert.True(await events.MoveNextAsync());
            Assert.Equal($"{before + i}", events.Current.EventId);
            Assert.Equal(before + i, JsonSerializer.Deserialize<JsonElement>(events.Current.Data).GetProperty("sequence").GetInt64());
        }
    }

    [Fact]
    public async Task The_stream_answers_before_the_first_event()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/journal?after={one.Hub.Hall.View.Sequence + 1_000_000}");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal(": the journal", await lines.ReadLineAsync(Cancel));
    }

    [Fact]
    public async Task A_journal_that_cannot_be_read_is_503_with_its_code_and_all_else_is_read_on()
    {
        await using var hub = await RunningHub.StartAsync(cancel: Cancel);
        await Talk.PostAsync(hub.Client, "tickets", $$"""{"item":"{{one.Item()}}"}""");
        // As on a disk that gives its pages back no more.
        await using (var torn = new FileStream(Path.Combine(hub.Data, "journal.db-wal"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite)) torn.SetLength(0);
        var refused = await Talk.GetAsync(hub.Client, "journal?after=0&limit=1000");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "notReadable"), (refused.Status, refused.Code));
        Assert.Equal("application/problem+json", refused.Response.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(refused.Response.Headers.RetryAfter);
        foreach (var path in (string[])["windows", "queue", "items"]) Assert.Equal(HttpStatusCode.OK, (await Talk.GetAsync(hub.Client, path)).Status);
    }

    [Fact]
    public async Task The_description_knows_every_path_its_body_and_the_bearer_key()
    {
        var document = (await Talk.GetAsync(one.Hub.Anonymous, "/openapi/v1.json")).Body;
        var paths = document.GetProperty("paths");
        string[] verbs = ["open", "pause", "resume", "close", "call-next", "call", "recall", "start", "complete", "miss", "hold", "resume-ticket", "transfer", "return-to-queue", "serve", "assign"];
        string[] expected = ["tickets", "tickets/{code}", "tickets/{code}/cancel", "tickets/{code}/reinstate", "day/open", "day/stop", "day/close", "windows", "queue", "items", "journal", .. verbs.Select(v => $"windows/{{id}}/{v}")];
        var found = paths.EnumerateObject().Select(p => p.Name).ToHashSet();
        Assert.All(expected, path => Assert.Contains($"/api/v1/{path}", found));
        Assert.All(expected, path => Assert.Contains($"/api/v1/halls/{{hall}}/{path}", found));
        var hold = paths.GetProperty("/api/v1/windows/{id}/hold").GetProperty("post");
        var schema = hold.GetProperty("requestBody").GetProperty("content").GetProperty("application/json").GetProperty("schema");
        Assert.Equal(["kind", "expectedCurrent"], schema.GetProperty("properties").EnumerateObject().Select(p => p.Name));
        Assert.Equal("kind", schema.GetProperty("required")[0].GetString());
        Assert.Contains(hold.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() is "Idempotency-Key");
        Assert.Contains(hold.GetProperty("parameters").EnumerateArray(), p => p.GetProperty("name").GetString() is "id");
        Assert.True(hold.GetProperty("responses").TryGetProperty("409", out _));
        Assert.True(paths.GetProperty("/api/v1/windows/{id}/call-next").GetProperty("post").GetProperty("responses").TryGetProperty("204", out _));
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("bearer").GetProperty("scheme").GetString());
        Assert.True(hold.GetProperty("security")[0].TryGetProperty("bearer", out _));
    }

    private static List<string> Ids(Talk talk, string list)
    {
        Assert.Equal(HttpStatusCode.OK, talk.Status);
        return [.. talk[list].EnumerateArray().Select(e => e.GetProperty("id").GetString()!)];
    }
}
