using SkiaSharp;
using TidalHall.Core.Papers;
using TidalHall.Hub.Ratings;
using ZXing;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TidalHall.Hub.Casework;

/// <summary>Sets a paper on A4 as PDF, from the same layout that a thermal printer gets.</summary>
internal sealed class SheetPdf
{
    // In points, 1/72 of an inch.
    private const float Millimetre = 72f / 25.4f, Width = 210 * Millimetre, Height = 297 * Millimetre, Margin = 22 * Millimetre, Body = 11, Leading = 1.5f, QrSize = 34 * Millimetre;
    /// <summary>Of the printers that layouts are written for.</summary>
    private const float DotsPerMillimetre = 8;

    private static string FontFile => Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansSC_400Regular.ttf");

    private readonly SKDocument _document;
    private readonly SKTypeface _face;
    private SKCanvas? _page;
    private float _y = Height;

    private SheetPdf(SKDocument document, SKTypeface face) => (_document, _face) = (document, face);

    public static byte[] Draw(Sheet sheet)
    {
        var elements = sheet.Filled().ToList();
        // Its own signs alone, so that its text can be looked for and copied: Skia embeds a font whole, 6 MB for a page.
        using var face = SubsetFont.Of(FontFile, elements.SelectMany(e => new[] { e.Text, e.Value }).OfType<string>());
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = sheet.Number, Creator = "TidalHall" }))
        {
            var pdf = new SheetPdf(document, face);
            foreach (var element in elements) pdf.Put(element);
            if (pdf._page is null) pdf.Room(1);
            document.EndPage();
            document.Close();
        }
        return stream.ToArray();
    }

    private void Put(PaperElement element)
    {
        switch (element.Print)
        {
            case PaperPrint.Text or PaperPrint.Barcode: Text(element.Text ?? "", element); break;
            case PaperPrint.Row: Row(element); break;
            case PaperPrint.Rule: Rule(); break;
            case PaperPrint.Qr: Qr(element.Text ?? "", element.Align ?? PaperAlign.Left); break;
            case PaperPrint.Feed: _y += (element.Dots ?? 0) / DotsPerMillimetre * Millimetre; break;
            // A logo is drawn for the dots of a thermal head; the cutter is the printer's.
            case PaperPrint.Each or PaperPrint.Logo or PaperPrint.Cut: default: break;
        }
    }

    private void Text(string text, PaperElement element)
    {
        using var font = Font(element);
        foreach (var line in Wrap(text, font, Width - (2 * Margin))) Line(line, font, element.Align ?? PaperAlign.Left);
    }

    private void Row(PaperElement element)
    {
        using var font = Font(element);
        var (name, value) = (element.Text ?? "", element.Value ?? "");
        if (font.MeasureText(name) + font.MeasureText(value) + (2 * Body) <= Width - (2 * Margin))
        {
            Line(name, font, PaperAlign.Left);
            _y -= font.Size * Leading;
            Line(value, font, PaperAlign.Right);
            return;
        }
        foreach (var line in Wrap(name, font, Width - (2 * Margin))) Line(line, font, PaperAlign.Left);
        foreach (var line in Wrap(value, font, Width - (2 * Margin))) Line(line, font, PaperAlign.Right);
    }

    private void Line(string text, SKFont font, PaperAlign align)
    {
        var page = Room(font.Size * Leading);
        var free = Width - (2 * Margin) - font.MeasureText(text);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        page.DrawText(text, Margin + (align switch { PaperAlign.Centre => free / 2, PaperAlign.Right => free, _ => 0 }), _y + font.Size, SKTextAlign.Left, font, ink);
        _y += font.Size * Leading;
    }

    private void Rule()
    {
        var page = Room(Body);
        using var ink = new SKPaint { Color = SKColors.Black, StrokeWidth = 0.6f };
        page.DrawLine(Margin, _y + (Body / 2), Width - Margin, _y + (Body / 2), ink);
        _y += Body;
    }

    private void Qr(string content, PaperAlign align)
    {
        if (content.Length == 0) return;
        var page = Room(QrSize);
        var modules = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 1, 1, new QrCodeEncodingOptions { ErrorCorrection = ErrorCorrectionLevel.M, Margin = 4 }.Hints);
        var (size, left) = (QrSize / modules.Width, Margin + (align switch { PaperAlign.Centre => (Width - (2 * Margin) - QrSize) / 2, PaperAlign.Right => Width - (2 * Margin) - QrSize, _ => 0 }));
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        for (var y = 0; y < modules.Height; y++)
            for (var x = 0; x < modules.Width; x++)
                if (modules[x, y]) page.DrawRect(left + (x * size), _y + (y * size), size, size, ink);
        _y += QrSize;
    }

    /// <summary>A page with so much room left: this one, or a new one.</summary>
    private SKCanvas Room(float height)
    {
        if (_page is not null && _y + height <= Height - Margin) return _page;
        if (_page is not null) _document.EndPage();
        (_page, _y) = (_document.BeginPage(Width, Height), Margin);
        return _page;
    }

    // Without hinting: letters stand where they were designed to, on a printer too.
    private SKFont Font(PaperElement element) => new(_face, Body * (1 + (((element.Scale ?? 1) - 1) * 0.7f))) { Embolden = element.Bold ?? false, Subpixel = true, Hinting = SKFontHinting.None };

    /// <summary>Chinese breaks anywhere, a number or a Latin word only where nothing else fits.</summary>
    private static IEnumerable<string> Wrap(string text, SKFont font, float width)
    {
        while (text.Length > 0)
        {
            var fits = text.Length;
            while (fits > 1 && font.MeasureText(text[..fits]) > width) fits--;
            if (fits < text.Length && char.IsLowSurrogate(text[fits])) fits--;
            if (fits < text.Length && char.IsAsciiLetterOrDigit(text[fits]) && text.LastIndexOf(' ', fits - 1) is > 0 and var space) fits = space + 1;
            yield return text[..fits].TrimEnd();
            text = text[fits..];
        }
    }
}
