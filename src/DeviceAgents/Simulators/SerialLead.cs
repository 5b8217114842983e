using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A serial lead to a simulated device: a pseudo-terminal on one end, the socket the device listens on at the other, so that every simulator has both.</summary>
/// <remarks>A device that loses its power takes nothing and comes back on the same lead, as on a real one.</remarks>
internal sealed class SerialLead : IAsyncDisposable
{
    /// <summary>No device is back sooner than 1 s after it lost its power. What is sent meanwhile is gone: one that were back for the end of a ticket would prove what it never printed.</summary>
    private static readonly TimeSpan Dark = TimeSpan.FromSeconds(1);

    private readonly PseudoTerminal _terminal;
    private readonly int _devicePort;
    private readonly string? _link;
    private readonly int _baud;
    private readonly TimeProvider _time;
    // Not disposed: a lead may be pulled twice.
    private readonly CancellationTokenSource _pulled = new();
    private readonly Task _toDevice, _fromDevice;
    private volatile Socket _device;

    /// <param name="devicePort">Where the simulated device listens on this machine.</param>
    /// <param name="link">A name that stays when the lead is plugged in again; null: the terminal's own.</param>
    /// <param name="baud">Holds bytes up as a wire of that speed does, 10 bits each; 0: not at all.</param>
    [SupportedOSPlatform("linux")]
    internal SerialLead(int devicePort, TimeProvider time, string? link = null, int baud = 0)
    {
        (_terminal, _devicePort, _link, _baud, _time, _device) = (new(), devicePort, link, baud, time, NewSocket());
        _device.Connect(IPAddress.Loopback, devicePort);
        if (link is not null)
        {
            File.Delete(link);
            File.CreateSymbolicLink(link, _terminal.Port);
        }
        _toDevice = Task.Factory.StartNew(ToDevice, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        _fromDevice = FromDeviceAsync();
    }

    /// <summary>What a driver opens.</summary>
    internal string Port => _link ?? _terminal.Port;

    public override string ToString() => Port;

    private void ToDevice()
    {
        var buffer = new byte[_baud > 0 ? Math.Max(1, _baud / 1000) : 4096];
        var free = _time.GetTimestamp();
        while (_terminal.Read(buffer) is >= 0 and var count)
        {
            if (count == 0) continue;
            if (_baud > 0) free = Wait(free, count);
            try
            {
                _device.Send(buffer.AsSpan(0, count));
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Nobody is at the other end: on a wire they are gone.
            }
        }
    }

    /// <summary>Until the wire has carried them, from when it was free.</summary>
    private long Wait(long free, int bytes)
    {
        var now = _time.GetTimestamp();
        var over = Math.Max(now, free) + (long)(bytes * 10.0 / _baud * _time.TimestampFrequency);
        if (_time.GetElapsedTime(now, over) is { Ticks: > 0 } rest) _pulled.Token.WaitHandle.WaitOne(rest);
        return over;
    }

    private async Task FromDeviceAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                try
                {
                    while (await _device.ReceiveAsync(buffer, _pulled.Token) is > 0 and var count)
                    {
                        if (_baud > 0) await Task.Delay(TimeSpan.FromSeconds(count * 10.0 / _baud), _time, _pulled.Token);
                        _terminal.Write(buffer.AsSpan(0, count));
                    }
                }
                catch (SocketException)
                {
                    // It lost its power.
                }
                await Task.Delay(Dark, _time, _pulled.Token);
                _device.Dispose();
                _device = NewSocket();
                try
                {
                    await _device.ConnectAsync(IPAddress.Loopback, _devicePort, _pulled.Token);
                }
                catch (SocketException)
                {
                    // Still without.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The lead was pulled.
        }
    }

    private static Socket NewSocket() => new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    public async ValueTask DisposeAsync()
    {
        if (_pulled.IsCancellationRequested) return;
        if (_link is not null) File.Delete(_link);
        await _pulled.CancelAsync();
        _terminal.Dispose();
        await Task.WhenAll(_toDevice, _fromDevice);
        _device.Dispose();
    }
}
