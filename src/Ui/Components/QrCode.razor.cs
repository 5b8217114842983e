using System.Text;
using Microsoft.AspNetCore.Components;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TidalHall.Ui.Components;

/// <summary>A QR code as squares of an SVG, quiet zone of four modules included.</summary>
public sealed partial class QrCode : ComponentBase
{
    private const int QuietZone = 4;
    private string? _drawn;
    private string _path = "";
    private int _size;

    /// <summary>ASCII: readers guess at other encodings.</summary>
    [Parameter, EditorRequired] public required string Content { get; set; }
    [Parameter, EditorRequired] public required string Label { get; set; }

    protected override void OnParametersSet()
    {
        if (Content == _drawn) return;
        var modules = new QRCodeWriter().encode(Content, BarcodeFormat.QR_CODE, 1, 1, new QrCodeEncodingOptions { ErrorCorrection = ErrorCorrectionLevel.M, Margin = QuietZone }.Hints);
        (_drawn, _size, _path) = (Content, modules.Width, PathOf(modules));
    }

    /// <summary>One run of dark modules is one stroke: shorter than a square for each.</summary>
    private static string PathOf(BitMatrix modules)
    {
        var path = new StringBuilder();
        for (var y = 0; y < modules.Height; y++)
        {
            for (var x = 0; x < modules.Width; x++)
            {
                var begin = x;
                while (x < modules.Width && modules[x, y]) x++;
                if (x > begin) path.Append($"M{begin} {y}h{x - begin}v1h-{x - begin}z");
            }
        }
        return path.ToString();
    }
}
