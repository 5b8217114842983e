using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Printing;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>What the simulated printer makes of bytes, its own maker's and others'.</summary>
public sealed class PaperReaderSpecs
{
    private static readonly byte[] Ticket = new SheetLayout(new() { PaperDots = 384 }).Set(Sample.Layouts.Sheet(Sample.Ticket with { Matter = $"{char.ConvertFromUtf32(0x20BB7)}野家" }));

    [Fact]
    public void A_bill_in_Chinese_by_somebody_else_is_read()
    {
        var lines = Texts("restaurant-gbk.bin");
        Assert.Equal("***餐馆", lines[0].Line);
        Assert.Equal((2, true), (lines[0].Scale, lines[0].IsBold));
        Assert.Contains(lines, l => l.Line.Contains("应收金额：68.00", StringComparison.Ordinal));
    }

    [Fact]
    public void Codes_by_somebody_else_are_read()
    {
        var codes = Read(Bytes("qr-code.bin")).OfType<Ink.Qr>().ToList();
        Assert.Equal(("Testing 123", 3), (codes[0].Content, codes[0].ModuleDots));
        Assert.Contains(codes, c => c.Content == "012345678901234567890123456789012345678901234567890123456789"[..40]);
    }

    [Theory]
    [InlineData("restaurant-gbk.bin")]
    [InlineData("qr-code.bin")]
    [InlineData("barcode.bin")]
    public void No_byte_of_a_command_is_printed_as_text(string sample) =>
        Assert.All(Texts(sample), l => Assert.DoesNotContain(l.Line, c => c is < ' ' or '\uFFFD'));

    [Fact]
    public void Cut_anywhere_on_the_way_a_ticket_is_the_same()
    {
        var whole = Read(Ticket, 384).Select(Told).ToList();
        Assert.NotEmpty(whole);
        for (var cut = 1; cut < Ticket.Length; cut++)
        {
            var halves = new List<Ink>();
            var reader = new PaperReader(384, halves.Add);
            reader.Read(Ticket.AsSpan(0, cut));
            reader.Read(Ticket.AsSpan(cut));
            Assert.Equal(whole, halves.Select(Told));
        }
    }

    [Fact]
    public void A_question_cut_on_the_way_is_answered_and_none_of_it_is_printed()
    {
        byte[] bytes = [0x41, 0x10, 0x04, 0x01, 0x42, 0x10, 0x42, 0x10, 0x10, 0x04, 0x04];
        for (var cut = 0; cut <= bytes.Length; cut++)
        {
            var (commands, asked) = (new RealTimeCommands(), new List<byte>());
            var rest = commands.Pass(bytes.AsSpan(0, cut), asked.Add).Concat(commands.Pass(bytes.AsSpan(cut), asked.Add)).ToArray();
            Assert.Equal([0x01, 0x04], asked);
            Assert.Equal([0x41, 0x42, 0x10, 0x42, 0x10], rest);
        }
    }

    [Fact]
    public void A_length_no_printer_could_hold_is_noise()
    {
        byte[] bytes = [0x1D, 0x76, 0x30, 0x00, 0xFF, 0xFF, 0xFF, 0xFF, 0x0A, 0x41, 0x0A];
        Assert.Contains(Read(bytes), ink => ink is Ink.Text { Line: "A" });
    }

    [Theory]
    [InlineData(1, "一二三四五六七八九十一二三四五六", "七八abc九")]
    [InlineData(2, "一二三四五六七八", "九十一二三四五六", "七八abc九")]
    [InlineData(3, "一二三四五", "六七八九十", "一二三四五", "六七八abc", "九")]
    public void A_line_wider_than_the_paper_goes_on_below_wherever_that_cuts_it(int scale, params string[] printed)
    {
        var bytes = new EscPosWriter().Begin().Scale(scale, HanziSize.Gs).Line("一二三四五六七八九十一二三四五六七八abc九").ToArray();
        Assert.Equal(printed, Read(bytes, 384).OfType<Ink.Text>().Select(l => l.Line));
    }

    [Fact]
    public void A_line_just_as_wide_as_the_paper_leaves_no_empty_one_below() =>
        Assert.Equal(["一二三四五六七八九十一二三四五六", "七"], Read([.. new EscPosWriter().Begin().Line("一二三四五六七八九十一二三四五六").Line("七").ToArray()], 384).OfType<Ink.Text>().Select(l => l.Line));

    private static string Told(Ink ink) => ink switch
    {
        Ink.Picture { Raster: var r } => $"{r.BytesPerRow}x{r.Height} {Convert.ToHexString(r.Bits)}",
        Ink.Text text => $"{text.Line} {text.Scale} {text.IsBold} {text.Alignment} {text.Dots} {text.Width}",
        _ => ink.ToString(),
    };

    private static List<Ink> Read(byte[] bytes, int paperDots = 576) => Papers.Read(bytes, paperDots);
    private static List<Ink.Text> Texts(string sample) => [.. Read(Bytes(sample)).OfType<Ink.Text>()];
    private static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));
}
