using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TidalHall.Core.Halls;

namespace TidalHall.Hub.Agents;

/// <summary>Who watches which device for what it tells. What nobody watches for is forgotten.</summary>
internal sealed class Watchers<T>
{
    private readonly Lock _watching = new();
    private readonly List<(DeviceId Device, ChannelWriter<T> To)> _all = [];

    public void Tell(DeviceId device, T what)
    {
        lock (_watching)
            foreach (var (of, to) in _all)
                if (of == device) to.TryWrite(what);
    }

    /// <param name="newest">So many wait for a slow watcher; older ones go.</param>
    public async IAsyncEnumerable<T> WatchAsync(DeviceId device, int newest, [EnumeratorCancellation] CancellationToken cancel)
    {
        var channel = Channel.CreateBounded<T>(new BoundedChannelOptions(newest) { FullMode = BoundedChannelFullMode.DropOldest });
        var watcher = (device, channel.Writer);
        lock (_watching) _all.Add(watcher);
        try
        {
            await foreach (var what in channel.Reader.ReadAllAsync(cancel)) yield return what;
        }
        finally
        {
            lock (_watching) _all.Remove(watcher);
        }
    }
}
