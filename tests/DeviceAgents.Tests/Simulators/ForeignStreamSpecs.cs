using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>Streams of other people's software come out of the simulated printer with nothing lost or shifted.</summary>
public sealed class ForeignStreamSpecs
{
    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder, "*.bin").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal)];

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Samples");

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_byte_is_a_command_a_printer_knows_or_a_sign_on_paper(string sample)
    {
        var paper = new List<Ink>();
        var reader = new PaperReader(576, paper.Add);
        reader.Read(Bytes(sample));
        Assert.Equal(0, reader.Unknown);
        Assert.All(paper.OfType<Ink.Text>(), line => Assert.DoesNotContain(line.Line, c => c is < ' ' or '\uFFFD'));
        Assert.IsType<Ink.Cut>(paper.Last(ink => ink is not Ink.Feed));
        var png = PaperDrawing.Png(paper, 576);
        if (Environment.GetEnvironmentVariable("TIDALHALL_PAPERS") is { } folder) File.WriteAllBytes(Path.Combine(folder, sample + ".png"), png);
        Assert.True(png.Length > 1000);
    }

    [Theory]
    [InlineData("restaurant-gbk", "***餐馆", 2, 1, true, PaperAlign.Centre)]
    [InlineData("restaurant-gbk", "桌号：28", 1, 1, true, PaperAlign.Left)]
    [InlineData("restaurant-gbk", "健怡雪碧         4            瓶       40.00", 1, 1, false, PaperAlign.Left)]
    [InlineData("receipt-with-logo", "ExampleMart Ltd.", 2, 1, false, PaperAlign.Centre)]
    [InlineData("receipt-with-logo", "SALES INVOICE", 1, 1, true, PaperAlign.Centre)]
    [InlineData("text-size", "The quick brown fox jumps over the lazy dog.", 1, 8, false, PaperAlign.Left)]
    [InlineData("text-size", "Hello world!", 4, 1, false, PaperAlign.Left)]
    [InlineData("text-size", "world!", 8, 8, false, PaperAlign.Left)]
    [InlineData("margins-and-spacing", "margi", 1, 1, false, PaperAlign.Left)]
    [InlineData("character-encodings", "Le cœur déçu mais l'âme plutôt naïve, Louÿs rêva", 1, 1, false, PaperAlign.Left)]
    [InlineData("character-encodings", "В чащах юга жил бы цитрус? Да, но фальшивый экзе", 1, 1, false, PaperAlign.Left)]
    [InlineData("character-encodings", "Árvíztűrő tükörfúrógép.", 1, 1, false, PaperAlign.Left)]
    [InlineData("character-encodings", "ｲﾛﾊﾆﾎﾍﾄ ﾁﾘﾇﾙｦ ﾜｶﾖﾀﾚｿ ﾂﾈﾅﾗﾑ", 1, 1, false, PaperAlign.Left)]
    [InlineData("receiptline-gb18030", "A012", 2, 2, false, PaperAlign.Left)]
    [InlineData("receiptline-gb18030", "综合业务", 1, 1, false, PaperAlign.Left)]
    [InlineData("receiptline-gb18030", "粗", 1, 1, true, PaperAlign.Left)]
    [InlineData("receiptline-gb18030", "左右", 1, 1, false, PaperAlign.Left)]
    public void A_line_is_what_its_maker_meant(string sample, string line, int width, int height, bool isBold, PaperAlign alignment)
    {
        var found = Read(sample).OfType<Ink.Text>().First(t => t.Line == line);
        Assert.All(found.Runs, run => Assert.Equal((width, height, isBold), (run.Style.Width, run.Style.Height, run.Style.IsBold)));
        Assert.Equal(alignment, found.Alignment);
    }

    [Fact]
    public void Signs_of_eight_sizes_stand_side_by_side()
    {
        var lines = Read("text-size").OfType<Ink.Text>().Where(t => t.Line == "12345678").ToList();
        Assert.Equal(3, lines.Count);
        Assert.Equal([(1, 1, 0), (2, 2, 12), (3, 3, 36), (4, 4, 72), (5, 5, 120), (6, 6, 180), (7, 7, 252), (8, 8, 336)], lines[0].Runs.Select(r => (r.Style.Width, r.Style.Height, r.Left)));
        Assert.Equal(8 * 24, lines[0].Dots);
    }

    [Fact]
    public void Margins_and_widths_are_kept()
    {
        var lines = Read("margins-and-spacing").OfType<Ink.Text>().ToList();
        foreach (var margin in (int[])[1, 2, 4, 8, 16, 32, 64, 128, 256]) Assert.Equal(margin, lines.First(l => l.Line == $"left margin {margin}").Area.Left);
        Assert.Equal(["left ", "margi", "n 512"], lines.Where(l => l.Area.Left == 512).Select(l => l.Line));
        Assert.Equal(new PrintArea(0, 256), lines.First(l => l.Line == "page width 256").Area);
    }

    [Fact]
    public void Columns_set_by_place_stand_there() =>
        Assert.Equal([0, 288 + 132], Read("receiptline-gb18030").OfType<Ink.Text>().First(t => t.Line == "左右").Runs.Select(r => r.Left));

    [Fact]
    public void Every_picture_and_code_is_on_paper()
    {
        Assert.Equal([(1, 1), (2, 1), (1, 2), (2, 2)], Read("bit-image").OfType<Ink.Picture>().Select(p => (p.AcrossScale, p.DownScale)));
        Assert.Equal([(38, 236)], Read("receipt-with-logo").OfType<Ink.Picture>().Select(p => (p.Raster.BytesPerRow, p.Raster.Height)));
        Assert.Equal(0, Read("qr-code").OfType<Ink.Qr>().Count(qr => SymbolDrawing.Modules(qr) is null));
        var codes = Read("barcode").OfType<Ink.Barcode>().ToList();
        // What no bars can be made of: UPC-E of a UPC-A number that has no short form.
        Assert.Equal([66, 66], codes.Where(c => SymbolDrawing.Bars(c) is null).Select(c => c.System));
        Assert.Equal(40, codes.Count);
    }

    private static byte[] Bytes(string sample) => File.ReadAllBytes(Path.Combine(Folder, sample + ".bin"));
    private static List<Ink> Read(string sample) => Papers.Read(Bytes(sample));
}
