using System.IO.Ports;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>The serial ports of this machine by names that stay when a device is plugged in again.</summary>
internal static class PortNames
{
    private const string Dev = "/dev";

    /// <summary>"/dev/ttyUSB0" is whichever came first; the name by maker and serial number, else by socket, stays.</summary>
    /// <param name="dev">Where devices are.</param>
    /// <returns>The port's own name where the system has no better one.</returns>
    internal static string StableOf(string port, string dev = Dev)
    {
        if (!File.Exists(port) || port.StartsWith($"{dev}/serial/", StringComparison.Ordinal)) return port;
        var target = Final(port);
        return Links(dev).FirstOrDefault(link => Final(link) == target) ?? port;
    }

    /// <summary>Every port once, sorted.</summary>
    internal static IReadOnlyList<string> All(string dev = Dev)
    {
        if (OperatingSystem.IsWindows()) return [.. SerialPort.GetPortNames().Order(StringComparer.Ordinal)];
        return [.. SerialPort.GetPortNames().Where(IsHardware).Select(p => StableOf(p, dev)).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>What types, by names that stay: a reader among them, and the technician's own keyboard.</summary>
    internal static IReadOnlyList<string> AllThatType(string dev = Dev)
    {
        var seen = new HashSet<string>();
        return [.. new[] { "by-id", "by-path" }.Select(kind => Path.Combine(dev, "input", kind)).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*-event-kbd").Order(StringComparer.Ordinal)).Where(link => seen.Add(Final(link)))];
    }

    // Linux names four to thirty-two ttyS that are sockets of nothing; those without hardware behind them say so.
    private static bool IsHardware(string port)
    {
        var type = $"/sys/class/tty/{Path.GetFileName(port)}/type";
        return !File.Exists(type) || File.ReadAllText(type).Trim() != "0";
    }

    private static IEnumerable<string> Links(string dev) =>
        new[] { "by-id", "by-path" }.Select(kind => Path.Combine(dev, "serial", kind)).Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder).Order(StringComparer.Ordinal));

    private static string Final(string path) => File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(path);
}
