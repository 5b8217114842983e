using System.Threading.Channels;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Wakes one waiter; set twice before it woke is once.</summary>
internal sealed class Signal
{
    private readonly Channel<byte> _set = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    internal void Set() => _set.Writer.TryWrite(0);
    internal async Task WaitAsync(CancellationToken cancel) => await _set.Reader.ReadAsync(cancel);
}
