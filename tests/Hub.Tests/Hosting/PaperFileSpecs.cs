using TidalHall.Core.Papers;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>A hall's own layouts stand above the shipped ones; a wrong one keeps the hub from starting and says why.</summary>
public sealed class PaperFileSpecs
{
    private readonly string _hall = Path.Combine(Directory.CreateTempSubdirectory("hall").FullName, "hall.json");

    [Fact]
    public void Without_layouts_of_its_own_a_hall_has_the_shipped_ones() =>
        Assert.Equal(PaperPrint.Text, PaperFiles.Beside(_hall).Example(PaperKind.Ticket).Layout[0].Print);

    [Fact]
    public void A_layout_beside_the_hall_file_is_the_halls() =>
        Assert.Equal("本厅 {number}", Assert.Single(With("ticket.json", """{"paper": "Ticket", "elements": [{"print": "Text", "text": "本厅 {number}"}]}""").Example(PaperKind.Ticket).Layout).Text);

    [Fact]
    public void A_layout_in_English_beside_the_hall_file_is_for_those_who_asked_in_English()
    {
        var layouts = With("hand-over.en.json", """{"paper": "HandOver", "elements": [{"print": "Text", "text": "Ours {number}"}]}""");
        Assert.Equal("Ours {number}", Assert.Single(layouts.Example(PaperKind.HandOver, "en").Layout).Text);
        Assert.NotEqual("Ours {number}", layouts.Example(PaperKind.HandOver).Layout[0].Text);
    }

    [Theory]
    [InlineData("pickup-notice.en.json", """{"paper": "PickupNotice", "elements": [{"print": "Text", "text": "{numbr}"}]}""", "pickup-notice.en.json:1: elements[0].text")]
    [InlineData("pickup-notice.de.json", "{}", "pickup-notice.en.json")]
    [InlineData("ticket.json", """{"paper": "Ticket", "elements": [{"print": "Text", "text": "{numbr}"}]}""", "ticket.json:1: elements[0].text")]
    [InlineData("tickets.json", "{}", "hand-over.json")]
    public void A_wrong_one_is_told_with_its_file_and_place(string file, string text, string told) =>
        Assert.Contains(told, Assert.Throws<StartRefused>(() => With(file, text)).Message, StringComparison.Ordinal);

    private PaperLayouts With(string file, string text)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(_hall)!, "papers"));
        File.WriteAllText(Path.Combine(folder.FullName, file), text);
        return PaperFiles.Beside(_hall);
    }
}
