using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A profile's device played behind a socket, whatever its family, with what a person can order of it.</summary>
internal sealed class PlayedDevice : IAsyncDisposable
{
    private readonly IAsyncDisposable _socket;
    private readonly Func<string, bool> _order;
    private readonly IEnumerable<string> _orders;

    private PlayedDevice(int port, IAsyncDisposable socket, Func<string, bool> order, IEnumerable<string> orders) => (Port, _socket, _order, _orders) = (port, socket, order, orders);

    internal int Port { get; }
    /// <summary>null: it is no reader.</summary>
    internal SimulatedCardReader? Reader { get; private init; }
    /// <summary>A paper was cut off, with its picture.</summary>
    internal event Action<byte[]>? Printed;

    /// <param name="port">0: any free one.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    /// <exception cref="ProfileException">The family is not played behind a socket.</exception>
    internal static PlayedDevice Start(DeviceProfile profile, int port, TimeProvider time)
    {
        if (profile.Printer is { } facts) return Printer(facts, port);
        var device = SimulatedDevices.For(profile, time) ?? throw new ProfileException($"{profile.Model}: a {profile.Family} has no line of bytes and is not played here.");
        var socket = new SimulatedSocket(device, port);
        return new(socket.Port, socket, device.Order, device.Orders) { Reader = device as SimulatedCardReader };
    }

    private static PlayedDevice Printer(PrinterFacts facts, int port)
    {
        var printer = new SimulatedPrinter(facts, port);
        var troubles = printer.Troubles;
        Dictionary<string, Action<bool>> faults = new()
        {
            ["no-paper"] = on => troubles.PaperOut = on,
            ["near-end"] = on => troubles.NearEnd = on,
            ["cover-open"] = on => troubles.CoverOpen = on,
            ["cutter-jam"] = on => troubles.CutterJam = on,
            ["silent"] = on => troubles.Silent = on,
            ["no-proof"] = on => troubles.WithholdProof = on,
            ["garbage"] = on => troubles.Chatter = on ? [0x34, 0x00, 0x0C, 0x00, 0xFF] : [],
            ["power-off"] = on => troubles.CutPowerAfter(on ? 120 : -1),
        };
        var played = new PlayedDevice(printer.Port, printer, Order, [.. faults.Keys, "none"]);
        printer.Printed += png => played.Printed?.Invoke(png);
        return played;

        bool Order(string words)
        {
            if (words == "none") foreach (var each in faults.Values) each(false);
            else if (faults.TryGetValue(words, out var fault)) fault(true);
            else return false;
            return true;
        }
    }

    /// <summary>"no-paper" brings a fault about, "none" ends them, anything it does not know lists what it does.</summary>
    /// <returns>What to say to whoever ordered it.</returns>
    internal string Order(string words) => _order(words) ? $"{words}: so it is." : $"Allowed: {string.Join(", ", _orders)}.";

    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}
