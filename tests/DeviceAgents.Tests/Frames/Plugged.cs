using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Frames;

/// <summary>A simulated device at a real socket, and its cable.</summary>
internal sealed class Plugged(SimulatedDevice device) : ITransport, IAsyncDisposable
{
    private readonly SimulatedSocket _socket = new(device);
    private volatile bool _isOut;

    /// <summary>Lines opened so far.</summary>
    public int Opened { get; private set; }

    /// <summary>The device has heard of a line.</summary>
    public bool IsServed => device.IsServed;

    /// <summary>Pulls the cable, or puts it back. A line that is open then stays; what is opened is not.</summary>
    public void Pull(bool isOut) => _isOut = isOut;

    public async Task<ILine> OpenAsync(CancellationToken cancellation)
    {
        if (_isOut) throw new LineException("pulled");
        Opened++;
        return await new TcpTransport("127.0.0.1", _socket.Port, TimeProvider.System).OpenAsync(cancellation);
    }

    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}
