using System.Net;
using System.Text.Json;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>The verbs of a window. Each fact has a hub of its own: they count who waits.</summary>
public sealed class WindowSpecs : IAsyncLifetime
{
    private RunningHub _hub = null!;
    private string _window = null!;
    private string _item = null!;

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync();
        var plan = _hub.Hall.View.Plan;
        var window = plan.Windows.First(w => plan.Items.Any(i => i.Category == w.Category));
        (_window, _item) = (window.Id.Value, plan.Items.First(i => i.Category == window.Category).Id.Value);
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task<Talk> Do(string verb, string body = "{}", string? key = null) => Talk.PostAsync(_hub.Client, $"windows/{_window}/{verb}", body, key);
    private async Task<string> Take() => (await Talk.PostAsync(_hub.Client, "tickets", $$"""{"item":"{{_item}}"}""")).Code!;
    private Task<Talk> Why(string code) => Talk.GetAsync(_hub.Client, $"tickets/{code}/explanation");
    private static string? Current(Talk talk)
    {
        Assert.Equal(HttpStatusCode.OK, talk.Status);
        return talk["current"] is { ValueKind: JsonValueKind.Object } current ? current.GetProperty("code").GetString() : null;
    }

    [Fact]
    public async Task A_citizen_goes_through_the_window_from_call_to_outcome()
    {
        var code = await Take();
        Assert.Null(Current(await Do("open")));
        Assert.Equal(code, Current(await Do("call-next")));
        Assert.Equal(code, Current(await Do("recall")));
        Assert.Equal(code, Current(await Do("start")));
        Assert.Null(Current(await Do("complete", """{"outcome":"correctionAsked"}""")));
        Assert.Equal("completed", (await Talk.GetAsync(_hub.Client, $"tickets/{code}"))["state"].GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await Do("call-next")).Status);
        Assert.Null(Current(await Do("pause", """{"reason":"tea"}""")));
        Assert.Null(Current(await Do("resume")));
        Assert.Null(Current(await Do("close")));
    }

    [Fact]
    public async Task A_ticket_explains_who_went_before_it_and_why_it_was_called()
    {
        await Do("open");
        var (first, second) = (await Take(), await Take());
        Assert.Equal(JsonValueKind.Null, (await Why(second))["why"].ValueKind);
        await Do("call-next");
        await Do("complete");
        await Do("call-next");
        var why = await Why(second);
        Assert.Equal(("longestWaiting", "ordinary", 0), (why["why"].GetString(), why["level"].GetString(), why["overtakenBy"].GetInt32()));
        var before = Assert.Single(why["before"].EnumerateArray());
        Assert.Equal((await Talk.GetAsync(_hub.Client, $"tickets/{first}"))["number"].GetString(), before.GetProperty("number").GetString());
        Assert.False(before.GetProperty("cameLater").GetBoolean());
        Assert.Equal(JsonValueKind.Null, before.GetProperty("costMinutes").ValueKind);
        Assert.Equal(HttpStatusCode.NotFound, (await Talk.GetAsync(_hub.Client, "tickets/0000000000000000/explanation")).Status);
    }

    [Fact]
    public async Task A_ticket_that_goes_first_says_whom_it_cost_what_and_those_say_who_did()
    {
        await Do("open");
        var (first, chosen) = (await Take(), await Take());
        await Do("call", $$"""{"ticket":"{{chosen}}","reason":"has to catch a train"}""");
        Assert.Equal(JsonValueKind.Null, (await Why(chosen))["costMinutes"].ValueKind);
        await Do("complete");
        // The first answer was told from the journal's begin, these from the day's.
        var (why, passed) = (await Why(chosen), await Why(first));
        Assert.Equal((await Talk.GetAsync(_hub.Client, $"tickets/{first}"))["number"].GetString(), Assert.Single(why["passed"].EnumerateArray()).GetProperty("number").GetString());
        Assert.True(why["costMinutes"].GetDouble() >= 0);
        var later = Assert.Single(passed["before"].EnumerateArray());
        Assert.Equal(("chosen", true, 1), (later.GetProperty("why").GetString(), later.GetProperty("cameLater").GetBoolean(), passed["overtakenBy"].GetInt32()));
        Assert.True(later.GetProperty("costMinutes").GetDouble() >= 0);
    }

    [Fact]
    public async Task The_keys_name_is_the_clerk()
    {
        await Do("open");
        var window = (await Talk.GetAsync(_hub.Client, "windows"))["windows"].EnumerateArray().Single(w => w.GetProperty("id").GetString() == _window);
        Assert.Equal(("open", "api"), (window.GetProperty("state").GetString(), window.GetProperty("clerk").GetString()));
    }

    [Fact]
    public async Task The_expected_current_is_unchecked_nobody_or_that_ticket()
    {
        var (first, second) = (await Take(), await Take());
        await Do("open");
        Assert.Equal((HttpStatusCode.Conflict, "currentIsOther"), await CodeOf("call-next", $$"""{"expectedCurrent":"{{first}}"}"""));
        Assert.Equal(first, Current(await Do("call-next", """{"expectedCurrent":null}""")));
        Assert.Equal((HttpStatusCode.Conflict, "currentIsOther"), await CodeOf("complete", """{"expectedCurrent":null}"""));
        Assert.Equal((HttpStatusCode.Conflict, "currentIsOther"), await CodeOf("complete", $$"""{"expectedCurrent":"{{second}}"}"""));
        Assert.Equal((HttpStatusCode.Conflict, "currentIsOther"), await CodeOf("complete", """{"expectedCurrent":"0123456789ABCDEF"}"""));
        Assert.Equal((HttpStatusCode.BadRequest, "form"), await CodeOf("complete", """{"expectedCurrent":"A001"}"""));
        Assert.Null(Current(await Do("complete", $$"""{"expectedCurrent":"{{first}}"}""")));
        Assert.Equal(second, Current(await Do("call-next")));
    }

    [Fact]
    public async Task A_call_sent_again_with_its_key_calls_nobody_else()
    {
        var (first, second) = (await Take(), await Take());
        await Do("open");
        Assert.Equal(first, Current(await Do("call-next", key: "c1")));
        Assert.Equal(first, Current(await Do("call-next", key: "c1")));
        await Do("complete");
        Assert.Equal(first, Current(await Do("call-next", key: "c1")));
        Assert.Equal(second, Current(await Do("call-next", key: "c2")));
    }

    [Fact]
    public async Task The_three_holds_and_taking_up_again_with_an_empty_body()
    {
        await Do("open");
        foreach (var kind in (string[])["papersAway", "papersHere", "stepElsewhere"])
        {
            var code = await Take();
            await Do("call-next");
            await Do("start");
            Assert.Null(Current(await Do("hold", $$"""{"kind":"{{kind}}"}""")));
            Assert.Equal("held", (await Talk.GetAsync(_hub.Client, $"tickets/{code}"))["state"].GetString());
            Assert.Equal(code, Current(await Do("resume-ticket")));
            await Do("complete");
        }
        Assert.Equal((HttpStatusCode.Conflict, "nobodyWaiting"), await CodeOf("resume-ticket", "{}"));
    }

    [Fact]
    public async Task A_ticket_is_transferred_to_a_category_or_a_window_and_returned()
    {
        var other = _hub.Hall.View.Plan.Categories.First(c => c.Id != _hub.Hall.View.Map.Windows[new(_window)].Category).Id.Value;
        var code = await Take();
        await Do("open");
        await Do("call-next");
        Assert.Null(Current(await Do("return-to-queue")));
        Assert.Equal(code, Current(await Do("call-next")));
        Assert.Null(Current(await Do("transfer", $$"""{"category":"{{other}}","position":"next"}""")));
        var moved = await Talk.GetAsync(_hub.Client, $"tickets/{code}");
        Assert.Equal(("waiting", other), (moved["state"].GetString(), moved["category"].GetString()));
        var second = await Take();
        await Do("call-next");
        Assert.Null(Current(await Do("transfer", $$"""{"window":"{{_hub.Hall.View.Plan.Windows[^1].Id}}"}""")));
        Assert.Equal("waiting", (await Talk.GetAsync(_hub.Client, $"tickets/{second}"))["state"].GetString());
    }

    [Fact]
    public async Task A_chosen_ticket_needs_a_reason_and_somebody_without_a_ticket_is_served()
    {
        await Do("open");
        Assert.NotNull(Current(await Do("serve")));
        await Do("complete");
        await Take();
        var second = await Take();
        Assert.Equal((HttpStatusCode.BadRequest, "form"), await CodeOf("call", $$"""{"ticket":"{{second}}"}"""));
        Assert.Equal((HttpStatusCode.NotFound, "unknownTicket"), await CodeOf("call", """{"ticket":"0123456789ABCDEF","reason":"x"}"""));
        var chosen = await Do("call", $$"""{"ticket":"{{second}}","reason":"wheelchair"}""");
        Assert.Contains(chosen.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Conflict]);
    }

    [Fact]
    public async Task What_the_rules_forbid_is_409()
    {
        Assert.Equal((HttpStatusCode.Conflict, "windowNotOpen"), await CodeOf("call-next", "{}"));
        await Do("open");
        Assert.Equal((HttpStatusCode.Conflict, "windowHasNobody"), await CodeOf("complete", "{}"));
        Assert.Equal((HttpStatusCode.Conflict, "windowNotTidal"), await CodeOf("assign", "{}"));
        await Take();
        await Do("call-next");
        Assert.Equal((HttpStatusCode.Conflict, "windowBusy"), await CodeOf("call-next", "{}"));
        Assert.Equal((HttpStatusCode.Conflict, "tooSoonToMiss"), await CodeOf("miss", "{}"));
    }

    [Fact]
    public async Task A_tidal_window_is_turned_and_turned_back()
    {
        var plan = _hub.Hall.View.Plan;
        var tidal = plan.Windows.First(w => w.TidalFor.Length > 0);
        var turned = await Talk.PostAsync(_hub.Client, $"windows/{tidal.Id}/assign", $$"""{"category":"{{tidal.TidalFor[0]}}"}""");
        Assert.Equal(HttpStatusCode.OK, turned.Status);
        Assert.Equal(tidal.TidalFor[0], _hub.Hall.View.Windows[tidal.Id].Assigned);
        Assert.Equal(HttpStatusCode.OK, (await Talk.PostAsync(_hub.Client, $"windows/{tidal.Id}/assign")).Status);
        Assert.Null(_hub.Hall.View.Windows[tidal.Id].Assigned);
    }

    [Fact]
    public async Task The_day_is_stopped_and_closed_once_every_holder_has_an_outcome()
    {
        var code = await Take();
        Assert.True((await Talk.PostAsync(_hub.Client, "day/stop"))["ticketingStopped"].GetBoolean());
        Assert.Equal((HttpStatusCode.Conflict, "ticketingHasStopped"), await CodeOfPath("tickets", $$"""{"item":"{{_item}}"}"""));
        Assert.Equal((HttpStatusCode.Conflict, "dayHasHolders"), await CodeOfPath("day/close", "{}"));
        Assert.Equal((HttpStatusCode.Conflict, "reasonNeeded"), await CodeOfPath($"tickets/{code}/release", "{}"));
        Assert.Equal((HttpStatusCode.NotFound, "unknownTicket"), await CodeOfPath("tickets/0123456789ABCDEF/release", """{"reason":"已离开"}"""));
        Assert.Equal("released", (await Talk.PostAsync(_hub.Client, $"tickets/{code}/release", """{"reason":"已离开"}"""))["state"].GetString());
        Assert.True((await Talk.PostAsync(_hub.Client, "day/close"))["closed"].GetBoolean());
        var open = await Talk.PostAsync(_hub.Client, "day/open");
        Assert.Contains(open.Status, (HttpStatusCode[])[HttpStatusCode.OK, HttpStatusCode.Conflict]);
    }

    private Task<(HttpStatusCode, string?)> CodeOf(string verb, string body) => CodeOfPath($"windows/{_window}/{verb}", body);

    private async Task<(HttpStatusCode, string?)> CodeOfPath(string path, string body)
    {
        var talk = await Talk.PostAsync(_hub.Client, path, body);
        return (talk.Status, talk.Code);
    }
}
