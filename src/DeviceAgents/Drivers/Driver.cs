using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Drivers;

/// <summary>A device's health, told when it changes.</summary>
internal abstract class Driver(DeviceId device) : IDriver
{
    /// <summary>After a fault of the line, 500 ms: a device that comes and goes is not hammered at.</summary>
    protected static readonly TimeSpan BeforeReopening = TimeSpan.FromMilliseconds(500);

    public DeviceId Device => device;
    public DeviceHealth Health { get; private set; } = new(device, DeviceState.Unknown);
    public event Action<DeviceHealth>? HealthChanged;

    public abstract Task RunAsync(CancellationToken cancel);

    protected void Is(DeviceState state, DeviceFault? fault = null)
    {
        var health = new DeviceHealth(device, state, fault);
        if (health == Health) return;
        Health = health;
        HealthChanged?.Invoke(health);
    }
}
