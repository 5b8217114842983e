using System.Net;
using System.Net.Sockets;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A socket with a simulated device behind it.</summary>
internal sealed class SimulatedSocket : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _off = new();
    private readonly Task _listening;

    /// <param name="port">0: any free one.</param>
    /// <exception cref="SocketException">The port cannot be used.</exception>
    public SimulatedSocket(SimulatedDevice device, int port = 0)
    {
        Device = device;
        _listener = new(IPAddress.Loopback, port);
        _listener.Start();
        _listening = ListenAsync();
    }

    public SimulatedDevice Device { get; }
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    private async Task ListenAsync()
    {
        var lines = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_off.Token);
                client.NoDelay = true;
                lines.RemoveAll(l => l.IsCompleted);
                lines.Add(ServeAsync(client));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(lines);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client) await Device.ServeAsync(client.GetStream(), _off.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _off.CancelAsync();
        // The listener last: closed inside its own cancelled wait it would end in one of several errors.
        await _listening;
        _listener.Stop();
        _off.Dispose();
    }
}
