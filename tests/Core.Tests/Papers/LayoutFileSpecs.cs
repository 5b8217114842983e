using System.Globalization;
using TidalHall.Core.Papers;
using TidalHall.Core.Tests.HallFiles;

namespace TidalHall.Core.Tests.Papers;

/// <summary>A hall edits the layouts of its papers in files; a mistake is told with file, line, place and what is allowed.</summary>
public sealed class LayoutFileSpecs
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en"), Chinese = CultureInfo.GetCultureInfo("zh-CN");

    public static TheoryData<PaperKind> Kinds => [.. Enum.GetValues<PaperKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_paper_has_a_shipped_layout_without_mistakes(PaperKind paper) => Assert.NotNull(Shipped(paper));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_field_that_the_core_tells_of_a_paper_stands_on_it(PaperKind paper)
    {
        var said = Shipped(paper).Layout.Elements.SelectMany(e => (e.Elements ?? []).Append(e)).SelectMany(PaperPlaces.In).ToHashSet();
        Assert.Empty(PaperFields.Of(paper).Select(f => f.Name).Concat(PaperFields.ListsOf(paper).SelectMany(l => l.Fields)).Except(said));
    }

    /// <summary>What a citizen takes home or signs of a case or an errand. A ticket and a booking have no words of their own.</summary>
    private static readonly PaperKind[] WithWords = [.. Enum.GetValues<PaperKind>().Except([PaperKind.Ticket, PaperKind.Booking])];

    public static TheoryData<PaperKind> AlsoInEnglish => [.. WithWords];

    [Theory]
    [MemberData(nameof(AlsoInEnglish))]
    public void The_papers_of_cases_and_errands_are_there_in_English_with_the_same_fields_in_the_same_order(PaperKind paper)
    {
        var (own, english) = (Shipped(paper), Shipped(paper, "en"));
        Assert.Equal((null, "en"), (own.Language, english.Language));
        Assert.Equal(Flat(own).Select(e => (e.Print, string.Join(' ', PaperPlaces.In(e)))), Flat(english).Select(e => (e.Print, string.Join(' ', PaperPlaces.In(e)))));
        Assert.DoesNotContain(Flat(english).SelectMany(e => $"{e.Text}{e.Value}"), c => c >= 0x2E80);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_paper_whose_own_words_are_Chinese_is_in_English_too(PaperKind paper)
    {
        var hasWords = Flat(Shipped(paper)).Any(e => $"{e.Text}{e.Value}".Any(c => c >= 0x2E80));
        Assert.Equal(hasWords, WithWords.Contains(paper));
    }

    [Fact]
    public void Whoever_asked_in_English_gets_the_English_layout_and_the_halls_own_where_there_is_none()
    {
        var layouts = new PaperLayouts([Shipped(PaperKind.HandOver), Shipped(PaperKind.HandOver, "en"), Shipped(PaperKind.Ticket)]);
        Assert.Contains(layouts.Sheet(PaperKind.HandOver, [], language: "en").Layout, e => e.Text == "Hand-over of results");
        Assert.Contains(layouts.Sheet(PaperKind.HandOver, []).Layout, e => e.Text == "办理结果交付单");
        Assert.Equal(layouts.Sheet(PaperKind.Ticket, []).Layout, layouts.Sheet(PaperKind.Ticket, [], language: "en").Layout);
    }

    [Fact]
    public void A_layout_in_English_is_checked_as_the_others() =>
        Assert.Equal(["hand-over.en.json:1: elements[0].text: there is no \"nmber\" on this paper. Allowed: hall, number, reprintMark, receiver, idKind, idNumber, phone, item, department, way, place, handedAt, handedBy, contact."],
            Mistakes("""{"paper": "HandOver", "elements": [{"print": "Text", "text": "{nmber}"}]}""", file: "hand-over.en.json"));

    private static IEnumerable<PaperElement> Flat(ReadLayout layout) => layout.Layout.Elements.SelectMany(e => (e.Elements ?? []).Prepend(e));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_page_on_devices_names_every_field(PaperKind paper)
    {
        var lists = PaperFields.ListsOf(paper).Select(l => $"{l.Name}: {string.Join(", ", l.Fields)}");
        Assert.Contains($"| {paper} | `{PaperLayoutFile.FileNameOf(paper)}` | {string.Join(", ", PaperFields.Of(paper).Select(f => f.Name))} | {string.Join(" · ", lists)} |",
            File.ReadAllText(Path.Combine(ShippedHalls.Folder, "..", "docs", "devices.md")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"print": "Txet", "text": "a"}""", "ticket.json:1: elements[0].print: \"Txet\" is not allowed. Allowed: Text, Row, Each, Rule, Qr, Barcode, Logo, Feed, Cut.")]
    [InlineData("""{"print": "Text", "text": "{nmber}"}""", "ticket.json:1: elements[0].text: there is no \"nmber\" on this paper. Allowed: hall, number, matter, classMark, reprintMark, link, caption.")]
    [InlineData("""{"print": "Text"}""", "ticket.json:1: elements[0]: \"text\" is missing.")]
    [InlineData("""{"print": "Text", "text": "a", "scale": 9}""", "ticket.json:1: elements[0].scale: 9 is out of range. Allowed: 1 to 8.")]
    [InlineData("""{"print": "Text", "text": "a", "colour": "red"}""", "ticket.json:1: elements[0].colour: there is no member \"colour\". Allowed: print, text, value, list, elements, file, scale, maxLines, dots, bold, inverse, align.")]
    [InlineData("""{"print": "Feed", "dots": 8, "bold": true}""", "ticket.json:1: elements[0].bold: \"bold\" says nothing in a Feed. Allowed there: dots.")]
    [InlineData("""{"print": "Row", "text": "请您在办理之前先核对以下各项信息：", "value": "{number}"}""", "ticket.json:1: elements[0]: its own words take 34 half-width cells and leave its fields no room on 58 mm paper. Allowed: 29 or fewer; a Hanzi takes two.")]
    [InlineData("""{"print": "Each", "list": "rows", "elements": [{"print": "Text", "text": "{hall}"}]}""", "ticket.json:1: elements[0].elements[0].text: there is no \"hall\" on this paper. Allowed: name, value.")]
    [InlineData("""{"print": "Each", "list": "materials", "elements": []}""", "ticket.json:1: elements[0].list: there is no \"materials\" on this paper. Allowed: rows, notes.")]
    [InlineData("""{"print": "Each", "list": "rows", "elements": [{"print": "Each", "list": "notes", "elements": []}]}""", "ticket.json:1: elements[0].elements[0].print: \"Each\" is not allowed. Allowed: Text, Row, Rule, Qr, Barcode, Logo, Feed, Cut.")]
    [InlineData("""{"print": "Logo", "file": "gone.png", "dots": 240}""", "ticket.json:1: elements[0].file: there is no file \"gone.png\" beside this one, or it cannot be read. Put it there, or mend the name.")]
    [InlineData("""{"print": "Logo", "file": "no.png", "dots": 240}""", "ticket.json:1: elements[0].file: \"no.png\" cannot be a logo. Allowed: a PNG of at most 48 KB and 2000 by 2000 points.")]
    [InlineData("""{"print": "Logo", "file": "../up.png", "dots": 240}""", "ticket.json:1: elements[0].file: \"../up.png\" is not allowed. Allowed: the name of a PNG beside this file, ending in .png, without a path.")]
    [InlineData("""{"print": "Logo", "file": "no.png", "dots": 390}""", "ticket.json:1: elements[0].dots: 390 is out of range. Allowed: 8 to 384.")]
    public void A_mistake_tells_its_place_and_what_is_allowed(string element, string told) => Assert.Contains(told, Mistakes($$"""{"paper": "Ticket", "elements": [{{element}}]}"""));

    [Fact]
    public void All_mistakes_are_told_at_once_and_in_the_readers_language() => Assert.Equal(
        ["ticket.json:3: elements[0].text: 这张纸上没有“nmber”。可用：hall、number、matter、classMark、reprintMark、link、caption。", "ticket.json:4: elements[1].bold: “bold”在 Cut 里不起作用。可用：–。"],
        Mistakes("""
            {"paper": "Ticket",
             "elements": [
              {"print": "Text", "text": "{nmber}"},
              {"print": "Cut", "bold": true}]}
            """, Chinese));

    [Fact]
    public void A_layout_in_the_file_of_another_paper_is_told_so() => Assert.Equal(
        ["ticket.json:1: paper: a layout for HandOver belongs into the file hand-over.json. Rename the file, or mend \"paper\"."], Mistakes("""{"paper": "HandOver", "elements": [{"print": "Rule"}]}"""));

    [Fact]
    public void What_is_no_JSON_is_told_with_its_line() =>
        Assert.Equal(["ticket.json: line 1, column 20: the file breaks off here and the rest is missing. Put the whole file in its place."], Mistakes("""{"paper": "Ticket","""));

    private static ReadLayout Shipped(PaperKind paper, string? language = null)
    {
        var name = PaperLayoutFile.FileNameOf(paper, language);
        var layout = PaperLayoutFile.Read(ShippedHalls.Text($"papers/{name}"), name, _ => null, out var mistakes);
        Assert.Empty(mistakes.Select(m => m.In(English)));
        return layout!;
    }

    private static IEnumerable<string> Mistakes(string text, CultureInfo? language = null, string file = "ticket.json")
    {
        Assert.Null(PaperLayoutFile.Read(text, file, name => name is "no.png" ? [1, 2, 3] : null, out var mistakes));
        return mistakes.Select(m => m.In(language ?? English));
    }
}
