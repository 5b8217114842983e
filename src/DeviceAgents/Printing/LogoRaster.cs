using System.Collections.Concurrent;
using System.Security.Cryptography;
using SkiaSharp;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>A picture in black and white for a thermal head, each size of it made once.</summary>
internal static class LogoRaster
{
    /// <summary>More than the logos of any hall; beyond it they are made anew.</summary>
    private const int Kept = 32;
    private static readonly ConcurrentDictionary<(string Picture, int Width), Raster> Made = [];

    /// <param name="png">A picture as the hub has checked it.</param>
    /// <param name="width">In dots, 8 to the paper's.</param>
    /// <returns>Null if it cannot be drawn after all.</returns>
    internal static Raster? Of(byte[] png, int width)
    {
        var key = (Convert.ToHexString(SHA256.HashData(png)), width);
        if (Made.TryGetValue(key, out var made)) return made;
        if (Draw(png, width) is not { } raster) return null;
        if (Made.Count >= Kept) Made.Clear();
        return Made[key] = raster;
    }

    private static Raster? Draw(byte[] png, int width)
    {
        using var codec = SKCodec.Create(new MemoryStream(png));
        using var picture = codec is null ? null : SKBitmap.Decode(codec);
        if (picture is null || picture.Width == 0) return null;
        var height = Math.Clamp((int)Math.Round((double)picture.Height * width / picture.Width), 1, 4 * width);
        using var grey = new SKBitmap(width, height, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(grey))
        {
            canvas.Clear(SKColors.White);
            using var image = SKImage.FromBitmap(picture);
            canvas.DrawImage(image, new SKRect(0, 0, width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        }
        return Dither(grey);
    }

    /// <summary>Floyd and Steinberg, 1976: what a dot is too dark or too light goes to its neighbours, 7, 3, 5 and 1 sixteenths.</summary>
    private static Raster Dither(SKBitmap grey)
    {
        var (width, height, bytesPerRow) = (grey.Width, grey.Height, (grey.Width + 7) / 8);
        var bits = new byte[bytesPerRow * height];
        var (row, below) = (new float[width + 2], new float[width + 2]);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var wanted = grey.GetPixel(x, y).Red + row[x + 1];
                var isBlack = wanted < 128;
                if (isBlack) bits[y * bytesPerRow + x / 8] |= (byte)(0x80 >> (x % 8));
                var error = wanted - (isBlack ? 0 : 255);
                row[x + 2] += error * 7 / 16;
                below[x] += error * 3 / 16;
                below[x + 1] += error * 5 / 16;
                below[x + 2] += error / 16;
            }
            (row, below) = (below, row);
            Array.Clear(below);
        }
        return new(bytesPerRow, height, bits);
    }
}
