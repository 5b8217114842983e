using System.Globalization;
using SkiaSharp;
using TidalHall.Core.Halls;
using ZXing;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TidalHall.Hub.Ratings;

/// <summary>A code for each window on A4, six a sheet, to be cut and hung up: it leads to the page that rates a visit there.</summary>
internal static class RatingCodesPdf
{
    // In points, 1/72 of an inch.
    private const float Millimetre = 72f / 25.4f, Width = 210 * Millimetre, Height = 297 * Millimetre, CodeSize = 52 * Millimetre;
    private const int Across = 2, Down = 3;

    private static string FontFile => Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansSC_400Regular.ttf");

    public static Uri AddressOf(Uri root, WindowId window) => new(root, $"w/{window}/rate");

    public static byte[] Draw(HallPlan plan, Uri root)
    {
        using var face = FaceOf(plan, root);
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = plan.Name.In("zh-CN"), Creator = "TidalHall" }))
        {
            foreach (var windows in Sheets(plan))
            {
                DrawSheet(document.BeginPage(Width, Height), face, plan, windows, root);
                document.EndPage();
            }
            document.Close();
        }
        return stream.ToArray();
    }

    internal static IEnumerable<ServiceWindow[]> Sheets(HallPlan plan) => plan.Windows.OrderBy(w => w.Number).Chunk(Across * Down);

    /// <summary>The signs of all its sheets, embedded once.</summary>
    internal static SKTypeface FaceOf(HallPlan plan, Uri root) => SubsetFont.Of(FontFile, plan.Windows.SelectMany(w => Lines(plan, w, AddressOf(root, w.Id))).Select(l => l.Text));

    internal static void DrawSheet(SKCanvas page, SKTypeface face, HallPlan plan, ServiceWindow[] windows, Uri root)
    {
        foreach (var (n, window) in windows.Index()) Draw(page, face, Lines(plan, window, AddressOf(root, window.Id)), AddressOf(root, window.Id), CellOf(n));
    }

    /// <summary>What stands in a cell, how far down and how large.</summary>
    private static (string Text, float Down, float Size)[] Lines(HallPlan plan, ServiceWindow window, Uri address) =>
    [
        (plan.Name.In("zh-CN"), 9 * Millimetre, 11),
        (string.Create(CultureInfo.InvariantCulture, $"{window.Number} 号窗口 · 扫码评价（自愿）"), 17 * Millimetre, 15),
        (string.Create(CultureInfo.InvariantCulture, $"Window {window.Number} · rate the service (voluntary)"), 23 * Millimetre, 10),
        ("请准备号票上的号码 · have your ticket number ready", 84 * Millimetre, 9),
        (address.AbsoluteUri, 90 * Millimetre, 8),
    ];

    /// <summary>In points, of the n-th on its sheet.</summary>
    internal static SKRect CellOf(int n) => SKRect.Create(n % Across * Width / Across, n / Across * Height / Down, Width / Across, Height / Down);

    private static void Draw(SKCanvas page, SKTypeface face, (string Text, float Down, float Size)[] lines, Uri address, SKRect cell)
    {
        using var cut = new SKPaint { Style = SKPaintStyle.Stroke, Color = new(0xB0, 0xB0, 0xB0), StrokeWidth = .5f };
        page.DrawRect(cell, cut);
        foreach (var (text, down, size) in lines) Text(page, face, text, cell, down, size);
        DarkModules.Draw(page, new QRCodeWriter().encode(address.AbsoluteUri, BarcodeFormat.QR_CODE, 1, 1, new Dictionary<EncodeHintType, object> { [EncodeHintType.ERROR_CORRECTION] = ErrorCorrectionLevel.M, [EncodeHintType.MARGIN] = 2 }),
            SKRect.Create(cell.MidX - (CodeSize / 2), cell.Top + (26 * Millimetre), CodeSize, CodeSize));
    }

    private static void Text(SKCanvas page, SKTypeface face, string text, SKRect cell, float down, float size)
    {
        // Without hinting: letters stand where they were designed to, on a printer too.
        using var font = new SKFont(face, size) { Subpixel = true, Hinting = SKFontHinting.None };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        page.DrawText(text, cell.MidX, cell.Top + down, SKTextAlign.Center, font, ink);
    }
}
