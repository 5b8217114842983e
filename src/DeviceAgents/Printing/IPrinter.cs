using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>Something that puts tickets on paper and says what became of each.</summary>
internal interface IPrinter
{
    DeviceId Device { get; }
    DeviceHealth Health { get; }
    event Action<DeviceHealth>? HealthChanged;
    /// <summary>Never throws for a fault of the device: that is an outcome.</summary>
    Task<JobResult> PrintAsync(PrintJob job, CancellationToken cancel);
    /// <summary>Watches over the printer until stopped.</summary>
    Task RunAsync(CancellationToken cancel);
}
