using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A device of any family, played behind a socket, with the faults that can be ordered from it by name.</summary>
internal sealed class SimulatedDevice : IAsyncDisposable
{
    private readonly IAsyncDisposable _device;
    private readonly IReadOnlyDictionary<string, Action<bool>> _faults;

    private SimulatedDevice(int port, IAsyncDisposable device, Dictionary<string, Action<bool>> faults) => (Port, _device, _faults) = (port, device, faults);

    internal int Port { get; }
    internal IEnumerable<string> Faults => _faults.Keys;
    /// <summary>A paper was cut off, with its picture.</summary>
    internal event Action<byte[]>? Printed;

    /// <param name="port">0: any free one.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    /// <exception cref="ProfileException">The family is not played.</exception>
    internal static SimulatedDevice Start(DeviceProfile profile, int port) => profile switch
    {
        { Printer: { } facts } => Printer(facts, port),
        _ => throw new ProfileException($"{profile.Model}: no {profile.Family} is played here."),
    };

    private static SimulatedDevice Printer(PrinterFacts facts, int port)
    {
        var printer = new SimulatedPrinter(facts, port);
        var troubles = printer.Troubles;
        var device = new SimulatedDevice(printer.Port, printer, new()
        {
            ["no-paper"] = on => troubles.PaperOut = on,
            ["near-end"] = on => troubles.NearEnd = on,
            ["cover-open"] = on => troubles.CoverOpen = on,
            ["cutter-jam"] = on => troubles.CutterJam = on,
            ["silent"] = on => troubles.Silent = on,
            ["no-proof"] = on => troubles.WithholdProof = on,
            ["garbage"] = on => troubles.Chatter = on ? [0x34, 0x00, 0x0C, 0x00, 0xFF] : [],
            ["power-off"] = on => troubles.CutPowerAfter(on ? 120 : -1),
        });
        printer.Printed += png => device.Printed?.Invoke(png);
        return device;
    }

    /// <summary>"no-paper" brings a fault about, "no-paper off" ends it, "help" lists them.</summary>
    /// <returns>What to say to whoever ordered it.</returns>
    internal string Order(string order)
    {
        var (name, ends) = order.Split(' ', 2, StringSplitOptions.RemoveEmptyEntries) switch { [var one] => (one, false), [var one, "off"] => (one, true), _ => ("", false) };
        if (!_faults.TryGetValue(name, out var set)) return $"Allowed: {string.Join(", ", Faults)}; each with \"off\" to end it.";
        set(!ends);
        return $"{name}: {(ends ? "off" : "on")}";
    }

    public ValueTask DisposeAsync() => _device.DisposeAsync();
}
