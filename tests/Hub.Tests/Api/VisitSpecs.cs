using System.Net;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Api;

/// <summary>Several services under one number, and those who act for others, as integrators see them.</summary>
public sealed class VisitSpecs(OneHub one) : IClassFixture<OneHub>
{
    private const string AgentNumber = "511602199003077757", AgentName = "欧阳小明", Mandate = "委托书 2026-017 号";

    private Task<Talk> PostAsync(string path, string body = "{}", string? key = null) => Talk.PostAsync(one.Client, path, body, key);
    private string WindowOf(string category) => one.Hub.Hall.View.Plan.Windows.First(w => w.Category.Value == category).Id.Value;

    /// <summary>A ticket of a category in front of its window.</summary>
    private async Task<(string Code, string Window)> CalledAsync(string category)
    {
        var window = WindowOf(category);
        await PostAsync($"windows/{window}/open");
        var code = (await PostAsync("tickets", $$"""{"item":"{{one.Item(category)}}"}""")).Code!;
        Assert.Equal(code, (await PostAsync($"windows/{window}/call-next"))["current"].GetProperty("code").GetString());
        return (code, window);
    }

    [Fact]
    public async Task Complete_sends_the_number_on_and_each_visit_has_its_own_why()
    {
        var (code, window) = await CalledAsync("transport");
        await PostAsync($"windows/{WindowOf("tobacco")}/open");
        var item = one.Item("tobacco");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync($"windows/{window}/complete", $$"""{"next":["tobacco","{{item}}"]}""")).Status);
        var ticket = await Talk.GetAsync(one.Client, $"tickets/{code}");
        Assert.Equal(("waiting", "tobacco", 2), (ticket["state"].GetString(), ticket["category"].GetString(), ticket["visit"].GetInt32()));
        Assert.Equal(["tobacco"], ticket["then"].EnumerateArray().Select(t => t.GetString()));
        await PostAsync($"windows/{WindowOf("tobacco")}/call-next");
        Assert.Equal("longestWaiting", (await Talk.GetAsync(one.Client, $"tickets/{code}/explanation?visit=1"))["why"].GetString());
        await PostAsync($"windows/{WindowOf("tobacco")}/complete", """{"next":[]}""");
        Assert.Equal("completed", (await Talk.GetAsync(one.Client, $"tickets/{code}"))["state"].GetString());
    }

    [Theory]
    [InlineData("""{"next":["nowhere"]}""")]
    [InlineData("""{"next":"transport"}""")]
    [InlineData("""{"next":[7]}""")]
    public async Task A_next_that_is_neither_category_nor_item_is_400(string body)
    {
        var (_, window) = await CalledAsync("construction");
        var refused = await PostAsync($"windows/{window}/complete", body);
        Assert.Equal((HttpStatusCode.BadRequest, "form"), (refused.Status, refused.Code));
        await PostAsync($"windows/{window}/complete");
    }

    [Fact]
    public async Task A_mandate_leads_to_the_proxy_queue_and_is_in_the_journal_by_reference_alone()
    {
        var body = $$"""{"item":"{{one.Item("real-estate")}}","mandate":"{{Mandate}}"}""";
        var taken = await PostAsync("tickets", body, "m1");
        Assert.Equal((HttpStatusCode.Created, "proxy"), (taken.Status, taken["category"].GetString()));
        Assert.Equal(taken.Code, (await PostAsync("tickets", body, "m1")).Code);
        var journal = (await one.Hub.Hall.ReadJournalAsync(0, 1000, TestContext.Current.CancellationToken)).Select(r => r.Event).OfType<Core.Queueing.TicketTaken>().Single(t => t.Code.ToString() == taken.Code);
        Assert.NotNull(journal.Mandate);
        Assert.Equal(Mandate, (await Talk.GetAsync(one.Client, $"notes/{journal.Mandate!.Value.Value}"))["text"].GetString());
        Assert.DoesNotContain(Mandate, (await Talk.GetAsync(one.Client, "journal?after=0&limit=1000")).Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_is_capped_by_ticket_and_by_day_in_a_queue_of_his_own()
    {
        string Body(int matters) => $$"""{"item":"{{one.Item("registration")}}","agent":"{{AgentNumber}}","name":"{{AgentName}}","matters":{{matters}}}""";
        var many = await PostAsync("tickets", Body(6));
        Assert.Equal((HttpStatusCode.Conflict, "agentBringsTooMany"), (many.Status, many.Code));
        for (var n = 0; n < 3; n++) Assert.Equal("agents", (await PostAsync("tickets", Body(5)))["category"].GetString());
        Assert.Equal("agentTicketsUsedUp", (await PostAsync("tickets", Body(1))).Code);
        Assert.Equal("idNumberForm", (await PostAsync("tickets", $$"""{"item":"{{one.Item("registration")}}","agent":"12","name":"{{AgentName}}"}""")).Code);
        Assert.DoesNotContain(AgentNumber, (await Talk.GetAsync(one.Client, "journal?after=0&limit=1000")).Body.GetRawText(), StringComparison.Ordinal);
    }
}
