using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>The shipped layout of a ticket prints, byte for byte, what halls have had on paper since before layouts were files.</summary>
public sealed class TicketBytesSpecs
{
    private static readonly TicketPaper Short = new()
    {
        HallName = "便民服务站", Number = "B7", Matter = "社保查询", ReprintMark = "补打（第 1 次）", Rows = [new("前面等候", "0 人")], Notes = [], QrContent = "http://h/t/1", QrCaption = "扫码",
    };

    private static readonly TicketPaper English = Sample.Ticket with
    {
        HallName = "Provincial Government Service Centre",
        Matter = "Transfer of pension insurance",
        ClassMark = "Green channel",
        Rows = [new("Windows", "1, 2, 3"), new("People ahead of you in the line", "about 12 people"), new("", "late")],
        Notes = ["Watch the screen.", " ", "Others may be called before you."],
    };

    [Theory]
    [InlineData("ticket-80")]
    [InlineData("ticket-58")]
    [InlineData("ticket-rare")]
    [InlineData("ticket-58-picture")]
    [InlineData("short-80")]
    [InlineData("short-104")]
    [InlineData("english-58")]
    public void The_ticket_is_what_it_was(string name)
    {
        var (paper, facts) = name switch
        {
            "ticket-80" => (Sample.Ticket, new PrinterFacts()),
            "ticket-58" => (Sample.Ticket, new() { PaperDots = 384, HanziSize = HanziSize.GsAndFs, Cutter = Cutter.None, QrModuleDots = 5 }),
            "ticket-rare" => (Sample.Ticket with { Matter = $"{char.ConvertFromUtf32(0x20BB7)}野家", QrContent = "http://大厅" }, new() { PaperDots = 384 }),
            "ticket-58-picture" => (Sample.Ticket, new() { PaperDots = 384, QrForm = QrForm.Picture, QrModuleDots = 4 }),
            "short-80" => (Short, new()),
            "short-104" => (Short, new() { PaperDots = 832, Cutter = Cutter.Full, CutFeedDots = 300, FourByteCharacters = true }),
            _ => (English, new() { PaperDots = 384 }),
        };
        var bytes = new SheetLayout(facts).Set(Sample.Layouts.Sheet(paper));
        Assert.Equal(Convert.ToHexString(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Tickets", name + ".bin"))), Convert.ToHexString(bytes));
    }
}
