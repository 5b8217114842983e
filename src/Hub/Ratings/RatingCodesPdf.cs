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
    private const float Millimetre = 72f / 25.4f, Width = 210 * Millimetre, Height = 297 * Millimetre, Code = 52 * Millimetre;
    private const int Across = 2, Down = 3;

    private static readonly Lazy<SKTypeface> Face = new(() => SKTypeface.FromFile(Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansSC_400Regular.ttf")) ?? throw new FileNotFoundException("The font of papers is missing: Fonts/NotoSansSC_400Regular.ttf."));

    public static Uri AddressOf(Uri root, WindowId window) => new(root, $"w/{window}/rate");

    public static byte[] Draw(HallPlan plan, Uri root)
    {
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = plan.Name.In("zh-CN"), Creator = "TidalHall" }))
        {
            foreach (var windows in Sheets(plan))
            {
                DrawSheet(document.BeginPage(Width, Height), plan, windows, root);
                document.EndPage();
            }
            document.Close();
        }
        return stream.ToArray();
    }

    internal static IEnumerable<ServiceWindow[]> Sheets(HallPlan plan) => plan.Windows.OrderBy(w => w.Number).Chunk(Across * Down);

    internal static void DrawSheet(SKCanvas page, HallPlan plan, ServiceWindow[] windows, Uri root)
    {
        foreach (var (n, window) in windows.Index()) Draw(page, plan, window, AddressOf(root, window.Id), CellOf(n));
    }

    /// <summary>In points, of the n-th on its sheet.</summary>
    internal static SKRect CellOf(int n) => SKRect.Create(n % Across * Width / Across, n / Across * Height / Down, Width / Across, Height / Down);

    private static void Draw(SKCanvas page, HallPlan plan, ServiceWindow window, Uri address, SKRect cell)
    {
        using var cut = new SKPaint { Style = SKPaintStyle.Stroke, Color = new(0xB0, 0xB0, 0xB0), StrokeWidth = .5f };
        page.DrawRect(cell, cut);
        Text(page, plan.Name.In("zh-CN"), cell, 9 * Millimetre, 11);
        Text(page, string.Create(CultureInfo.InvariantCulture, $"{window.Number} 号窗口 · 扫码评价（自愿）"), cell, 17 * Millimetre, 15);
        Text(page, string.Create(CultureInfo.InvariantCulture, $"Window {window.Number} · rate the service (voluntary)"), cell, 23 * Millimetre, 10);
        var modules = new QRCodeWriter().encode(address.AbsoluteUri, BarcodeFormat.QR_CODE, 1, 1, new Dictionary<EncodeHintType, object> { [EncodeHintType.ERROR_CORRECTION] = ErrorCorrectionLevel.M, [EncodeHintType.MARGIN] = 2 });
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        var (size, left, top) = (Code / modules.Width, cell.MidX - (Code / 2), cell.Top + (26 * Millimetre));
        // One path: where squares of their own meet, viewers draw hairs.
        using var dark = new SKPathBuilder();
        for (var y = 0; y < modules.Height; y++)
            for (var x = 0; x < modules.Width; x++)
                if (modules[x, y]) dark.AddRect(SKRect.Create(left + (x * size), top + (y * size), size, size));
        using var code = dark.Detach();
        page.DrawPath(code, black);
        Text(page, "请准备号票上的号码 · have your ticket number ready", cell, 84 * Millimetre, 9);
        Text(page, address.AbsoluteUri, cell, 90 * Millimetre, 8);
    }

    private static void Text(SKCanvas page, string text, SKRect cell, float down, float size)
    {
        // Without hinting: letters stand where they were designed to, on a printer too.
        using var font = new SKFont(Face.Value, size) { Subpixel = true, Hinting = SKFontHinting.None };
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        // As outlines: this build of Skia would embed all of the font.
        using var path = font.GetTextPath(text, new SKPoint(cell.MidX - (font.MeasureText(text) / 2), cell.Top + down));
        page.DrawPath(path, ink);
    }
}
