using System.Diagnostics;
using SkiaSharp;
using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Simulators;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>Every paper of a hall, on every width: nothing cut off, codes that are read, the cut below the last ink.</summary>
public sealed class SheetSpecs
{
    public static MatrixTheoryData<PaperKind, int> All { get; } = new(Enum.GetValues<PaperKind>(), [384, 576, 832]);

    [Theory]
    [MemberData(nameof(All))]
    public void No_line_is_wider_than_the_paper_and_no_sign_of_a_field_is_lost(PaperKind paper, int dots)
    {
        var sheet = Sample.Layouts.Example(paper);
        var lines = Read(sheet, new() { PaperDots = dots, FourByteCharacters = true }).OfType<Ink.Text>().ToList();
        Assert.All(lines, line => Assert.InRange(line.Width, 0, dots));
        var all = string.Concat(lines.Select(l => l.Line)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var (name, text) in sheet.Fields.Where(f => f.Key != "link")) Assert.True(all.Contains(text.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal), $"{name}: {text}");
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_cut_is_below_the_last_ink_by_the_way_from_head_to_cutter(PaperKind paper, int dots)
    {
        var facts = new PrinterFacts { PaperDots = dots, CutFeedDots = 160 };
        var printed = Read(Sample.Layouts.Example(paper), facts);
        Assert.IsType<Ink.Cut>(printed[^1]);
        Assert.True(printed.AsEnumerable().Reverse().Skip(1).TakeWhile(ink => ink is Ink.Feed).OfType<Ink.Feed>().Sum(f => f.Dots) >= facts.CutFeedDots);
    }

    [Theory]
    [InlineData(PaperKind.Booking, 384)]
    [InlineData(PaperKind.Booking, 576)]
    [InlineData(PaperKind.MaterialReceipt, 384)]
    [InlineData(PaperKind.MaterialReceipt, 576)]
    [InlineData(PaperKind.PickupNotice, 384)]
    [InlineData(PaperKind.PickupNotice, 576)]
    public async Task Its_codes_are_read_from_the_picture_by_somebody_elses_reader(PaperKind paper, int dots)
    {
        var sheet = Sample.Layouts.Example(paper);
        var codes = await ZbarAsync(Read(sheet, new() { PaperDots = dots, QrModuleDots = 5, FourByteCharacters = true }), dots);
        Assert.Contains($"QR-Code:{sheet.Fields["link"]}", codes);
        if (paper is PaperKind.PickupNotice) Assert.Contains($"CODE-128:{sheet.Fields["number"]}", codes);
    }

    [Theory]
    [InlineData(QrForm.Native)]
    [InlineData(QrForm.Picture)]
    public async Task A_code_right_after_Hanzi_is_read_too(QrForm form)
    {
        var sheet = Sheet([new() { Print = PaperPrint.Text, Text = "请扫码" }, new() { Print = PaperPrint.Qr, Text = "http://hall.example/t/1" }, new() { Print = PaperPrint.Text, Text = "谢谢" }]);
        Assert.Contains("QR-Code:http://hall.example/t/1", await ZbarAsync(Read(sheet, new() { QrForm = form }), 576));
    }

    [Theory]
    [InlineData("SL202611250017")]
    [InlineData("123456")]
    [InlineData("A1")]
    [InlineData("12345")]
    [InlineData("a{b}12")]
    [InlineData("0000 9999 x")]
    public async Task A_bar_code_is_read_as_it_was_written(string content) =>
        Assert.Contains($"CODE-128:{content}", await ZbarAsync(Read(Sheet([new() { Print = PaperPrint.Barcode, Text = "{number}" }], content), new()), 576));

    [Theory]
    [InlineData("条码")]
    [InlineData("a-very-long-number-that-no-narrow-paper-has-room-for")]
    public void A_bar_code_that_would_not_be_read_is_written_as_text(string content)
    {
        var printed = Read(Sheet([new() { Print = PaperPrint.Barcode, Text = "{number}" }], content), new() { PaperDots = 384, FourByteCharacters = true });
        Assert.DoesNotContain(printed, ink => ink is Ink.Barcode);
        Assert.Equal(content, string.Concat(printed.OfType<Ink.Text>().Select(t => t.Line)));
    }

    [Fact]
    public void Styles_end_with_their_element()
    {
        var printed = Read(Sheet([new() { Print = PaperPrint.Text, Text = "一", Bold = true, Inverse = true, Scale = 2, Align = PaperAlign.Right }, new() { Print = PaperPrint.Text, Text = "二" }]), new());
        Assert.Equal([("一", true, true, 2, PaperAlign.Right), ("二", false, false, 1, PaperAlign.Left)], printed.OfType<Ink.Text>().Select(t => (t.Line, t.IsBold, t.IsInverse, t.Scale, t.Alignment)));
    }

    [Fact]
    public void A_value_stands_beside_the_last_line_of_a_long_name_where_there_is_room()
    {
        var lines = Read(Sheet([new() { Print = PaperPrint.Row, Text = "一二三四五六七八九十一二三四五六七八", Value = "1 份" }]), new() { PaperDots = 384 }).OfType<Ink.Text>().Select(t => t.Line).ToList();
        Assert.Equal(["一二三四五六七八九十一二三四五六", "七八" + new string(' ', 24) + "1 份"], lines);
    }

    [Theory]
    [InlineData("1 份 2 页 已核对", 2)]
    [InlineData("11 份 2 页 已核对", 3)]
    public void A_value_too_near_to_the_end_of_a_long_name_goes_below(string value, int lines)
    {
        var printed = Read(Sheet([new() { Print = PaperPrint.Row, Text = "一二三四五六七八九十一二三四五六七八九十一二", Value = value }]), new() { PaperDots = 384 });
        Assert.Equal(lines, printed.OfType<Ink.Text>().Count());
    }

    [Fact]
    public void Where_Hanzi_can_only_be_doubled_nothing_stands_in_two_heights()
    {
        var facts = new PrinterFacts { PaperDots = 384, HanziSize = HanziSize.GsAndFs };
        var printed = Read(Sheet([new() { Print = PaperPrint.Text, Text = "A012号", Scale = 4 }, new() { Print = PaperPrint.Text, Text = "A012", Scale = 4 }]), facts);
        Assert.Equal([2, 4], printed.OfType<Ink.Text>().Select(t => Assert.Single(t.Runs.Select(r => r.Style.Height).Distinct())));
    }

    [Fact]
    public void A_logo_is_drawn_once_a_size_and_half_grey_is_half_black()
    {
        using var grey = new SKBitmap(40, 20, SKColorType.Gray8, SKAlphaType.Opaque);
        grey.Erase(new SKColor(128, 128, 128));
        using var png = grey.Encode(SKEncodedImageFormat.Png, 100);
        var raster = LogoRaster.Of(png.ToArray(), 80)!;
        Assert.Equal((10, 40), (raster.BytesPerRow, raster.Height));
        Assert.InRange(raster.Bits.Sum(b => int.PopCount(b)) / 3200.0, 0.45, 0.55);
        Assert.Same(raster, LogoRaster.Of(png.ToArray(), 80));
        var sheet = Sheet([new() { Print = PaperPrint.Logo, File = "a.png", Dots = 80, Align = PaperAlign.Centre }]) with { Pictures = new() { ["a.png"] = png.ToArray() } };
        Assert.Equal(raster.Height, Assert.Single(Read(sheet, new()).OfType<Ink.Picture>()).Raster.Height);
        Assert.Empty(Read(sheet with { Pictures = new() { ["a.png"] = [1, 2, 3] } }, new()).OfType<Ink.Picture>());
    }

    [Fact]
    public void A_paper_for_a_small_buffer_is_the_same_paper_in_parts_that_fit()
    {
        var (sheet, facts) = (Logo.Sheet, new PrinterFacts { BufferBytes = 2048, FourByteCharacters = true });
        var parts = new SheetLayout(facts).SetInParts(sheet);
        Assert.True(parts.Count > 2);
        Assert.All(parts, part => Assert.InRange(part.Length, 1, 2048));
        static string Told(IEnumerable<Ink> paper) => string.Concat(paper.Select(ink => ink is Ink.Picture p ? Convert.ToHexString(p.Raster.Bits) : ink is Ink.Text t ? t.Line : ink.ToString()));
        Assert.Equal(Told(Read(sheet, facts with { BufferBytes = null })), Told(Papers.Read([.. parts.SelectMany(p => p.ToArray())])));
    }

    private static Sheet Sheet(PaperElement[] layout, string number = "") => new() { Paper = PaperKind.Ticket, Fields = new() { ["number"] = number }, Layout = layout };

    private static List<Ink> Read(Sheet sheet, PrinterFacts facts) => Papers.Read(new SheetLayout(facts).Set(sheet), facts.PaperDots, facts.HanziSize);

    private static async Task<string[]> ZbarAsync(List<Ink> paper, int dots)
    {
        if (!File.Exists("/usr/bin/zbarimg")) Assert.Skip("zbarimg is not installed.");
        var file = Path.Combine(Directory.CreateTempSubdirectory("paper").FullName, "paper.png");
        await File.WriteAllBytesAsync(file, PaperDrawing.Png(paper, dots), TestContext.Current.CancellationToken);
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["-q", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return (await zbar.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
