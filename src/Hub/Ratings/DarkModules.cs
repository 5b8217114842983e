using SkiaSharp;
using ZXing.Common;

namespace TidalHall.Hub.Ratings;

/// <summary>Draws a code on a page: a run of dark modules is one bar, all bars one path. Where shapes of their own meet, viewers draw hairs.</summary>
internal static class DarkModules
{
    internal static void Draw(SKCanvas page, BitMatrix modules, SKRect at)
    {
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        var (wide, high) = (at.Width / modules.Width, at.Height / modules.Height);
        using var dark = new SKPathBuilder();
        for (var y = 0; y < modules.Height; y++)
            for (var x = 0; x < modules.Width; x++)
            {
                var begin = x;
                while (x < modules.Width && modules[x, y]) x++;
                if (x > begin) dark.AddRect(SKRect.Create(at.Left + (begin * wide), at.Top + (y * high), (x - begin) * wide, high));
            }
        using var code = dark.Detach();
        page.DrawPath(code, black);
    }
}
