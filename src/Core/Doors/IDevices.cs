using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Doors;

/// <summary>What surfaces may ask of the devices; orders to them follow from the hall's events.</summary>
public interface IDevices
{
    /// <summary>Agents with an open connection now.</summary>
    IReadOnlyList<AgentPresence> Agents { get; }

    /// <summary>Cards presented at a reader from now on. One that nobody watches for is forgotten.</summary>
    IAsyncEnumerable<CardRead> WatchCardsAsync(DeviceId reader, CancellationToken cancel);

    /// <summary>What a device tells without being asked, from now on: keys, codes, ratings, doors.</summary>
    IAsyncEnumerable<DeviceEvent> WatchEventsAsync(DeviceId device, CancellationToken cancel);

    /// <summary>Holds a made-up card to a simulated reader; false where the reader is real or away.</summary>
    Task<bool> PresentDemoCardAsync(CardRead card, CancellationToken cancel);

    /// <summary>Has a simulated device do what a person's hand would, "put 3", "shut 3", "jam 3"; false where it is real or away.</summary>
    Task<bool> PlayAsync(DeviceId device, string order, CancellationToken cancel) => Task.FromResult(false);

    /// <summary>The last paper of a simulated printer as PNG, or null.</summary>
    byte[]? LastPicture(DeviceId printer);
}

/// <param name="Name">As enrolled; "demo" for the simulated devices of the hub itself.</param>
/// <param name="HeardAt">Its last beat.</param>
public sealed record AgentPresence(string Name, DateTimeOffset Since, IReadOnlyList<DeviceId> Devices, string Version, DateTimeOffset HeardAt);
