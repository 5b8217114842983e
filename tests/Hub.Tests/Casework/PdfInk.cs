using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SkiaSharp;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>What a scanner sees of a PDF of ours: the filled shapes of its pages, drawn from the file's own words for them, and read by a program that is not ours.</summary>
internal static partial class PdfInk
{
    private const float Scale = 6;

    /// <summary>What zbarimg reads on all pages, "CODE-128:…" and "QR-Code:…".</summary>
    public static async Task<string[]> CodesAsync(byte[] pdf, CancellationToken cancel)
    {
        if (!File.Exists("/usr/bin/zbarimg")) Assert.Skip("zbarimg is not installed.");
        var (folder, read) = (Directory.CreateTempSubdirectory("pdf"), new List<string>());
        foreach (var (at, page) in Pages(pdf).Index())
        {
            var file = Path.Combine(folder.FullName, FormattableString.Invariant($"{at}.png"));
            await File.WriteAllBytesAsync(file, page, cancel);
            using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["-q", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            read.AddRange((await zbar.StandardOutput.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        folder.Delete(recursive: true);
        return [.. read];
    }

    /// <summary>Width and height of each page, in millimetres.</summary>
    public static (int Wide, int High)[] Sizes(byte[] pdf) =>
        [.. MediaBox().Matches(System.Text.Encoding.Latin1.GetString(pdf)).Select(m => (Millimetres(m.Groups[1].Value), Millimetres(m.Groups[2].Value)))];

    private static int Millimetres(string points) => (int)Math.Round(Number(points) / 72 * 25.4f);

    private static IEnumerable<byte[]> Pages(byte[] pdf)
    {
        var (wide, high) = MediaBox().Match(System.Text.Encoding.Latin1.GetString(pdf)) is var box ? (Number(box.Groups[1].Value), Number(box.Groups[2].Value)) : default;
        foreach (var drawn in PdfText.Streams(pdf).Where(s => Path1().IsMatch(s)))
        {
            using var page = new SKBitmap((int)(wide * Scale), (int)(high * Scale));
            using (var canvas = new SKCanvas(page))
            {
                canvas.Clear(SKColors.White);
                // A page of a PDF begins at its foot.
                canvas.Concat(new SKMatrix(Scale, 0, 0, 0, -Scale, high * Scale, 0, 0, 1));
                Draw(canvas, drawn);
            }
            using var png = page.Encode(SKEncodedImageFormat.Png, 100);
            yield return png.ToArray();
        }
    }

    private static void Draw(SKCanvas canvas, string words)
    {
        using var black = new SKPaint { Color = SKColors.Black, IsAntialias = false };
        var (numbers, path) = (new List<float>(), new SKPathBuilder());
        foreach (var word in words.Split((char[])[' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (float.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
                continue;
            }
            var n = numbers.ToArray();
            switch (word)
            {
                case "q": canvas.Save(); break;
                case "Q": canvas.Restore(); break;
                case "cm": canvas.Concat(new SKMatrix(n[0], n[2], n[4], n[1], n[3], n[5], 0, 0, 1)); break;
                case "re": path.AddRect(SKRect.Create(n[0], n[1], n[2], n[3])); break;
                case "m": path.MoveTo(n[0], n[1]); break;
                case "l": path.LineTo(n[0], n[1]); break;
                case "h": path.Close(); break;
                case "f" or "f*":
                    using (var filled = path.Detach()) canvas.DrawPath(filled, black);
                    break;
                case "n" or "S": path.Detach().Dispose(); break;
            }
            numbers.Clear();
        }
        path.Dispose();
    }

    private static float Number(string text) => float.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]")]
    private static partial Regex MediaBox();

    [GeneratedRegex(@"\b(re|l)\n[^\n]*\b(f|h)\b|\nf\n|\nf\*\n")]
    private static partial Regex Path1();
}
