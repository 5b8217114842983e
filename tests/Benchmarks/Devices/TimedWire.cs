using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace TidalHall.Benchmarks.Devices;

/// <summary>Stands before a simulated device and notes when its bytes came, both ways.</summary>
internal sealed class TimedWire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _devicePort;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private readonly Lock _lock = new();
    private readonly List<(long At, bool ToDevice, byte[] Bytes)> _seen = [];

    public TimedWire(int devicePort)
    {
        _devicePort = devicePort;
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Clear() { lock (_lock) _seen.Clear(); }
    /// <summary>What passed since the last clearing, in order.</summary>
    public IReadOnlyList<(long At, bool ToDevice, byte[] Bytes)> Seen { get { lock (_lock) return [.. _seen]; } }

    private async Task ListenAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true) lines.Add(PassAsync(await _listener.AcceptTcpClientAsync(_end.Token)));
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var device = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await device.ConnectAsync(IPAddress.Loopback, _devicePort, _end.Token);
                await await Task.WhenAny(PumpAsync(client, device, toDevice: true), PumpAsync(device, client, toDevice: false));
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The end.
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool toDevice)
    {
        var buffer = new byte[4096];
        while (await from.GetStream().ReadAsync(buffer, _end.Token) is > 0 and var count)
        {
            lock (_lock) _seen.Add((Stopwatch.GetTimestamp(), toDevice, buffer[..count]));
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), _end.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _listening;
        _listener.Stop();
        _end.Dispose();
    }
}
