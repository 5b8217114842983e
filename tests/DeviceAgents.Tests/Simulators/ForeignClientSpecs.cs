using System.Diagnostics;
using System.Net;
using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>A client that knows nothing of us, npm's receiptio, prints on the simulated printer and reads its state.</summary>
/// <remarks><c>npm install --prefix DIR receiptio@2.1.2</c>, then <c>TIDALHALL_RECEIPTIO=DIR</c> in the environment; skipped without.</remarks>
public sealed class ForeignClientSpecs : IAsyncDisposable
{
    // It knows port 9100 only; the address is one that nobody else uses.
    private static readonly IPAddress At = IPAddress.Parse("127.91.0.5");
    private readonly SimulatedPrinter _printer = new(new(), 9100, At);

    [Fact]
    public async Task It_prints_in_Chinese_and_is_told_of_success()
    {
        Assert.Equal("success", await RunAsync("-l", "zh-hans", "^^^A012\n\n综合业务 | 12 人\n\n{code:http://hall.example/t/1; option:qrcode,5,m}\n"));
        var paper = Assert.Single(_printer.Papers);
        Assert.Contains(paper, ink => ink is Ink.Text text && text.Line.Contains("综合业务", StringComparison.Ordinal) && text.Line.Contains("12 人", StringComparison.Ordinal));
        Assert.Contains(paper, ink => ink is Ink.Text { Scale: > 1 } text && text.Line.Trim() == "A012");
        if (Environment.GetEnvironmentVariable("TIDALHALL_PAPERS") is { } folder) await File.WriteAllBytesAsync(Path.Combine(folder, "receiptio.png"), PaperDrawing.Png(paper, 576), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("cover-open", "coveropen")]
    [InlineData("no-paper", "paperempty")]
    [InlineData("cutter-jam", "error")]
    [InlineData("well", "online")]
    public async Task It_sees_what_is_wrong(string order, string seen)
    {
        _printer.Troubles.TryOrder(order);
        Assert.Equal(seen, await RunAsync("-q", "", null));
    }

    private async Task<string> RunAsync(string option, string value, string? receipt)
    {
        if (Environment.GetEnvironmentVariable("TIDALHALL_RECEIPTIO") is not { } folder) { Assert.Skip("TIDALHALL_RECEIPTIO names no folder with npm's receiptio."); return ""; }
        var command = Path.Combine(folder, "node_modules", ".bin", "receiptio");
        if (!File.Exists(command)) Assert.Skip($"{command} is not there: npm install --prefix {folder} receiptio@2.1.2");
        using var client = Process.Start(new ProcessStartInfo(command, ["-d", $"{At}", "-p", "escpos", "-t", "10", option, .. value.Length > 0 ? [value] : Array.Empty<string>()]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        if (receipt is not null) await client.StandardInput.WriteAsync(receipt.AsMemory(), TestContext.Current.CancellationToken);
        client.StandardInput.Close();
        var told = await client.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (told + await client.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)).Trim();
    }

    public ValueTask DisposeAsync() => _printer.DisposeAsync();
}
