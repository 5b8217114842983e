using System.Globalization;
using System.Text.RegularExpressions;
using Bunit;
using TidalHall.Ui.Components;
using ZXing;

namespace TidalHall.Kiosk.Tests;

public sealed partial class QrCodeSpecs
{
    [GeneratedRegex(@"M(\d+) (\d+)h(\d+)v1")]
    private static partial Regex Run();

    [Fact]
    public async Task A_reader_reads_what_was_drawn()
    {
        await using var c = new BunitContext();
        const string Link = "https://hall.example/t/0123456789ABCDEF";
        var svg = c.Render<QrCode>(p => p.Add(q => q.Content, Link).Add(q => q.Label, "QR")).Find("svg");
        var size = int.Parse(svg.GetAttribute("viewBox")!.Split(' ')[2], CultureInfo.InvariantCulture);
        const int Scale = 4;
        var pixels = Enumerable.Repeat((byte)255, size * size * Scale * Scale).ToArray();
        foreach (Match run in Run().Matches(svg.QuerySelector("path")!.GetAttribute("d")!))
        {
            int Of(int group) => int.Parse(run.Groups[group].ValueSpan, CultureInfo.InvariantCulture) * Scale;
            for (var y = Of(2); y < Of(2) + Scale; y++) pixels.AsSpan((y * size * Scale) + Of(1), Of(3)).Clear();
        }
        var read = new BarcodeReaderGeneric().Decode(new RGBLuminanceSource(pixels, size * Scale, size * Scale, RGBLuminanceSource.BitmapFormat.Gray8));
        Assert.Equal(Link, read?.Text);
    }
}
