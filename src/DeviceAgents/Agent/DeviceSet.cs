using System.Collections.Concurrent;
using System.Net.Sockets;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>The devices of one agent, each with the driver its profile's family asks for.</summary>
internal sealed class DeviceSet : IAsyncDisposable
{
    private readonly Dictionary<DeviceId, IPrinter> _printers = [];
    private readonly HashSet<DeviceId> _readers = [];
    private readonly List<SimulatedPrinter> _simulated = [];
    private readonly ConcurrentDictionary<DeviceId, byte[]> _pictures = [];

    /// <exception cref="ProfileException">A device cannot be driven as it is described, or tickets cannot be drawn here.</exception>
    public DeviceSet(IReadOnlyList<AgentDevice> devices, TimeProvider time)
    {
        // At the start, not at the first ticket with a rare name on it.
        if (devices.Any(d => d.Profile.Printer is not null)) PaperFont.Require();
        foreach (var device in devices)
        {
            if (_readers.Contains(device.Id) || _printers.ContainsKey(device.Id)) throw new ProfileException($"{device.Id}: is given twice. Name each device once: DEVICE=FILE.");
            switch (device.Profile)
            {
                case { Family: DeviceFamily.CardReader, Simulated: true }:
                    _readers.Add(device.Id);
                    break;
                case { Family: DeviceFamily.Printer, Simulated: true }:
                    var simulated = Simulate(device);
                    simulated.Printed += png => Keep(device.Id, png);
                    _simulated.Add(simulated);
                    Add(new EscPosPrinter(device.Id, device.Profile.Printer!, new TcpTransport("127.0.0.1", simulated.Port, time), time));
                    break;
                case { Family: DeviceFamily.Printer }:
                    var host = device.Host ?? device.Profile.Tcp?.Host ?? throw new ProfileException($"{device.Id}: {device.Profile.Model} names no host. Write --profile {device.Id}={device.Profile.Model}.json@HOST:PORT.");
                    Add(new EscPosPrinter(device.Id, device.Profile.Printer!, new TcpTransport(host, device.Port ?? device.Profile.Tcp?.Port ?? 9100, time), time));
                    break;
                default:
                    throw new InvalidOperationException($"No driver for {device.Profile.Family}.");
            }
        }
    }

    public event Action<DeviceHealth>? HealthChanged;
    /// <summary>A simulated printer's paper.</summary>
    public event Action<DeviceId, byte[]>? Pictured;

    /// <summary>The last paper of each simulated printer.</summary>
    public IReadOnlyDictionary<DeviceId, byte[]> LastPictures => _pictures;
    public IEnumerable<IPrinter> Printers => _printers.Values;
    public IPrinter? Printer(DeviceId device) => _printers.GetValueOrDefault(device);
    public bool HasReader(DeviceId device) => _readers.Contains(device);

    /// <summary>As each is now; a simulated reader is always ready.</summary>
    public DeviceHealth[] Health => [.. _printers.Values.Select(p => p.Health), .. _readers.Select(r => new DeviceHealth(r, DeviceState.Ready))];

    private void Keep(DeviceId printer, byte[] png)
    {
        _pictures[printer] = png;
        Pictured?.Invoke(printer, png);
    }

    private static SimulatedPrinter Simulate(AgentDevice device)
    {
        try
        {
            return new(device.Profile.Printer!, device.Port ?? 0);
        }
        catch (SocketException e)
        {
            throw new ProfileException($"{device.Id}: port {device.Port} cannot be used: {e.Message}. Choose another, or 0 for any free one.", e);
        }
    }

    private void Add(EscPosPrinter printer)
    {
        printer.HealthChanged += health => HealthChanged?.Invoke(health);
        _printers.Add(printer.Device, printer);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var printer in _simulated) await printer.DisposeAsync();
    }
}
