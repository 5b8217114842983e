using System.Diagnostics;
using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Simulators;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>What stands where on the paper: nothing is cut off, whatever its width.</summary>
public sealed class LayoutSpecs
{
    [Theory]
    [InlineData(384)]
    [InlineData(576)]
    [InlineData(832)]
    public void No_line_is_wider_than_the_paper_and_no_sign_is_lost(int paperDots)
    {
        var facts = new PrinterFacts { PaperDots = paperDots, FourByteCharacters = true };
        var lines = Read(Sample.Ticket, facts).OfType<Ink.Text>().ToList();
        Assert.All(lines, line => Assert.InRange(PaperText.Cells(line.Line) * line.Scale, 1, paperDots / 12));
        Assert.All(lines, line => Assert.DoesNotContain(line.Line.TrimStart()[0], "、。，：）”"));
        var all = string.Concat(lines.Select(l => l.Line)).Replace(" ", "", StringComparison.Ordinal);
        foreach (var text in (string[])[Sample.Ticket.HallName, Sample.Ticket.Number, Sample.Ticket.Matter, Sample.Ticket.QrCaption, .. Sample.Ticket.Notes])
            Assert.Contains(text.Replace(" ", "", StringComparison.Ordinal), all, StringComparison.Ordinal);
    }

    [Fact]
    public void On_narrow_paper_a_long_value_goes_below_its_name_at_the_right()
    {
        var facts = new PrinterFacts { PaperDots = 384, FourByteCharacters = true };
        var lines = Read(Sample.Ticket with { Rows = [new("十四个汉字的左边一栏名称在此", "15–32 分钟")] }, facts).OfType<Ink.Text>().Select(l => l.Line).ToList();
        var name = lines.IndexOf("十四个汉字的左边一栏名称在此");
        Assert.True(name >= 0);
        Assert.Equal(32, PaperText.Cells(lines[name + 1]));
        Assert.EndsWith("15–32 分钟", lines[name + 1], StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_of_rare_characters_is_drawn_where_the_printer_has_none()
    {
        var matter = $"{char.ConvertFromUtf32(0x20BB7)}野家注册";
        Assert.Contains(Read(Sample.Ticket with { Matter = matter }, new()), ink => ink is Ink.Picture { Raster: var raster } && raster.Bits.Any(b => b != 0));
        Assert.DoesNotContain(Read(Sample.Ticket with { Matter = matter }, new() { FourByteCharacters = true }), ink => ink is Ink.Picture);
    }

    [Fact]
    public void Markup_and_control_bytes_in_a_name_are_only_text()
    {
        var lines = Read(Sample.Ticket with { Matter = "<b>加粗</b>\u001b@\u001dV\u0000" }, new() { FourByteCharacters = true }).ToList();
        Assert.Contains(lines, ink => ink is Ink.Text { Line: "<b>加粗</b>@V" });
        Assert.Single(lines, ink => ink is Ink.Cut);
    }

    [Theory]
    [InlineData(384, QrForm.Native, 5)]
    [InlineData(384, QrForm.Picture, 5)]
    [InlineData(576, QrForm.Native, 6)]
    [InlineData(576, QrForm.Picture, 12)]
    public async Task The_picture_of_the_paper_holds_a_code_a_phone_reads(int paperDots, QrForm form, int moduleDots)
    {
        var cancel = TestContext.Current.CancellationToken;
        var facts = new PrinterFacts { PaperDots = paperDots, QrForm = form, QrModuleDots = moduleDots };
        var file = Path.Combine(Directory.CreateTempSubdirectory("paper").FullName, "paper.png");
        await File.WriteAllBytesAsync(file, PaperDrawing.Png(Read(Sample.Ticket, facts), facts.PaperDots), cancel);
        if (!File.Exists("/usr/bin/zbarimg")) Assert.Skip("zbarimg is not installed.");
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["-q", "--raw", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Assert.Equal(Sample.Ticket.QrContent, (await zbar.StandardOutput.ReadToEndAsync(cancel)).Trim());
    }

    [Fact]
    public void A_code_too_wide_for_the_paper_gets_smaller_modules()
    {
        var paper = Sample.Ticket with { QrContent = "http://hall.example/t/" + new string('A', 200) };
        var code = Assert.Single(Read(paper, new() { PaperDots = 384, QrModuleDots = 12 }).OfType<Ink.Qr>());
        Assert.InRange(code.ModuleDots, 3, 6);
    }

    [Fact]
    public void A_code_that_is_not_plain_ASCII_is_left_off() =>
        Assert.DoesNotContain(Read(Sample.Ticket with { QrContent = "http://大厅" }, new()), ink => ink is Ink.Qr or Ink.Picture);

    [Fact]
    public void The_number_is_the_largest_thing_on_the_paper()
    {
        var texts = Read(Sample.Ticket, new()).OfType<Ink.Text>().ToList();
        Assert.Equal("A012", texts.MaxBy(t => t.Scale)!.Line);
        Assert.Single(texts, t => t.Scale == texts.Max(x => x.Scale));
    }

    private static List<Ink> Read(TicketPaper paper, PrinterFacts facts) => Papers.Read(new SheetLayout(facts).Set(Sample.Layouts.Sheet(paper)), facts.PaperDots, facts.HanziSize);
}
