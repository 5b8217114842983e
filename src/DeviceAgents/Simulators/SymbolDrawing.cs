using SkiaSharp;
using TidalHall.DeviceAgents.Printing;
using ZXing;
using ZXing.Common;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Draws the codes that a printer makes itself.</summary>
internal static class SymbolDrawing
{
    private const int TextDots = 24;

    /// <summary>Null: no code can be made of it.</summary>
    internal static BitMatrix? Modules(Ink.Qr qr)
    {
        try
        {
            return new QRCodeWriter().encode(qr.Content, BarcodeFormat.QR_CODE, 1, 1, new Dictionary<EncodeHintType, object>
            {
                [EncodeHintType.ERROR_CORRECTION] = qr.Level switch { 'M' => ErrorCorrectionLevel.M, 'Q' => ErrorCorrectionLevel.Q, 'H' => ErrorCorrectionLevel.H, _ => ErrorCorrectionLevel.L },
                // Printers leave no white around it; the writer's own two modules are of its layout.
                [EncodeHintType.MARGIN] = 2,
            });
        }
        catch (WriterException)
        {
            return null;
        }
    }

    internal static int HeightOf(Ink.Barcode code) => code.Dots + (code.IsTextAbove ? TextDots : 0) + (code.IsTextBelow ? TextDots : 0);

    internal static void Draw(SKCanvas canvas, BitMatrix modules, int left, int top, int across, int down, SKPaint black)
    {
        for (var y = 0; y < modules.Height; y++)
            for (var x = 0; x < modules.Width; x++)
                if (modules[x, y]) canvas.DrawRect(left + x * across, top + y * down, across, down, black);
    }

    /// <param name="leftOf">Where a thing of so many dots begins.</param>
    internal static void Draw(SKCanvas canvas, Ink.Barcode code, Func<int, int> leftOf, int top, SKPaint black)
    {
        if (Bars(code) is not { } bars) return;
        var bottom = top + code.Dots + (code.IsTextAbove ? TextDots : 0);
        var (left, barTop) = (leftOf(bars.Width * code.ModuleDots), bottom - code.Dots);
        for (var x = 0; x < bars.Width; x++)
            if (bars[x, 0]) canvas.DrawRect(left + x * code.ModuleDots, barTop, code.ModuleDots, code.Dots, black);
        if (code.IsTextAbove) Text(canvas, code.Content, left + bars.Width * code.ModuleDots / 2, top);
        if (code.IsTextBelow) Text(canvas, code.Content, left + bars.Width * code.ModuleDots / 2, bottom);
    }

    private static void Text(SKCanvas canvas, string text, float middle, float top)
    {
        using var font = new SKFont(PaperFont.Typeface, 20);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        canvas.DrawText(text, middle, top + 20, SKTextAlign.Center, font, ink);
    }

    /// <summary>One row of modules without white at its sides; null: the content is none of this system.</summary>
    internal static BitMatrix? Bars(Ink.Barcode code)
    {
        BarcodeFormat? format = code.System switch
        {
            65 => BarcodeFormat.UPC_A,
            66 => BarcodeFormat.UPC_E,
            67 => BarcodeFormat.EAN_13,
            68 => BarcodeFormat.EAN_8,
            69 => BarcodeFormat.CODE_39,
            70 => BarcodeFormat.ITF,
            71 => BarcodeFormat.CODABAR,
            72 => BarcodeFormat.CODE_93,
            73 => BarcodeFormat.CODE_128,
            _ => null,
        };
        try
        {
            // A check digit is made anew: a printer prints a code with a wrong one, the library none.
            return format is { } known ? new MultiFormatWriter().encode(ContentOf(code), known, 1, 1, new Dictionary<EncodeHintType, object> { [EncodeHintType.MARGIN] = 0 }) : null;
        }
        catch (Exception e) when (e is ArgumentException or WriterException or System.FormatException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static string ContentOf(Ink.Barcode code) => (code.System, code.Content) switch
    {
        (65, { Length: 12 } upc) => upc[..11],
        (66, { Length: 6 } upc) => "0" + upc,
        (66, { Length: 8 } upc) => upc[..7],
        (66, { Length: 11 or 12 } upc) => Compressed(upc),
        (67, { Length: 13 } ean) => ean[..12],
        (68, { Length: 8 } ean) => ean[..7],
        // Start and stop are the library's to add.
        (69, var text) => text.Trim('*'),
        var (_, text) => text,
    };

    /// <summary>UPC-A as UPC-E, where its zeros allow; "" where they do not.</summary>
    private static string Compressed(string upc) => (upc[1..6], upc[6..11]) switch
    {
        ([_, _, '0' or '1' or '2', '0', '0'] maker, ['0', '0', ..] product) => $"{upc[0]}{maker[..2]}{product[2..]}{maker[2]}",
        ([_, _, _, '0', '0'] maker, ['0', '0', '0', ..] product) => $"{upc[0]}{maker[..3]}{product[3..]}3",
        ([_, _, _, _, '0'] maker, ['0', '0', '0', '0', _] product) => $"{upc[0]}{maker[..4]}{product[4]}4",
        (var maker, ['0', '0', '0', '0', >= '5' and var last]) => $"{upc[0]}{maker}{last}",
        _ => "",
    };
}
