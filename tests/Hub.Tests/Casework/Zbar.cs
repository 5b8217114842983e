using System.Diagnostics;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>Reads the codes in a picture as somebody else's program sees them.</summary>
internal static class Zbar
{
    /// <summary>Each as "QR-Code:CONTENT".</summary>
    public static async Task<string[]> ReadAsync(byte[] png, CancellationToken cancel)
    {
        if (!File.Exists("/usr/bin/zbarimg")) Assert.Skip("zbarimg is not installed.");
        var file = Path.Combine(Directory.CreateTempSubdirectory("code-").FullName, "code.png");
        await File.WriteAllBytesAsync(file, png, cancel);
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["-q", file]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        return (await zbar.StandardOutput.ReadToEndAsync(cancel)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
