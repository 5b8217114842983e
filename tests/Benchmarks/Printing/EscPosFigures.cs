using System.Diagnostics;
using System.Globalization;
using SkiaSharp;
using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.Benchmarks.Printing;

/// <summary>How fast the simulated printer reads clean ESC/POS, and what ten million bytes of noise do to it.</summary>
internal static class EscPosFigures
{
    private const int CleanBytes = 64 << 20, NoiseBytes = 10_000_000, Chunk = 1000, Rounds = 9;

    /// <param name="layouts">The folder halls/papers.</param>
    public static void Print(string layouts)
    {
        var ticket = Example(layouts, PaperKind.Ticket);
        var receipt = Example(layouts, PaperKind.MaterialReceipt);
        var logo = ticket with { Layout = [new() { Print = PaperPrint.Logo, File = "logo.png", Dots = 384 }, .. ticket.Layout], Pictures = new() { ["logo.png"] = Grey() } };
        foreach (var (name, sheet) in new[] { ("tickets", ticket), ("receipts", receipt), ("tickets with a logo", logo) })
        {
            var bytes = new SheetLayout(new PrinterFacts { FourByteCharacters = true }).Set(sheet);
            var speeds = Enumerable.Range(0, Rounds).Select(_ => Speed(bytes)).Order().ToList();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"read {name} of {bytes.Length} bytes: {speeds[^1]:0} MB a second of processor at best of {Rounds} (middle {speeds[Rounds / 2]:0}), set: {SettingTime(sheet).TotalMicroseconds:0} µs each"));
        }
        Noise(new SheetLayout(new PrinterFacts { FourByteCharacters = true }).Set(logo));
    }

    // By the processor's time, garbage collection with it: the machine does other things too.
    private static double Speed(byte[] bytes)
    {
        var inks = 0L;
        var reader = new PaperReader(576, _ => inks++);
        var (begun, read) = (Environment.CpuUsage.TotalTime, 0L);
        for (; read < CleanBytes; read += bytes.Length) reader.Read(bytes);
        return read / 1e6 / (Environment.CpuUsage.TotalTime - begun).TotalSeconds;
    }

    private static TimeSpan SettingTime(Sheet sheet)
    {
        var layout = new SheetLayout(new PrinterFacts { FourByteCharacters = true });
        layout.Set(sheet);
        var begun = Stopwatch.GetTimestamp();
        for (var i = 0; i < 500; i++) layout.Set(sheet);
        return Stopwatch.GetElapsedTime(begun) / 500;
    }

    private static void Noise(byte[] clean)
    {
        var (random, inks, longest) = (new Random(1), 0L, TimeSpan.Zero);
        var reader = new PaperReader(576, _ => inks++);
        var (before, begun) = (0L, Stopwatch.GetTimestamp());
        for (var read = 0; read < NoiseBytes; read += Chunk)
        {
            var bytes = new byte[Chunk];
            if (random.Next(2) == 0) random.NextBytes(bytes);
            else
            {
                clean.AsSpan(random.Next(clean.Length - Chunk), Chunk).CopyTo(bytes);
                for (var i = 0; i < 20; i++) bytes[random.Next(Chunk)] = (byte)random.Next(256);
            }
            var at = Stopwatch.GetTimestamp();
            reader.Read(bytes);
            if (Stopwatch.GetElapsedTime(at) is var took && took > longest) longest = took;
            if (read == NoiseBytes / 10) before = GC.GetTotalMemory(forceFullCollection: true);
        }
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{NoiseBytes} random and mutated bytes: {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s, {inks} things on paper, no exception, longest {Chunk} bytes {longest.TotalMilliseconds:0.0} ms, memory after a tenth and at the end differs by {grown / 1024} KB"));
    }

    private static Sheet Example(string folder, PaperKind paper)
    {
        var name = PaperLayoutFile.FileNameOf(paper);
        return new PaperLayouts([PaperLayoutFile.Read(File.ReadAllText(Path.Combine(folder, name)), name, _ => null, out _)!]).Example(paper);
    }

    private static byte[] Grey()
    {
        using var bitmap = new SKBitmap(384, 192, SKColorType.Gray8, SKAlphaType.Opaque);
        bitmap.Erase(new SKColor(128, 128, 128));
        using var png = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return png.ToArray();
    }
}
