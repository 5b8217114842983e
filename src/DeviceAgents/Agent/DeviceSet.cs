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

    public DeviceSet(IReadOnlyList<AgentDevice> devices, TimeProvider time)
    {
        foreach (var device in devices)
            switch (device.Profile.Family)
            {
                case DeviceFamily.SimulatedReader:
                    _readers.Add(device.Id);
                    break;
                case DeviceFamily.SimulatedPrinter:
                    var simulated = new SimulatedPrinter(device.Profile.Printer!, device.Port ?? 0);
                    simulated.Printed += png => Pictured?.Invoke(device.Id, png);
                    _simulated.Add(simulated);
                    Add(new EscPosPrinter(device.Id, device.Profile.Printer!, new TcpTransport("127.0.0.1", simulated.Port, time), time));
                    break;
                case DeviceFamily.EscPosPrinter:
                    var host = device.Host ?? device.Profile.Tcp?.Host ?? throw new ProfileException($"{device.Id}: {device.Profile.Model} names no host. Write --profile {device.Id}={device.Profile.Model}.json@HOST:PORT.");
                    Add(new EscPosPrinter(device.Id, device.Profile.Printer!, new TcpTransport(host, device.Port ?? device.Profile.Tcp?.Port ?? 9100, time), time));
                    break;
                default:
                    throw new InvalidOperationException($"No driver for {device.Profile.Family}.");
            }
    }

    public event Action<DeviceHealth>? HealthChanged;
    /// <summary>A simulated printer's paper.</summary>
    public event Action<DeviceId, byte[]>? Pictured;

    public IEnumerable<IPrinter> Printers => _printers.Values;
    public IPrinter? Printer(DeviceId device) => _printers.GetValueOrDefault(device);
    public bool HasReader(DeviceId device) => _readers.Contains(device);

    /// <summary>As each is now; a simulated reader is always ready.</summary>
    public DeviceHealth[] Health => [.. _printers.Values.Select(p => p.Health), .. _readers.Select(r => new DeviceHealth(r, DeviceState.Ready))];

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
