using SkiaSharp;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Draws a paper as it comes out of a printer, dot for dot.</summary>
internal static class PaperDrawing
{
    private const int Margin = 16, LineGap = 6;

    internal static byte[] Png(IReadOnlyList<Ink> paper, int paperDots)
    {
        var height = paper.Sum(Height) + 2 * Margin;
        using var bitmap = new SKBitmap(paperDots + 2 * Margin, height);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            var top = Margin;
            foreach (var ink in paper)
            {
                Draw(canvas, ink, top, paperDots);
                top += Height(ink);
            }
        }
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }

    private static int Height(Ink ink) => ink switch
    {
        Ink.Text text => PaperPicture.LineDots * text.Scale + LineGap,
        Ink.Qr qr => QrPicture.Modules(qr.Content).Height * qr.ModuleDots,
        Ink.Picture picture => picture.Raster.Height,
        Ink.Feed feed => feed.Dots,
        Ink.Cut => 8,
        _ => throw new InvalidOperationException(),
    };

    private static void Draw(SKCanvas canvas, Ink ink, int top, int paperDots)
    {
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        switch (ink)
        {
            case Ink.Text text:
                var width = PaperText.Cells(text.Line) * PaperPicture.CellDots * text.Scale;
                PaperPicture.Draw(canvas, text.Line, Left(text.Alignment, width, paperDots), top, text.Scale, text.IsBold);
                break;
            case Ink.Qr qr:
                var modules = QrPicture.Modules(qr.Content);
                var left = Left(qr.Alignment, modules.Width * qr.ModuleDots, paperDots);
                for (var y = 0; y < modules.Height; y++)
                    for (var x = 0; x < modules.Width; x++)
                        if (modules[x, y]) canvas.DrawRect(left + x * qr.ModuleDots, top + y * qr.ModuleDots, qr.ModuleDots, qr.ModuleDots, black);
                break;
            case Ink.Picture { Raster: var raster } picture:
                var begin = Left(picture.Alignment, raster.BytesPerRow * 8, paperDots);
                for (var y = 0; y < raster.Height; y++)
                    for (var x = 0; x < raster.BytesPerRow * 8; x++)
                        if ((raster.Bits[y * raster.BytesPerRow + x / 8] & (0x80 >> (x % 8))) != 0) canvas.DrawRect(begin + x, top + y, 1, 1, black);
                break;
            case Ink.Cut:
                for (var x = 0; x < paperDots + 2 * Margin; x += 16) canvas.DrawRect(x, top + 3, 8, 1, black);
                break;
        }
    }

    private static int Left(Alignment alignment, int width, int paperDots) => Margin + alignment switch
    {
        Alignment.Left => 0,
        Alignment.Centre => Math.Max(0, (paperDots - width) / 2),
        Alignment.Right => Math.Max(0, paperDots - width),
        _ => throw new ArgumentOutOfRangeException(nameof(alignment)),
    };
}
