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
    /// <summary>null: a printer, which is a simulator of its own kind.</summary>
    internal SimulatedDevice? Device { get; private init; }
    /// <summary>null: it is no reader.</summary>
    internal SimulatedCardReader? Reader => Device as SimulatedCardReader;
    /// <summary>The words by which a person orders something.</summary>
    internal IEnumerable<string> Orders => _orders;
    /// <summary>A paper was cut off, with its picture.</summary>
    internal event Action<byte[]>? Printed;

    /// <param name="port">0: any free one.</param>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    /// <exception cref="ProfileException">The family is not played behind a socket.</exception>
    internal static PlayedDevice Start(DeviceProfile profile, int port, TimeProvider time)
    {
        if (profile.Printer is { } facts) return Printer(facts, port, time);
        var device = SimulatedDevices.For(profile, time) ?? throw new ProfileException($"{profile.Model}: a {profile.Family} has no line of bytes and is not played here.");
        var socket = new SimulatedSocket(device, port);
        return new(socket.Port, socket, device.Order, device.Orders) { Device = device };
    }

    private static PlayedDevice Printer(PrinterFacts facts, int port, TimeProvider time)
    {
        var printer = new SimulatedPrinter(facts, port, time: time);
        var played = new PlayedDevice(printer.Port, printer, printer.Troubles.TryOrder, PrinterTroubles.Orders);
        printer.Printed += png => played.Printed?.Invoke(png);
        return played;
    }

    /// <summary>Brings a fault about; anything it does not know lists what it does.</summary>
    /// <returns>What to say to whoever ordered it.</returns>
    internal string Order(string words) => _order(words) ? $"{words}: so it is." : $"Allowed: {string.Join(", ", _orders)}.";

    public ValueTask DisposeAsync() => _socket.DisposeAsync();
}
