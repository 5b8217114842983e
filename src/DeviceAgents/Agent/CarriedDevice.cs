using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Does a job and says what came of it; a fault of the device is an outcome, not an exception.</summary>
internal delegate Task<JobResult> DoJob(DeviceJob job, CancellationToken cancel);

/// <summary>A device of this agent: its driver, its line, and what a job means to it.</summary>
/// <param name="model">Its profile's.</param>
/// <param name="line">null: a made-up device without one.</param>
/// <param name="address">As a technician knows it.</param>
internal sealed class CarriedDevice(IDriver driver, string model, WatchedTransport? line, string address, DoJob doJob)
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

    /// <summary>Why it is not driven; null: it is.</summary>
    public string? Mistake { get; init; }

    public DeviceDetail Detail => new(Device, model, address, line?.Trouble?.Trouble, line?.Trouble?.TakenBy, Port?.Notes is { Length: > 0 } notes ? notes : null,
        Port?.Settings.Told, driver is ListeningDriver { IsGarbled: true }, Mistake?[..Math.Min(Mistake.Length, DeviceDetail.MaxMistake)]);

    /// <summary>For the log: what may be the matter where nothing answers.</summary>
    public string WhySilent => Port is { } port
        ? $"It does not answer. Look at power and cable, and whether it is set to {port.Settings.Told} as {model} says: probe --port {port.Port} tells at which it answers."
        : $"It does not answer at {address}. Look at power and cable, and whether this is its address.";

    /// <inheritdoc cref="WhySilent"/>
    public string WhyGarbled => $"Nothing of what it says is understood. Look whether it is set {(Port is { } port ? $"to {port.Settings.Told}" : "as its adapter is")} and speaks as {model} says.";

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
