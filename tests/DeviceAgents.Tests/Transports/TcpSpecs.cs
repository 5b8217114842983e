using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Time.Testing;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Transports;

/// <summary>Nobody waits long for a printer that does not answer its door.</summary>
public sealed class TcpSpecs
{
    [Fact]
    public async Task A_printer_that_takes_no_connection_is_given_up_after_3_seconds()
    {
        using var full = await FullListener.OpenAsync();
        var time = new FakeTimeProvider();
        var opening = new TcpTransport("127.0.0.1", full.Port, time).OpenAsync(TestContext.Current.CancellationToken);
        time.Advance(TcpTransport.ConnectDeadline - TimeSpan.FromMilliseconds(1));
        Assert.False(opening.IsCompleted);
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Contains("cannot be reached", (await Assert.ThrowsAnyAsync<LineException>(() => opening)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_printer_that_stops_reading_is_given_up_in_the_write()
    {
        var cancel = TestContext.Current.CancellationToken;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var time = new FakeTimeProvider();
        await using var line = await new TcpTransport("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port, time).OpenAsync(cancel);
        using var deaf = await listener.AcceptTcpClientAsync(cancel);
        // More than both ends' buffers take.
        var writing = line.WriteAsync(new byte[64 * 1024 * 1024], cancel);
        time.Advance(TcpTransport.WriteDeadline);
        await Assert.ThrowsAnyAsync<LineException>(() => writing);
    }

    [Fact]
    public async Task Being_told_to_stop_is_no_fault_of_the_line()
    {
        using var full = await FullListener.OpenAsync();
        using var stop = new CancellationTokenSource();
        var opening = new TcpTransport("127.0.0.1", full.Port, TimeProvider.System).OpenAsync(stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
    }

    /// <summary>A port whose queue is full: connecting to it neither works nor fails, as with an address nobody has.</summary>
    private sealed class FullListener : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly List<Socket> _waiting = [];

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        public static async Task<FullListener> OpenAsync()
        {
            var full = new FullListener();
            full._listener.Start(backlog: 1);
            while (await full.TakesAnotherAsync()) { }
            return full;
        }

        private async Task<bool> TakesAnotherAsync()
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            patience.CancelAfter(TimeSpan.FromMilliseconds(500));
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, Port, patience.Token);
                return true;
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        public void Dispose()
        {
            _waiting.ForEach(s => s.Dispose());
            _listener.Dispose();
        }
    }
}
