using SkiaSharp;
using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Draws a paper as it comes out of a printer, dot for dot.</summary>
internal static class PaperDrawing
{
    /// <summary>White at the edges, and what a cut takes.</summary>
    internal const int Margin = 16, CutDots = 8;
    /// <summary>Two metres. What is longer is drawn so far.</summary>
    private const int MaxHeight = 16_000;

    internal static byte[] Png(IReadOnlyList<Ink> paper, int paperDots)
    {
        var height = Math.Min(paper.Sum(HeightOf) + 2 * Margin, MaxHeight);
        using var bitmap = new SKBitmap(paperDots + 2 * Margin, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            var top = Margin;
            foreach (var ink in paper)
            {
                if (top > MaxHeight) break;
                Draw(canvas, ink, top, paperDots);
                top += HeightOf(ink);
            }
        }
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    internal static int HeightOf(Ink ink) => ink switch
    {
        Ink.Text text => text.Dots,
        Ink.Qr qr => SymbolDrawing.Modules(qr) is { } modules ? modules.Height * qr.ModuleDots : 0,
        Ink.Barcode code => SymbolDrawing.HeightOf(code),
        Ink.Picture picture => picture.Raster.Height * picture.DownScale,
        Ink.Feed feed => feed.Dots,
        Ink.Cut => CutDots,
        _ => throw new InvalidOperationException(),
    };

    private static void Draw(SKCanvas canvas, Ink ink, int top, int paperDots)
    {
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        switch (ink)
        {
            case Ink.Text text: SignDrawing.Draw(canvas, text, Left(text.Alignment, text.Area, text.Width), top); break;
            case Ink.Qr qr when SymbolDrawing.Modules(qr) is { } modules:
                SymbolDrawing.Draw(canvas, modules, Left(qr.Alignment, qr.Area, modules.Width * qr.ModuleDots), top, qr.ModuleDots, qr.ModuleDots, black);
                break;
            case Ink.Barcode code: SymbolDrawing.Draw(canvas, code, width => Left(code.Alignment, code.Area, width), top, black); break;
            case Ink.Picture picture:
                DrawDots(canvas, picture.Raster, Left(picture.Alignment, picture.Area, picture.Raster.BytesPerRow * 8 * picture.AcrossScale), top, picture.AcrossScale, picture.DownScale);
                break;
            case Ink.Cut:
                for (var x = 0; x < paperDots + 2 * Margin; x += 16) canvas.DrawRect(x, top + 3, 8, 1, black);
                break;
        }
    }

    internal static void DrawDots(SKCanvas canvas, Raster raster, int left, int top, int across, int down)
    {
        var width = raster.BytesPerRow * 8;
        var dots = new byte[width * raster.Height * 4];
        for (var y = 0; y < raster.Height; y++)
            for (var x = 0; x < width; x++)
                // Opaque black; what is white stays clear, for the paper may be black there already.
                if ((raster.Bits[y * raster.BytesPerRow + x / 8] & (0x80 >> (x % 8))) != 0) dots[(y * width + x) * 4 + 3] = 0xFF;
        using var image = SKImage.FromPixelCopy(new(width, raster.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul), dots);
        canvas.DrawImage(image, SKRect.Create(left, top, width * across, raster.Height * down), new SKSamplingOptions(SKFilterMode.Nearest));
    }

    private static int Left(PaperAlign alignment, PrintArea area, int width) => Margin + area.Left + alignment switch
    {
        PaperAlign.Centre => Math.Max(0, (area.Width - width) / 2),
        PaperAlign.Right => Math.Max(0, area.Width - width),
        _ => 0,
    };
}
