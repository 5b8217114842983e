using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Papers;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Halls;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>What is filed online by the API: followed by its code, told by message, examined, on paper. It is Monday, 2 March 2026, nine o'clock.</summary>
public sealed class FilingSpecs : IAsyncLifetime
{
    private const string Person = """{"idNumber":"511602199003077757","name":"欧阳小明","phone":"13800005678"}""";
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    private RunningHub _hub = null!;
    private string _item = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync(services: s => s.AddSingleton(new HallClock(_time)), cancel: Cancel);
        _item = _hub.Hall.View.Plan.Items.First(i => i.Category.Value is "intake" && i.Case is null && i.Materials.Length == 2).Id.Value;
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task<Talk> PostAsync(string path, string body = "{}") => Talk.PostAsync(_hub.Client, path, body, null);

    private async Task<string> FiledAsync(string materials)
    {
        var filed = await PostAsync("cases/online", $$"""{"item":"{{_item}}","applicant":{"person":{{Person}}},"materials":{{materials}} }""");
        Assert.Equal(HttpStatusCode.Created, filed.Status);
        return filed["cases"][0].GetProperty("code").GetString()!;
    }

    private async Task<string> PageAsync(string path) => WebUtility.HtmlDecode(await _hub.Anonymous.GetStringAsync(path, Cancel));

    private async Task<Sheet> PaperAsync(string code) => (await _hub.Services.GetRequiredService<CasePapers>().SheetAsync(Of(code).Id, CasePaper.Paper, "li", Cancel))!;

    private Case Of(string code) => _hub.Hall.View.Cases.All.Single(c => c.Code.ToString() == code);

    /// <summary>What the applicant was told, by the signs that say it.</summary>
    private async Task<string[]> ToldAsync(int count)
    {
        string[] signs = ["等待预审", "所缺材料一次性告知", "到大厅窗口办理", "材料已收到"];
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await timer.WaitForNextTickAsync(Cancel))
            if ((await _hub.Services.GetRequiredService<IMessages>().NewestAsync(10, Cancel)).Where(m => m.Channel is "local").Reverse().ToList() is { } told && told.Count >= count)
                return [.. told.Select(m => signs.Single(s => m.Text.Contains(s, StringComparison.Ordinal)))];
        throw new OperationCanceledException();
    }

    [Fact]
    public async Task It_is_followed_by_its_code_from_filing_to_intake_and_told_by_message_and_paper()
    {
        var code = await FiledAsync("""[{"id":"m1"},{"id":"m2"}]""");
        var waiting = await Talk.GetAsync(_hub.Client, "cases/online");
        Assert.Equal(("filed", "2026-03-03"), (waiting["cases"][0].GetProperty("state").GetString(), waiting["cases"][0].GetProperty("limits")[0].GetProperty("last").GetString()));
        Assert.All(Of(code).Materials, m => Assert.Equal(MaterialForm.Electronic, m.Form));
        Assert.Contains("网上申报已提交", await PageAsync($"c/{code}"), StringComparison.Ordinal);
        var paper = await PaperAsync(code);
        Assert.Equal(("网上申报", "2026-03-03", Of(code).Number.ToString()), (paper.Fields["window"], paper.Fields["limit"], paper.Number));
        Assert.Equal("personNeeded", (await PostAsync($"cases/{code}/take-in")).Code);
        Assert.Equal("received", (await PostAsync($"cases/{code}/take-in", """{"by":"li"}"""))["state"].GetString());
        Assert.Equal(("li", "2026-03-09"), ((await PaperAsync(code)).Fields["receivedBy"], (await PaperAsync(code)).Fields["limit"]));
        Assert.Contains("材料已收到", await PageAsync($"c/{code}"), StringComparison.Ordinal);
        Assert.Equal(["等待预审", "材料已收到"], await ToldAsync(2));
    }

    [Fact]
    public async Task What_is_missing_is_told_once_on_paper_page_and_by_message_and_filed_again_under_the_same_code()
    {
        var code = await FiledAsync("""[{"id":"m1"}]""");
        Assert.Equal("materialMissing", (await PostAsync($"cases/{code}/take-in", """{"by":"li"}""")).Code);
        var told = await PostAsync($"cases/{code}/tell-missing", """{"by":"li"}""");
        Assert.Equal(("told", "m2"), (told["state"].GetString(), told["missing"][0].GetProperty("id").GetString()));
        Assert.Single((await PaperAsync(code)).Lists["missing"]);
        Assert.Contains("材料不齐，尚未收件", await PageAsync($"c/{code}"), StringComparison.Ordinal);
        Assert.Equal(code, await FiledAsync("""[{"id":"m2"}]"""));
        Assert.Equal("filedOnline", (await PostAsync("cases/online", $$"""{"item":"{{_item}}","applicant":{"person":{{Person}}} }""")).Code);
        await PostAsync($"cases/{code}/refer", """{"reason":"须核对原件","by":"li"}""");
        Assert.Contains("请到窗口办理", await PageAsync($"c/{code}"), StringComparison.Ordinal);
        Assert.Equal(["等待预审", "所缺材料一次性告知", "等待预审", "到大厅窗口办理"], await ToldAsync(4));
    }

    [Fact]
    public async Task A_filing_without_its_parts_is_refused_by_what_it_lacks()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("cases/online", "{}")).Status);
        Assert.Equal("unknownItem", (await PostAsync("cases/online", $$"""{"item":"none","applicant":{"person":{{Person}}} }""")).Code);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("cases/online", $$"""{"item":"{{_item}}","applicant":{"person":{"idNumber":"511602199003077758","name":"欧阳小明"} } }""")).Status);
        Assert.Empty(_hub.Hall.View.Cases.All);
    }
}
