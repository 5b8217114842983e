using SkiaSharp;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>Draws text in the paper's grid of cells: for lines a printer has no characters for.</summary>
internal static class PaperPicture
{
    /// <summary>Half a Hanzi, and a line's height, in dots.</summary>
    internal const int CellDots = 12, LineDots = 24;

    internal static Raster Line(string text, int width, int scale, bool isBold = false)
    {
        using var bitmap = new SKBitmap(width, LineDots * scale, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColors.White);
            Draw(canvas, text, 0, 0, scale, isBold);
        }
        var bytesPerRow = width / 8;
        var bits = new byte[bytesPerRow * bitmap.Height];
        for (var y = 0; y < bitmap.Height; y++)
            for (var x = 0; x < width; x++)
                if (bitmap.GetPixel(x, y).Red < 128) bits[y * bytesPerRow + x / 8] |= (byte)(0x80 >> (x % 8));
        return new(bytesPerRow, bitmap.Height, bits);
    }

    /// <summary>Each character in its own cells, as a printer sets it.</summary>
    private static void Draw(SKCanvas canvas, string text, float left, float top, int scale, bool isBold)
    {
        using var font = new SKFont(PaperFont.Typeface, LineDots * scale * 0.92f) { Edging = SKFontEdging.Antialias, Embolden = isBold };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        var baseline = top + LineDots * scale * 0.85f;
        foreach (var rune in text.EnumerateRunes())
        {
            var cell = PaperText.Cells(rune) * CellDots * scale;
            var sign = rune.ToString();
            canvas.DrawText(sign, left + (cell - font.MeasureText(sign)) / 2, baseline, SKTextAlign.Left, font, ink);
            left += cell;
        }
    }
}
