using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Does a job and says what came of it; a fault of the device is an outcome, not an exception.</summary>
internal delegate Task<JobResult> DoJob(DeviceJob job, CancellationToken cancel);

/// <summary>A device of this agent: its driver, its line, and what a job means to it.</summary>
/// <param name="line">null: a made-up device without one.</param>
/// <param name="address">As a technician knows it.</param>
internal sealed class CarriedDevice(IDriver driver, DeviceProfile profile, WatchedTransport? line, string address, DoJob doJob)
{
    private readonly Signal _lineChanged = new();

    public DeviceId Device => driver.Device;
    public IDriver Driver => driver;
    public WatchedTransport? Line => line;
    public DoJob DoAsync => doJob;
    /// <summary>Asks the device how it is, at once when its line came or went; null: the driver finds out by itself.</summary>
    public Func<CancellationToken, Task>? CheckAsync { get; init; }
    /// <summary>The port below the line, where it is one.</summary>
    public SerialTransport? Port { get; init; }

    public DeviceDetail Detail => new(Device, profile.Model, address, line?.Trouble?.Trouble, line?.Trouble?.TakenBy, Port?.Notes is { Length: > 0 } notes ? notes : null);

    /// <summary>Watches over the device and its line until stopped.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        if (Port is null || CheckAsync is null)
        {
            await driver.RunAsync(cancel);
            return;
        }
        Port.Changed += _lineChanged.Set;
        try
        {
            await Task.WhenAll(driver.RunAsync(cancel), CheckOnChangeAsync(CheckAsync, cancel));
        }
        finally
        {
            Port.Changed -= _lineChanged.Set;
        }
    }

    private async Task CheckOnChangeAsync(Func<CancellationToken, Task> checkAsync, CancellationToken cancel)
    {
        while (true)
        {
            await _lineChanged.WaitAsync(cancel);
            await checkAsync(cancel);
        }
    }
}
