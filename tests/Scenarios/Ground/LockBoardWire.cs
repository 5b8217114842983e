using System.Net;
using System.Net.Sockets;

namespace TidalHall.Scenarios.Ground;

/// <summary>Looks at a CU16 board's doors by asking on its wire, as anybody there could: neither hub nor agent is believed.</summary>
public sealed class LockBoardWire(string address) : IAsyncDisposable
{
    private static readonly byte[] Question = [0x02, 0x00, 0x30, 0x03, 0x35];

    private readonly TcpClient _line = new() { NoDelay = true };

    public async Task<bool> IsOpenAsync(int atLock, CancellationToken cancel)
    {
        if (!_line.Connected) await _line.ConnectAsync(IPEndPoint.Parse(address), cancel);
        var answer = new byte[9];
        await _line.GetStream().WriteAsync(Question, cancel);
        await _line.GetStream().ReadExactlyAsync(answer, cancel);
        // 1: locked.
        return ((answer[3] | answer[4] << 8) >> (atLock - 1) & 1) == 0;
    }

    /// <summary>30 s at most.</summary>
    public Task OpensAsync(int atLock, CancellationToken cancel) => Until.TrueAsync(() => IsOpenAsync(atLock, cancel), TimeSpan.FromSeconds(30), $"lock {atLock} to open", cancel);

    public ValueTask DisposeAsync()
    {
        _line.Dispose();
        return default;
    }
}
