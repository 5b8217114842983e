using TidalHall.DeviceAgents.EscPos;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>A QR code with error correction M, as its modules and as a picture for printers that cannot make one.</summary>
internal static class QrPicture
{
    /// <summary>Modules with a quiet zone of two; true is black.</summary>
    internal static BitMatrix Modules(string content) => new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 1, 1,
        new Dictionary<EncodeHintType, object> { [EncodeHintType.ERROR_CORRECTION] = ErrorCorrectionLevel.M, [EncodeHintType.MARGIN] = 2 });

    internal static Raster Draw(string content, int moduleDots)
    {
        var modules = Modules(content);
        var bytesPerRow = (modules.Width * moduleDots + 7) / 8;
        var raster = new Raster(bytesPerRow, modules.Height * moduleDots, new byte[bytesPerRow * modules.Height * moduleDots]);
        for (var y = 0; y < raster.Height; y++)
            for (var x = 0; x < modules.Width * moduleDots; x++)
                if (modules[x / moduleDots, y / moduleDots]) raster.Bits[y * bytesPerRow + x / 8] |= (byte)(0x80 >> (x % 8));
        return raster;
    }
}
