using System.Net;
using Microsoft.Extensions.DependencyInjection;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Tests.Api;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>Folders go to a department by a list on paper: a bar code for each, which a scanner reads, and places for both signatures.</summary>
public sealed class FolderPaperSpecs : IntakeDesk
{
    private async Task<string> TakenInAsync(string number)
    {
        var taken = await PostAsync("cases", $$"""{"window":"{{Window}}","items":["{{Item.Id}}"],"applicant":{"person":{"idNumber":"{{number}}","name":"欧阳小明"} },"by":"anna"}""");
        Assert.Equal(HttpStatusCode.Created, taken.Status);
        return taken["cases"][0].GetProperty("code").GetString()!;
    }

    [Fact]
    public async Task Each_folder_of_a_list_has_a_bar_code_that_a_scanner_reads_and_both_sides_a_place_to_sign()
    {
        var (one, two) = (await TakenInAsync("511602199003077757"), await TakenInAsync("110101199003070011"));
        await PostAsync("folders", $$"""{"department":"{{Item.Department}}","cases":["{{one}}","{{two}}"],"by":"anna"}""");
        using var sun = await SignedInAsync("sun");
        using var sent = await sun.GetAsync("/cases/folders/1.pdf", Cancel);
        Assert.Equal((HttpStatusCode.OK, "application/pdf", true), (sent.StatusCode, sent.Content.Headers.ContentType!.MediaType, sent.Headers.CacheControl!.NoStore));
        var pdf = await sent.Content.ReadAsByteArrayAsync(Cancel);
        var numbers = Hub.Hall.View.Cases.All.OrderBy(c => c.Id).Select(c => c.Number.ToString()).ToList();
        Assert.Equal(numbers.Select(n => $"CODE-128:{n}"), (await PdfInk.CodesAsync(pdf, Cancel)).Order(StringComparer.Ordinal));
        var said = PdfText.Of(pdf);
        foreach (var text in numbers.Concat(["办件移交清单", Item.Department, "移交人签名", "接收人签名", "anna 2026-03-02 09:00"])) Assert.Contains(text, said, StringComparison.Ordinal);
        Assert.DoesNotContain("欧", said, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await sun.GetAsync("/cases/folders/2.pdf", Cancel)).StatusCode);
    }

    [Fact]
    public async Task A_signed_list_says_who_signed_when_and_what_was_not_taken_over_and_why()
    {
        var (one, two) = (await TakenInAsync("511602199003077757"), await TakenInAsync("110101199003070011"));
        await PostAsync("folders", $$"""{"department":"{{Item.Department}}","cases":["{{one}}","{{two}}"],"by":"anna"}""");
        Time.Advance(TimeSpan.FromMinutes(40));
        await PostAsync("folders/1/sign", $$"""{"refusals":[{"case":"{{two}}","reason":"缺第二页"}],"by":"officer"}""");
        var sheet = (await Hub.Services.GetRequiredService<FolderPapers>().SheetAsync(new(1), "sun", Cancel))!;
        Assert.Equal(("officer", "2026-03-02 09:40", "2"), (sheet.Fields["signedBy"], sheet.Fields["signedAt"], sheet.Fields["count"]));
        Assert.Equal(["", "不收：缺第二页"], sheet.Lists["folders"].Select(f => f["note"]));
        using var technician = await SignedInAsync("zhou");
        Assert.NotEqual("application/pdf", (await technician.GetAsync("/cases/folders/1.pdf", Cancel)).Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("210100-2026-licence-00017")]
    [InlineData("210100-2026-11210100MB1234567X2000123456789-00017")]
    [InlineData("0000 9999 x")]
    public async Task A_bar_code_on_a_page_is_read_as_it_was_written(string content) =>
        Assert.Equal([$"CODE-128:{content}"], await PdfInk.CodesAsync(SheetPdf.Draw(Sheet(content)), Cancel));

    [Theory]
    [InlineData("条码")]
    [InlineData("a number of so many letters that no page of this width has room for it, never")]
    public async Task One_that_no_scanner_would_read_is_written_as_text(string content)
    {
        var pdf = SheetPdf.Draw(Sheet(content));
        Assert.Empty(await PdfInk.CodesAsync(pdf, Cancel));
        Assert.Equal(content, PdfText.Of(pdf).Replace("\n", "", StringComparison.Ordinal));
    }

    private static Sheet Sheet(string content) => new() { Paper = PaperKind.FolderList, Fields = new() { ["number"] = content }, Layout = [new() { Print = PaperPrint.Barcode, Text = "{number}", Align = PaperAlign.Left }] };
}
