using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Drivers;

/// <summary>What drives one device, whatever its family.</summary>
internal interface IDriver
{
    DeviceId Device { get; }
    DeviceHealth Health { get; }
    event Action<DeviceHealth>? HealthChanged;
    /// <summary>Watches over the device until stopped; a fault of the device or its line is health, never an exception.</summary>
    Task RunAsync(CancellationToken cancel);
}
