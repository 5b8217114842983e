using SkiaSharp;
using TidalHall.Hub.Ratings;
using ZXing;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TidalHall.Hub.Notifying;

/// <summary>A pickup QR as a picture for a letter: to be held to a cabinet's scanner from a phone.</summary>
internal static class PickupPicture
{
    private const int ModuleDots = 8;

    /// <returns>PNG.</returns>
    internal static byte[] Draw(string content)
    {
        var modules = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 1, 1, new QrCodeEncodingOptions { ErrorCorrection = ErrorCorrectionLevel.M, Margin = 4 }.Hints);
        using var bitmap = new SKBitmap(modules.Width * ModuleDots, modules.Height * ModuleDots, SKColorType.Gray8, SKAlphaType.Opaque);
        using var canvas = new SKCanvas(bitmap);
        canvas.Clear(SKColors.White);
        DarkModules.Draw(canvas, modules, SKRect.Create(bitmap.Width, bitmap.Height));
        canvas.Flush();
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
