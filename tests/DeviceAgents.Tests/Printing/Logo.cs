using SkiaSharp;
using TidalHall.Core.Papers;

namespace TidalHall.DeviceAgents.Tests.Printing;

/// <summary>A ticket with a logo: 384 by 192 dots, 9 KB on the line.</summary>
internal static class Logo
{
    public static Sheet Sheet { get; } = Sample.Sheet with
    {
        Layout = [new() { Print = PaperPrint.Logo, File = "logo.png", Dots = 384, Align = PaperAlign.Centre }, .. Sample.Sheet.Layout],
        Pictures = new() { ["logo.png"] = Png() },
    };

    private static byte[] Png()
    {
        using var bitmap = new SKBitmap(384, 192, SKColorType.Gray8, SKAlphaType.Opaque);
        using (var canvas = new SKCanvas(bitmap))
        using (var shade = new SKPaint { Shader = SKShader.CreateLinearGradient(new(0, 0), new(384, 192), [SKColors.Black, SKColors.White], SKShaderTileMode.Clamp) })
            canvas.DrawPaint(shade);
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
