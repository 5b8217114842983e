using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>Something that puts tickets on paper and says what became of each.</summary>
internal interface IPrinter : IDriver
{
    /// <summary>Never throws for a fault of the device: that is an outcome.</summary>
    Task<JobResult> PrintAsync(PrintJob job, CancellationToken cancel);
}
