using SkiaSharp;
using TidalHall.Core.Papers;
using TidalHall.Hub.Ratings;
using ZXing;
using ZXing.OneD;
using ZXing.QrCode;
using ZXing.QrCode.Internal;

namespace TidalHall.Hub.Casework;

/// <summary>Sets a paper as PDF, from the same layout that a thermal printer gets: on A4, a label on A6.</summary>
internal sealed class SheetPdf
{
    // In points, 1/72 of an inch.
    private const float Millimetre = 72f / 25.4f, Leading = 1.5f, QrSize = 34 * Millimetre;
    /// <summary>A bar code's narrow bar: as wide as there is room for between these. A hand scanner reads the narrow one from a printer of 300 dots an inch.</summary>
    private const float NarrowBar = 0.19f * Millimetre, WideBar = 0.33f * Millimetre;
    /// <summary>Narrow bars of white that a scanner wants on either side.</summary>
    private const int QuietBars = 10;
    /// <summary>Of a bar code whose layout says none; in dots.</summary>
    private const int BarcodeDots = 80;
    /// <summary>Of the printers that layouts are written for.</summary>
    private const float DotsPerMillimetre = 8;

    private static string FontFile => Path.Combine(AppContext.BaseDirectory, "Fonts", "NotoSansSC_400Regular.ttf");

    private readonly SKDocument _document;
    private readonly SKTypeface _face;
    private readonly float _width, _height, _margin, _body;
    private SKCanvas? _page;
    private float _y;

    private SheetPdf(SKDocument document, SKTypeface face, PaperKind paper)
    {
        (_document, _face) = (document, face);
        (_width, _height, _margin, _body) = paper is PaperKind.PostLabel ? (105 * Millimetre, 148 * Millimetre, 8 * Millimetre, 9) : (210 * Millimetre, 297 * Millimetre, 22 * Millimetre, 11);
    }

    private float Across => _width - (2 * _margin);

    public static byte[] Draw(Sheet sheet)
    {
        var elements = sheet.Filled().ToList();
        // Its own signs alone, so that its text can be looked for and copied: Skia embeds a font whole, 6 MB for a page.
        using var face = SubsetFont.Of(FontFile, elements.SelectMany(e => new[] { e.Text, e.Value }).OfType<string>());
        using var stream = new MemoryStream();
        using (var document = SKDocument.CreatePdf(stream, new SKDocumentPdfMetadata { Title = sheet.Number, Creator = "TidalHall" }))
        {
            var pdf = new SheetPdf(document, face, sheet.Paper);
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
            case PaperPrint.Text: Text(element.Text ?? "", element); break;
            case PaperPrint.Barcode: Barcode(element); break;
            case PaperPrint.Row: Row(element); break;
            case PaperPrint.Rule: Rule(); break;
            case PaperPrint.Qr: Qr(element.Text ?? "", element.Align ?? PaperAlign.Left); break;
            case PaperPrint.Feed: _y += (element.Dots ?? 0) / DotsPerMillimetre * Millimetre; break;
            // A logo is drawn for the dots of a thermal head; the cutter is the printer's.
            case PaperPrint.Each or PaperPrint.Logo or PaperPrint.Cut: default: break;
        }
    }

    /// <summary>Set smaller rather than in more lines than its layout lets it have.</summary>
    private void Text(string text, PaperElement element)
    {
        using var font = Font(element);
        if (element is { Scale: > 1 and var scale, MaxLines: { } most } && Wrap(text, font, Across).Count() > most) Text(text, element with { Scale = scale - 1 });
        else foreach (var line in Wrap(text, font, Across)) Line(line, font, element.Align ?? PaperAlign.Left);
    }

    private void Row(PaperElement element)
    {
        using var font = Font(element);
        var (name, value) = (element.Text ?? "", element.Value ?? "");
        if (font.MeasureText(name) + font.MeasureText(value) + (2 * _body) <= Across)
        {
            Line(name, font, PaperAlign.Left);
            _y -= font.Size * Leading;
            Line(value, font, PaperAlign.Right);
            return;
        }
        foreach (var line in Wrap(name, font, Across)) Line(line, font, PaperAlign.Left);
        foreach (var line in Wrap(value, font, Across)) Line(line, font, PaperAlign.Right);
    }

    private void Line(string text, SKFont font, PaperAlign align)
    {
        var page = Room(font.Size * Leading);
        using var ink = new SKPaint { Color = SKColors.Black, IsAntialias = true };
        page.DrawText(text, Left(font.MeasureText(text), align), _y + font.Size, SKTextAlign.Left, font, ink);
        _y += font.Size * Leading;
    }

    private void Rule()
    {
        var page = Room(_body);
        using var ink = new SKPaint { Color = SKColors.Black, StrokeWidth = 0.6f };
        page.DrawLine(_margin, _y + (_body / 2), _width - _margin, _y + (_body / 2), ink);
        _y += _body;
    }

    private void Qr(string content, PaperAlign align)
    {
        if (content.Length == 0) return;
        var page = Room(QrSize);
        var modules = new QRCodeWriter().encode(content, BarcodeFormat.QR_CODE, 1, 1, new QrCodeEncodingOptions { ErrorCorrection = ErrorCorrectionLevel.M, Margin = 4 }.Hints);
        DarkModules.Draw(page, modules, SKRect.Create(Left(QrSize, align), _y, QrSize, QrSize));
        _y += QrSize;
    }

    /// <summary>One that would be too narrow to be read, or is of other signs, is written as text, as on thermal paper.</summary>
    private void Barcode(PaperElement element)
    {
        var content = element.Text ?? "";
        var modules = content.Length is > 0 and <= 80 && content.All(c => c is >= ' ' and <= '~')
            ? new Code128Writer().encode(content, BarcodeFormat.CODE_128, 1, 1, new Dictionary<EncodeHintType, object> { [EncodeHintType.MARGIN] = 0 }) : null;
        var bar = modules is null ? 0 : Math.Min(WideBar, Across / (modules.Width + (2 * QuietBars)));
        if (bar < NarrowBar)
        {
            Text(content, element);
            return;
        }
        var (wide, high) = (modules!.Width * bar, (element.Dots ?? BarcodeDots) / DotsPerMillimetre * Millimetre);
        var page = Room(high + _body);
        DarkModules.Draw(page, modules, SKRect.Create(Math.Clamp(Left(wide, element.Align ?? PaperAlign.Left), _margin + (QuietBars * bar), _width - _margin - wide - (QuietBars * bar)), _y, wide, high));
        _y += high + _body;
    }

    private float Left(float wide, PaperAlign align) => _margin + (align switch { PaperAlign.Centre => (Across - wide) / 2, PaperAlign.Right => Across - wide, _ => 0 });

    /// <summary>A page with so much room left: this one, or a new one.</summary>
    private SKCanvas Room(float height)
    {
        if (_page is not null && _y + height <= _height - _margin) return _page;
        if (_page is not null) _document.EndPage();
        (_page, _y) = (_document.BeginPage(_width, _height), _margin);
        return _page;
    }

    // Without hinting: letters stand where they were designed to, on a printer too.
    private SKFont Font(PaperElement element) => new(_face, _body * (1 + (((element.Scale ?? 1) - 1) * 0.7f))) { Embolden = element.Bold ?? false, Subpixel = true, Hinting = SKFontHinting.None };

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
