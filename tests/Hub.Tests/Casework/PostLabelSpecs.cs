using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>A result goes by post to an address that was asked for at intake and lies in the vault; its label names it for the carrier.</summary>
public sealed class PostLabelSpecs : IntakeDesk
{
    private const string Address = "某某省某某市沿江大道 100 号 3 号楼 1501 室", Post = $$"""{"recipient":"王小红","phone":"13900001234","address":"{{Address}}"}""";

    private Task<Talk> TakeInAsync(string? post) =>
        PostAsync("cases", $$"""{"window":"{{Window}}","items":["{{Item.Id}}"],"applicant":{"person":{"idNumber":"511602199003077757","name":"欧阳小明"} },"delivery":"post","by":"anna"{{(post is null ? "" : ",\"post\":" + post)}} }""");

    private async Task<Case> PostedAsync()
    {
        var taken = await TakeInAsync(Post);
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        var code = taken["cases"][0].GetProperty("code").GetString();
        await PostAsync("folders", $$"""{"department":"{{Item.Department}}","cases":["{{code}}"],"by":"anna"}""");
        await PostAsync("folders/1/sign", """{"by":"officer"}""");
        await PostAsync($"cases/{code}/accept", """{"by":"officer"}""");
        await PostAsync($"cases/{code}/decide", """{"granted":true,"by":"officer"}""");
        await PostAsync($"cases/{code}/ready", """{"papers":[{"kind":"licence"}],"by":"officer"}""");
        Assert.Equal("handedOver", (await PostAsync($"cases/{code}/post", """{"carrier":"EMS","tracking":"1234567890123","by":"dora"}"""))["state"].GetString());
        return Hub.Hall.View.Cases.All.Single();
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
        foreach (var text in new[] { "EMS", "王小红13900001234", Address.Replace(" ", "", StringComparison.Ordinal), Hub.Hall.View.Plan.Name.Zh, c.Number.ToString() }) Assert.Contains(text, said, StringComparison.Ordinal);
        // What it is about is nobody's on the way.
        Assert.DoesNotContain(Item.Name.Zh, said, StringComparison.Ordinal);
        // An address in clear is for who posts it: neither for an auditor nor for whoever knows the page's name.
        using var wu = await SignedInAsync("wu");
        foreach (var client in new[] { await wu.GetAsync($"/cases/{c.Id}/label.pdf", Cancel), await wu.GetAsync($"/cases/{c.Id}/Label.pdf", Cancel), await Hub.Anonymous.GetAsync($"cases/{c.Id}/label.pdf", Cancel) })
            Assert.NotEqual("application/pdf", client.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public void The_longest_address_fits_on_one_label()
    {
        var fields = PaperFields.Of(PaperKind.PostLabel).ToDictionary(f => f.Name, f => f.Example);
        (fields["recipient"], fields["phone"], fields["address"]) = (new('王', PostalAddress.RecipientMax), "+86139000012345", new('路', PostalAddress.AddressMax));
        fields["number"] = "511602-2026-512B0357300000-511602000000-000-11511301008778490F-1-00-00001";
        Assert.Single(PdfInk.Sizes(SheetPdf.Draw(Hub.Services.GetRequiredService<PaperLayouts>().Sheet(PaperKind.PostLabel, fields))));
    }

    [Fact]
    public async Task The_address_stands_in_no_file_of_the_hall_in_clear()
    {
        await PostedAsync();
        foreach (var text in await DataTexts.ReadAsync(Hub.Data, f => !f.EndsWith(".lock", StringComparison.Ordinal), Cancel))
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
        Assert.Empty(Hub.Hall.View.Cases.All);
    }

    [Fact]
    public async Task What_is_not_posted_has_no_label()
    {
        var code = (await TakeInAsync(Post))["cases"][0].GetProperty("code").GetString();
        var papers = Hub.Services.GetRequiredService<CasePapers>();
        Assert.Null(await papers.SheetAsync(Hub.Hall.View.Cases.All.Single().Id, CasePaper.Label, "zhao", Cancel));
        Assert.Equal("onSpot", (await PostAsync($"cases/{code}/delivery", """{"delivery":"onSpot","by":"anna"}"""))["delivery"].GetString());
    }
}
