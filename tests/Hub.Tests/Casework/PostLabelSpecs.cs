using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Halls;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.SignIn;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>A result goes by post to an address that was asked for at intake and lies in the vault; its label names it for the carrier. It is Monday, 2 March 2026, nine o'clock.</summary>
public sealed class PostLabelSpecs : IAsyncLifetime
{
    private const string Address = "某某省某某市沿江大道 100 号 3 号楼 1501 室", Post = $$"""{"recipient":"王小红","phone":"13900001234","address":"{{Address}}"}""";
    private readonly FakeTimeProvider _time = new(new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero));
    private RunningHub _hub = null!;
    private ServiceItem _item = null!;
    private string _window = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync(services: s => s.AddSingleton(new HallClock(_time)), cancel: Cancel);
        var plan = _hub.Hall.View.Plan;
        _item = plan.Items.First(i => i.Category.Value is "intake" && i.Materials.Length == 0 && i.Case is null);
        _window = plan.Windows.First(w => w.Category.Value is "intake").Id.Value;
        await PostAsync($"windows/{_window}/open");
        await PostAsync($"windows/{_window}/serve");
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    private Task<Talk> PostAsync(string path, string body = "{}") => Talk.PostAsync(_hub.Client, path, body, null);

    private Task<Talk> TakeInAsync(string? post) =>
        PostAsync("cases", $$"""{"window":"{{_window}}","items":["{{_item.Id}}"],"applicant":{"person":{"idNumber":"511602199003077757","name":"欧阳小明"} },"delivery":"post","by":"anna"{{(post is null ? "" : ",\"post\":" + post)}} }""");

    private async Task<Case> PostedAsync()
    {
        var taken = await TakeInAsync(Post);
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        var code = taken["cases"][0].GetProperty("code").GetString();
        await PostAsync("folders", $$"""{"department":"{{_item.Department}}","cases":["{{code}}"],"by":"anna"}""");
        await PostAsync("folders/1/sign", """{"by":"officer"}""");
        await PostAsync($"cases/{code}/accept", """{"by":"officer"}""");
        await PostAsync($"cases/{code}/decide", """{"granted":true,"by":"officer"}""");
        await PostAsync($"cases/{code}/ready", """{"papers":[{"kind":"licence"}],"by":"officer"}""");
        Assert.Equal("handedOver", (await PostAsync($"cases/{code}/post", """{"carrier":"EMS","tracking":"1234567890123","by":"dora"}"""))["state"].GetString());
        return _hub.Hall.View.Cases.All.Single();
    }

    private async Task<Visitor> SignedInAsync(string name)
    {
        var visitor = new Visitor(_hub.Address);
        await visitor.SignInAsync(name, _hub.Services.GetRequiredService<DemoAccounts>().New.Single(a => a.Name == name).Password, Cancel);
        return visitor;
    }

    [Fact]
    public async Task What_was_posted_has_a_label_of_A6_with_the_address_and_the_carriers_number_as_a_bar_code()
    {
        var c = await PostedAsync();
        using var zhao = await SignedInAsync("zhao");
        using var answer = await zhao.GetAsync($"/cases/{c.Id}/label.pdf", Cancel);
        Assert.Equal((HttpStatusCode.OK, "application/pdf", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.CacheControl!.NoStore));
        var pdf = await answer.Content.ReadAsByteArrayAsync(Cancel);
        Assert.Equal([(105, 148)], PdfInk.Sizes(pdf));
        Assert.Equal(["CODE-128:1234567890123"], await PdfInk.CodesAsync(pdf, Cancel));
        var said = PdfText.Of(pdf).Replace("\n", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        foreach (var text in new[] { "EMS", "王小红13900001234", Address.Replace(" ", "", StringComparison.Ordinal), _hub.Hall.View.Plan.Name.Zh, c.Number.ToString() }) Assert.Contains(text, said, StringComparison.Ordinal);
        // What it is about is nobody's on the way.
        Assert.DoesNotContain(_item.Name.Zh, said, StringComparison.Ordinal);
        // An address in clear is for who posts it: neither for an auditor nor for whoever knows the page's name.
        using var wu = await SignedInAsync("wu");
        foreach (var client in new[] { await wu.GetAsync($"/cases/{c.Id}/label.pdf", Cancel), await wu.GetAsync($"/cases/{c.Id}/Label.pdf", Cancel), await _hub.Anonymous.GetAsync($"cases/{c.Id}/label.pdf", Cancel) })
            Assert.NotEqual("application/pdf", client.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public void The_longest_address_fits_on_one_label()
    {
        var fields = PaperFields.Of(PaperKind.PostLabel).ToDictionary(f => f.Name, f => f.Example);
        (fields["recipient"], fields["phone"], fields["address"]) = (new('王', PostalAddress.RecipientMax), "+86139000012345", new('路', PostalAddress.AddressMax));
        fields["number"] = "511602-2026-512B0357300000-511602000000-000-11511301008778490F-1-00-00001";
        Assert.Single(PdfInk.Sizes(SheetPdf.Draw(_hub.Services.GetRequiredService<PaperLayouts>().Sheet(PaperKind.PostLabel, fields))));
    }

    [Fact]
    public async Task The_address_stands_in_no_file_of_the_hall_in_clear()
    {
        await PostedAsync();
        foreach (var text in await DataTexts.ReadAsync(_hub.Data, f => !f.EndsWith(".lock", StringComparison.Ordinal), Cancel))
            foreach (var mine in new[] { "13900001234", System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes("沿江大道")), "\\u6CBF\\u6C5F\\u5927\\u9053" }) Assert.DoesNotContain(mine, text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "addressNeeded")]
    [InlineData("""{"recipient":"","phone":"13900001234","address":"人民路 100 号"}""", "form")]
    [InlineData("""{"recipient":"王小红","phone":"home","address":"人民路 100 号"}""", "form")]
    [InlineData("""{"recipient":"王小红","phone":"13900001234","address":"路"}""", "form")]
    public async Task Nothing_is_taken_in_for_the_post_without_an_address(string? post, string code)
    {
        Assert.Equal(code, (await TakeInAsync(post)).Code);
        Assert.Empty(_hub.Hall.View.Cases.All);
    }

    [Fact]
    public async Task What_is_not_posted_has_no_label()
    {
        var code = (await TakeInAsync(Post))["cases"][0].GetProperty("code").GetString();
        var papers = _hub.Services.GetRequiredService<CasePapers>();
        Assert.Null(await papers.SheetAsync(_hub.Hall.View.Cases.All.Single().Id, CasePaper.Label, "zhao", Cancel));
        Assert.Equal("onSpot", (await PostAsync($"cases/{code}/delivery", """{"delivery":"onSpot","by":"anna"}"""))["delivery"].GetString());
    }
}
