using SkiaSharp;
using TidalHall.DeviceAgents.Printing;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Draws a line of signs, each in the dots that the print head gives it.</summary>
internal static class SignDrawing
{
    private const int Height = 24, SmallHeight = 17;
    /// <summary>The font's size and baseline within a sign's height.</summary>
    private const float Size = 0.92f, Baseline = 0.85f;

    internal static void Draw(SKCanvas canvas, Ink.Text line, int left, int top)
    {
        var tallest = line.Runs.Select(HeightOf).DefaultIfEmpty(0).Max();
        foreach (var run in line.Runs)
        {
            // All stand on one ground.
            var runTop = top + tallest - HeightOf(run);
            if (run.Picture is { } picture) PaperDrawing.DrawDots(canvas, picture, left + run.Left, runTop, 1, 1);
            else Draw(canvas, run, left + run.Left, runTop);
        }
    }

    private static int HeightOf(Run run) => run.Picture?.Height ?? (run.Style.IsSmall ? SmallHeight : Height) * run.Style.Height;

    private static void Draw(SKCanvas canvas, Run run, int left, int top)
    {
        var (style, across) = (run.Style, 0f);
        var tall = HeightOf(run);
        using var ink = new SKPaint { Color = style.IsInverse ? SKColors.White : SKColors.Black, IsAntialias = true };
        using var paper = new SKPaint { Color = SKColors.Black };
        if (style.IsInverse) canvas.DrawRect(left, top, run.Width, tall, paper);
        using var font = new SKFont(PaperFont.Typeface, (style.IsSmall ? SmallHeight : Height) * Size) { Edging = SKFontEdging.Antialias, Embolden = style.IsBold };
        var signs = SignsOf(run).ToList();
        var cells = signs.Sum(s => s.Cells);
        foreach (var (sign, taken) in signs)
        {
            var dots = (float)run.Width * taken / cells;
            canvas.Save();
            canvas.Translate(left + across, top);
            canvas.Scale(style.Width, style.Height);
            if (sign is "□" || font.GetGlyph(char.ConvertToUtf32(sign, 0)) == 0) Box(canvas, dots / style.Width, tall / style.Height, ink);
            else
            {
                // The font is proportional, the head's signs are not: a wide one is pressed into its cell.
                var (cell, wide) = (dots / style.Width, font.MeasureText(sign));
                if (wide > cell) canvas.Scale(cell / wide, 1);
                canvas.DrawText(sign, Math.Max(0, cell - wide) / 2, (style.IsSmall ? SmallHeight : Height) * Baseline, SKTextAlign.Left, font, ink);
            }
            canvas.Restore();
            across += dots;
        }
        if (style.IsUnderlined) canvas.DrawRect(left, top + tall - 1, run.Width, 1, ink);
    }

    /// <summary>A sign that the font or the table has not: its place is seen.</summary>
    private static void Box(SKCanvas canvas, float width, float height, SKPaint ink)
    {
        ink.IsStroke = true;
        canvas.DrawRect(2, 4, Math.Max(1, width - 4), Math.Max(1, height - 8), ink);
        ink.IsStroke = false;
    }

    /// <summary>Each sign with the half Hanzi it is wide.</summary>
    private static IEnumerable<(string Sign, int Cells)> SignsOf(Run run)
    {
        for (var at = 0; at < run.Bytes.Length;)
        {
            var length = Math.Clamp(run.Table.LengthOf(run.Bytes.AsSpan(at)), 1, run.Bytes.Length - at);
            var sign = run.Table.Decode(run.Bytes.AsSpan(at, length));
            yield return (sign.Length == 0 || sign == "\uFFFD" || char.IsSurrogate(sign[0]) && sign.Length < 2 ? "□" : sign, Math.Min(length, 2));
            at += length;
        }
    }
}
