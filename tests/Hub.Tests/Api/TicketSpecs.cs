using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>Taking a ticket by the API and what becomes of it.</summary>
public sealed partial class TicketSpecs(OneHub one) : IClassFixture<OneHub>
{
    private readonly HttpClient _client = one.Client;
    private string Body => $$"""{"item":"{{one.Item()}}","class":"ordinary","channel":"api"}""";

    [Fact]
    public async Task A_ticket_is_created_with_all_that_a_citizen_is_told()
    {
        var taken = await Talk.PostAsync(_client, "tickets", Body);
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        Assert.Matches(Code(), taken.Code);
        Assert.Matches("^[A-Z]{1,2}[0-9]{3,4}$", taken["number"].GetString());
        Assert.False(string.IsNullOrEmpty(taken["category"].GetString()));
        Assert.InRange(taken["ahead"].GetInt32(), 0, 1000);
        Assert.InRange(taken["wait"].GetProperty("p90Minutes").GetDouble(), taken["wait"].GetProperty("p50Minutes").GetDouble(), 1e6);
        Assert.Equal(TimeSpan.Zero, taken["takenAt"].GetDateTimeOffset().Offset);
        Assert.Equal($"/api/v1/tickets/{taken.Code}", taken.Response.Headers.Location!.ToString());
    }

    [Fact]
    public async Task The_live_position_is_under_its_code()
    {
        var taken = await Talk.PostAsync(_client, "tickets", Body);
        var found = await Talk.GetAsync(_client, $"tickets/{taken.Code}");
        Assert.Equal(HttpStatusCode.OK, found.Status);
        Assert.Equal("waiting", found["state"].GetString());
        Assert.Equal(taken["number"].GetString(), found["number"].GetString());
        Assert.Equal(taken["ahead"].GetInt32(), found["ahead"].GetInt32());
    }

    [Fact]
    public async Task The_same_key_again_gets_the_first_answer_to_the_letter_and_no_second_ticket()
    {
        var first = await Talk.PostAsync(_client, "tickets", Body, "k1");
        var sequence = one.Hub.Hall.View.Sequence;
        await Talk.PostAsync(_client, $"tickets/{first.Code}/cancel");
        var again = await Talk.PostAsync(_client, "tickets", Body, "k1");
        Assert.Equal(HttpStatusCode.Created, again.Status);
        Assert.Equal(first.Body.GetRawText(), again.Body.GetRawText());
        Assert.Equal(first.Response.Headers.Location, again.Response.Headers.Location);
        Assert.Equal(sequence + 1, one.Hub.Hall.View.Sequence);
    }

    [Fact]
    public async Task Twenty_requests_of_one_key_at_once_are_one_ticket()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Talk.PostAsync(_client, "tickets", Body, "k20")));
        Assert.All(all, t => Assert.Equal(HttpStatusCode.Created, t.Status));
        Assert.Single(all.Select(t => t.Code).Distinct());
    }

    [Fact]
    public async Task A_key_used_again_with_another_body_is_422()
    {
        await Talk.PostAsync(_client, "tickets", Body, "k2");
        var other = await Talk.PostAsync(_client, "tickets", $$"""{"item":"{{one.Item()}}"}""", "k2");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.Status);
        Assert.Equal("keyReused", other.Code);
    }

    [Fact]
    public async Task A_cancelled_ticket_is_so_again_and_reinstating_it_is_against_the_rules()
    {
        var code = (await Talk.PostAsync(_client, "tickets", Body)).Code;
        var cancelled = await Talk.PostAsync(_client, $"tickets/{code}/cancel");
        Assert.Equal((HttpStatusCode.OK, "cancelled"), (cancelled.Status, cancelled["state"].GetString()));
        Assert.Equal(HttpStatusCode.OK, (await Talk.PostAsync(_client, $"tickets/{code}/cancel", "")).Status);
        var back = await Talk.PostAsync(_client, $"tickets/{code}/reinstate");
        Assert.Equal((HttpStatusCode.Conflict, "ticketEnded"), (back.Status, back.Code));
    }

    [Fact]
    public async Task A_number_from_pre_printed_paper_is_keyed_in_once()
    {
        var prefix = (await Talk.PostAsync(_client, "tickets", Body))["number"].GetString()!.TrimEnd("0123456789".ToCharArray());
        var dealt = $$"""{"item":"{{one.Item()}}","channel":"prePrinted","prePrinted":"{{prefix}}9001","reportedAt":"2026-01-01T00:00:00Z"}""";
        Assert.Equal($"{prefix}9001", (await Talk.PostAsync(_client, "tickets", dealt))["number"].GetString());
        Assert.Equal((HttpStatusCode.Conflict, "numberTaken"), await CodeOf(dealt));
        Assert.Equal((HttpStatusCode.Conflict, "notPrePrintedNumber"), await CodeOf(dealt.Replace("9001", "001", StringComparison.Ordinal)));
        Assert.Equal((HttpStatusCode.Conflict, "notPrePrintedNumber"), await CodeOf(dealt.Replace($"{prefix}9001", "?", StringComparison.Ordinal)));

        async Task<(HttpStatusCode, string?)> CodeOf(string body) => await Talk.PostAsync(_client, "tickets", body) is var refused ? (refused.Status, refused.Code) : default;
    }

    [Fact]
    public async Task Priority_is_confirmed_or_taken_back_while_its_holder_waits()
    {
        var code = (await Talk.PostAsync(_client, "tickets", $$"""{"item":"{{one.Item()}}","class":"greenChannel"}""")).Code;
        Assert.Equal("ordinary", (await Talk.PostAsync(_client, $"tickets/{code}/priority", """{"entitled":false}"""))["class"].GetString());
        Assert.Equal("greenChannel", (await Talk.PostAsync(_client, $"tickets/{code}/priority", """{"entitled":true}"""))["class"].GetString());
        var wrong = await Talk.PostAsync(_client, $"tickets/{code}/priority", "{}");
        Assert.Equal((HttpStatusCode.BadRequest, "form"), (wrong.Status, wrong.Code));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("""{"item":7}""")]
    [InlineData("""{"item":"a b"}""")]
    [InlineData("""{"item":"X","class":"vip"}""")]
    [InlineData("""{"item":"X","class":"1"}""")]
    [InlineData("""{"item":"X","channel":"pigeon"}""")]
    [InlineData("""{"item":"X","colour":"red"}""")]
    public async Task A_body_that_does_not_fit_is_400_and_changes_nothing(string body)
    {
        var sequence = one.Hub.Hall.View.Sequence;
        var wrong = await Talk.PostAsync(_client, "tickets", body);
        Assert.Equal((HttpStatusCode.BadRequest, "form"), (wrong.Status, wrong.Code));
        Assert.Equal("application/problem+json", wrong.Response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(sequence, one.Hub.Hall.View.Sequence);
    }

    [Theory]
    [InlineData("tickets", """{"item":"no-such-item"}""", "unknownItem")]
    [InlineData("tickets/0123456789ABCDEF/cancel", "{}", "unknownTicket")]
    [InlineData("tickets/short/cancel", "{}", "unknownTicket")]
    [InlineData("windows/no-such/open", "{}", "unknownWindow")]
    [InlineData("windows/w01/dance", "{}", "unknownPath")]
    [InlineData("day/dance", "{}", "unknownPath")]
    [InlineData("dance", "{}", "unknownPath")]
    [InlineData("windows", "{}", "unknownPath")]
    [InlineData("halls/no-such/tickets", "{}", "unknownHall")]
    public async Task What_is_unknown_is_404_with_its_code(string path, string body, string code)
    {
        var missing = await Talk.PostAsync(_client, path, body);
        Assert.Equal((HttpStatusCode.NotFound, code), (missing.Status, missing.Code));
    }

    [Fact]
    public async Task Without_the_key_every_path_is_401_and_says_what_is_needed()
    {
        foreach (var path in (string[])["tickets/0123456789ABCDEF", "windows", "queue", "items", "journal", $"halls/{one.Hub.Hall.Id}/windows"])
        {
            var refused = await Talk.GetAsync(one.Hub.Anonymous, path);
            Assert.Equal((HttpStatusCode.Unauthorized, "unauthorized"), (refused.Status, refused.Code));
            Assert.Equal("Bearer", refused.Response.Headers.WwwAuthenticate.Single().Scheme);
        }
        using var wrong = new HttpClient { BaseAddress = one.Hub.Address, DefaultRequestHeaders = { Authorization = new("Bearer", "other") } };
        Assert.Equal(HttpStatusCode.Unauthorized, (await Talk.PostAsync(wrong, "tickets", Body)).Status);
    }

    [Fact]
    public async Task A_hall_by_its_name_is_the_same_hall()
    {
        var taken = await Talk.PostAsync(_client, $"halls/{one.Hub.Hall.Id}/tickets", Body);
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        Assert.Equal(HttpStatusCode.OK, (await Talk.GetAsync(_client, $"tickets/{taken.Code}")).Status);
    }

    [Fact]
    public async Task A_refusal_is_in_the_language_that_was_asked_for()
    {
        Assert.Contains("no-such-item", (await Talk.PostAsync(_client, "tickets", """{"item":"no-such-item"}"""))["detail"].GetString());
        var zh = (await Talk.PostAsync(_client, "tickets/0123456789ABCDEF/cancel"))["detail"].GetString();
        var en = (await Talk.PostAsync(_client, "tickets/0123456789ABCDEF/cancel", language: "en"))["detail"].GetString();
        Assert.Contains(zh!, c => c > '\u4e00');
        Assert.DoesNotContain(en!, c => c > '\u4e00');
    }

    [Theory]
    [InlineData("tickets", "{}", "item：需要事项代码。", "item: the code of a service item is needed.")]
    [InlineData("tickets", """{"item":"X","class":"vip"}""", "class：不允许“vip”。可用：ordinary, appointment, greenChannel。", "class: \"vip\" is not allowed. Allowed: ordinary, appointment, greenChannel.")]
    [InlineData("tickets", """{"item":"X","matters":0}""", "matters：1 至 999。", "matters: 1 to 999.")]
    [InlineData("windows/w01/hold", """{"kind":"lunch"}""", "kind：不允许“lunch”。可用：papersAway, papersHere, stepElsewhere。", "kind: \"lunch\" is not allowed. Allowed: papersAway, papersHere, stepElsewhere.")]
    [InlineData("windows/w01/open", """{"kind":"papersAway"}""", "kind：“open”没有这一项。可用：无。", "kind: is not known to \"open\". Allowed: nothing.")]
    [InlineData("windows/w01/transfer", """{"category":"a","window":"b"}""", "category、window：须且只须填一项。", "category, window: one of the two is needed.")]
    [InlineData("appointments/bars/nobody/lift", """{"reason":"ill"}""", "person：需要名单中的编号。", "person: a reference of the list is needed.")]
    [InlineData("tickets", "{\n\"item\":", "内容不是正确的 JSON：第 2 行第 8 个字节处。", "The body is no JSON: line 2, byte 8.")]
    [InlineData("tickets", "[]", "内容须是一个 JSON 对象，如 {}。", "The body must be a JSON object, like {}.")]
    [InlineData("tickets", "null", "内容须是一个 JSON 对象，如 {}。", "The body must be a JSON object, like {}.")]
    [InlineData("windows/w01/start", "[]", "内容须是一个 JSON 对象，如 {}。", "The body must be a JSON object, like {}.")]
    [InlineData("tickets", """{"item":7}""", "item：需要文字。", "item: a text is needed.")]
    [InlineData("tickets", """{"item":"X","matters":"two"}""", "matters：需要整数（不加引号）。", "matters: a whole number, without quotes, is needed.")]
    [InlineData("tickets", """{"item":"X","reportedAt":"nine"}""", "reportedAt：需要时刻，带时区，如 2026-03-02T10:00:00+08:00。", "reportedAt: an instant with its offset, like 2026-03-02T10:00:00+08:00, is needed.")]
    [InlineData("tickets", """{"item":"X","item":"Y"}""", "item：只能写一次。", "item: may be written once only.")]
    [InlineData("day/extend", """{"until":"19:00","by":"zhang"}""", "by：没有这一项。可用：until, reason。", "by: is not known here. Allowed: until, reason.")]
    [InlineData("day/open", """{"now":true}""", "now：没有这一项。可用：无。", "now: is not known here. Allowed: nothing.")]
    [InlineData("cases", """{"applicant":{"person":{"shoe":43}}}""", "applicant.person.shoe：没有这一项。可用：idNumber, name, phone, familyPhone, email, weChat, way。", "applicant.person.shoe: is not known here. Allowed: idNumber, name, phone, familyPhone, email, weChat, way.")]
    [InlineData("cases", """{"materials":[{"id":"a"},{"seen":"yes"}]}""", "materials[1].seen：需要 true 或 false（不加引号）。", "materials[1].seen: true or false, without quotes, is needed.")]
    [InlineData("cases", """{"materials":["a"]}""", "materials[0]：需要对象，如 {}。", "materials[0]: an object, like {}, is needed.")]
    [InlineData("dance", "{}", "没有 POST /api/v1/dance。可用路径见 /openapi/v1.json。", "POST /api/v1/dance is not known. The paths are in /openapi/v1.json.")]
    public async Task What_does_not_fit_is_told_in_the_callers_language(string path, string body, string zh, string en)
    {
        Assert.Equal(zh, (await Talk.PostAsync(_client, path, body))["detail"].GetString());
        Assert.Equal(en, (await Talk.PostAsync(_client, path, body, language: "en"))["detail"].GetString());
    }

    [Theory]
    [InlineData("tickets/0123456789ABCDEF/release")]
    [InlineData("appointments/bars/0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c/lift")]
    public async Task What_the_key_does_in_its_own_name_takes_no_other(string path)
    {
        var wrong = await Talk.PostAsync(_client, path, """{"reason":"left","by":"zhang"}""", language: "en");
        Assert.Equal((HttpStatusCode.BadRequest, "form"), (wrong.Status, wrong.Code));
        Assert.Equal("by: is not known here. Allowed: reason.", wrong["detail"].GetString());
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(1_200_000)]
    public async Task A_body_larger_than_any_order_is_413_before_it_is_read(int bytes)
    {
        var sequence = one.Hub.Hall.View.Sequence;
        var large = await Talk.PostAsync(_client, "tickets", $$"""{"item":"{{new string('a', bytes)}}"}""");
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "tooLarge", "内容超过 64 KiB。"), (large.Status, large.Code, large["detail"].GetString()));
        Assert.Equal(sequence, one.Hub.Hall.View.Sequence);
    }

    [Fact]
    public async Task With_more_waiting_than_the_hall_can_hold_the_next_order_is_503_busy_and_what_waited_is_done()
    {
        // Where the machine stands for longer than the writer waits for its disk, it has given up before the hall was full: then once more.
        var busy = await AskWhileFullAsync();
        if (busy.Code is "notDurable") busy = await AskWhileFullAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "busy", "1"), (busy.Status, busy.Code, busy.Response.Headers.RetryAfter?.ToString()));
        // The same key gets its ticket now.
        Assert.Equal(HttpStatusCode.Created, (await Talk.PostAsync(_client, "tickets", Body, "busy-1")).Status);
    }

    /// <summary>A ticket asked for while so many orders wait that no more are taken; those are answered when it returns.</summary>
    private async Task<Talk> AskWhileFullAsync()
    {
        Task<Answer> SendAsync(HallCommand command) => one.Hub.Hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), command), TestContext.Current.CancellationToken);
        var waiting = new List<Task<Answer>>();
        Talk busy;
        using (var other = new SqliteConnection($"Data Source={Path.Combine(one.Hub.Data, "journal.db")};Pooling=False"))
        {
            // The writer stands at the disk until this is let go.
            other.Open();
            using var holds = other.BeginTransaction();
            waiting.Add(SendAsync(new TakeTicket(new(one.Item()))));
            // Full for good once the writer stands at the disk: on its way there it takes another thousand along.
            for (var full = 0; full < 5;)
            {
                var sent = SendAsync(new CancelTicket(new(999_999)));
                if (sent.IsCompleted && (await sent).Refusal?.Code is RefusalCode.Busy)
                {
                    full++;
                    await Task.Delay(20, TestContext.Current.CancellationToken);
                    continue;
                }
                full = 0;
                waiting.Add(sent);
            }
            busy = await Talk.PostAsync(_client, "tickets", Body, "busy-1", "en");
        }
        Assert.DoesNotContain((await Task.WhenAll(waiting)).Select(a => a.Refusal?.Code), code => code is RefusalCode.Busy);
        return busy;
    }

    [GeneratedRegex("^[0-9A-HJKMNP-TV-Z]{16}$")]
    private static partial Regex Code();
}
