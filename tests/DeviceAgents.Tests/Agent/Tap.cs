using System.Net;
using System.Net.Sockets;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>A wire tap before a device: every byte that comes to it is counted, over however many lines.</summary>
internal sealed class Tap : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly int _devicePort;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _listening;
    private readonly List<byte> _heard = [];

    public Tap(int devicePort)
    {
        _devicePort = devicePort;
        _listener.Start();
        _listening = ListenAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How often these bytes came, from a place on.</summary>
    public int Count(ReadOnlySpan<byte> bytes, int from = 0)
    {
        lock (_heard)
        {
            var all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_heard)[from..];
            return all.Count(bytes);
        }
    }

    public int Length { get { lock (_heard) return _heard.Count; } }

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
        using var device = new TcpClient { NoDelay = true };
        client.NoDelay = true;
        using (client)
        {
            try
            {
                await device.ConnectAsync(IPAddress.Loopback, _devicePort, _end.Token);
                using var over = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
                await await Task.WhenAny(PumpAsync(client, device, isToDevice: true, over.Token), PumpAsync(device, client, isToDevice: false, over.Token));
                await over.CancelAsync();
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // One end went, and takes the other with it.
            }
        }
    }

    private async Task PumpAsync(TcpClient from, TcpClient to, bool isToDevice, CancellationToken cancel)
    {
        var buffer = new byte[4096];
        while (await from.GetStream().ReadAsync(buffer, cancel) is > 0 and var count)
        {
            if (isToDevice) lock (_heard) _heard.AddRange(buffer.AsSpan(0, count));
            await to.GetStream().WriteAsync(buffer.AsMemory(0, count), cancel);
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
