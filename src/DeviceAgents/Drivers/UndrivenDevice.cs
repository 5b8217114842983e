using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Drivers;

/// <summary>Stands for a device whose profile cannot be used, so that the hub hears of it: faulty, and does nothing.</summary>
internal sealed class UndrivenDevice : Driver
{
    internal UndrivenDevice(DeviceId device) : base(device) => Is(DeviceState.Faulty, DeviceFault.NotThisKind);

    public override Task RunAsync(CancellationToken cancel) => Task.Delay(Timeout.InfiniteTimeSpan, cancel);
}
