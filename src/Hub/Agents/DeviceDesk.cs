using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Agents;

/// <summary>Who is connected with which devices, how these are, and what readers read.</summary>
internal sealed class DeviceDesk(IHalls halls, IHubContext<AgentHub, IAgent> agents, TimeProvider time) : IDevices
{
    private sealed record Connection(string Agent, DateTimeOffset Since, HashSet<DeviceId> Devices);

    private readonly ConcurrentDictionary<string, Connection> _connections = [];
    private readonly ConcurrentDictionary<DeviceId, byte[]> _pictures = [];
    private readonly Lock _watching = new();
    private readonly List<(DeviceId Reader, ChannelWriter<CardRead> Cards)> _watchers = [];

    /// <summary>Someone came or left: print what waits.</summary>
    public event Action? Changed;

    public IReadOnlyList<AgentPresence> Agents => [.. _connections.Values.OrderBy(c => c.Since).Select(c => new AgentPresence(c.Agent, c.Since, [.. c.Devices]))];

    /// <summary>The newest connection that carries a device, or null.</summary>
    public string? ConnectionOf(DeviceId device) =>
        _connections.Where(c => c.Value.Devices.Contains(device)).OrderByDescending(c => c.Value.Since).Select(c => c.Key).FirstOrDefault();

    public async Task<AgentWelcome> WelcomeAsync(string connection, string agent, AgentHello hello, CancellationToken cancel)
    {
        if (hello.Protocol != AgentProtocol.Version) return new(false, AgentProtocol.Version, $"This hub speaks protocol {AgentProtocol.Version}, the agent {hello.Protocol}. Update the older of the two.");
        var known = halls.Default.View.Plan.Devices.Select(d => d.Id).ToHashSet();
        if (hello.Devices.Where(d => !known.Contains(d.Device)).Select(d => d.Device.Value).ToArray() is { Length: > 0 } unknown)
            return new(false, AgentProtocol.Version, $"The hall file has no device {string.Join(", ", unknown)}. It has: {string.Join(", ", known)}.");
        _connections[connection] = new(agent, time.GetUtcNow(), [.. hello.Devices.Select(d => d.Device)]);
        foreach (var health in hello.Devices) await SendAsync(agent, health, cancel);
        Changed?.Invoke();
        return new(true, AgentProtocol.Version);
    }

    /// <exception cref="HubException">The device is not this agent's.</exception>
    public Task ReportHealthAsync(string connection, string agent, DeviceHealth health, CancellationToken cancel)
    {
        MustCarry(connection, health.Device);
        return SendAsync(agent, health, cancel);
    }

    public void ReportCard(string connection, CardRead card)
    {
        MustCarry(connection, card.Device);
        lock (_watching)
            foreach (var (reader, cards) in _watchers)
                if (reader == card.Device) cards.TryWrite(card);
    }

    public void ReportPicture(string connection, DeviceId printer, byte[] png)
    {
        MustCarry(connection, printer);
        if (png.Length > AgentProtocol.MaxPictureBytes) throw new HubException($"A picture has at most {AgentProtocol.MaxPictureBytes} bytes.");
        _pictures[printer] = png;
    }

    public async Task LeftAsync(string connection, string agent)
    {
        if (!_connections.TryRemove(connection, out var left)) return;
        foreach (var device in left.Devices)
            if (ConnectionOf(device) is null) await SendAsync(agent, new(device, DeviceState.Offline), CancellationToken.None);
        Changed?.Invoke();
    }

    public async IAsyncEnumerable<CardRead> WatchCardsAsync(DeviceId reader, [EnumeratorCancellation] CancellationToken cancel)
    {
        // The newest card alone: what was held to a reader before is somebody else's.
        var cards = Channel.CreateBounded<CardRead>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        var watcher = (reader, cards.Writer);
        lock (_watching) _watchers.Add(watcher);
        try
        {
            await foreach (var card in cards.Reader.ReadAllAsync(cancel)) yield return card;
        }
        finally
        {
            lock (_watching) _watchers.Remove(watcher);
        }
    }

    public async Task<bool> PresentDemoCardAsync(CardRead card, CancellationToken cancel)
    {
        var device = halls.Default.View.Plan.Devices.FirstOrDefault(d => d.Id == card.Device);
        if (device is null || !device.Profile.StartsWith("sim-", StringComparison.Ordinal) || ConnectionOf(card.Device) is not { } connection) return false;
        await agents.Clients.Client(connection).PresentCard(card).WaitAsync(cancel);
        return true;
    }

    public byte[]? LastPicture(DeviceId printer) => _pictures.GetValueOrDefault(printer);

    private void MustCarry(string connection, DeviceId device)
    {
        if (!_connections.TryGetValue(connection, out var known) || !known.Devices.Contains(device)) throw new HubException($"Device {device} is not this agent's. Say Hello first.");
    }

    private async Task SendAsync(string agent, DeviceHealth health, CancellationToken cancel) =>
        await halls.Default.SendAsync(new(Guid.CreateVersion7(), new(ActorKind.Device, new(agent)), new ReportDevice(health)), cancel);
}
