using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>A line could not be opened or broke. The message says to a technician what to do.</summary>
internal class LineException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A port could not be opened, or went away; one of few causes, each with its sentence.</summary>
internal sealed class PortException(LineTrouble trouble, string port, int? takenBy = null, Exception? inner = null) : LineException(Sentence(trouble, port, takenBy), inner)
{
    internal LineTrouble Trouble => trouble;
    /// <summary>The process of ours that has it.</summary>
    internal int? TakenBy => takenBy;

    /// <summary>Where Linux has what types.</summary>
    private const string Input = "/dev/input/";

    internal static string Sentence(LineTrouble trouble, string port, int? takenBy = null) => trouble switch
    {
        LineTrouble.Missing => $"There is no port {port}. Plug the device in, or take a name from: list.",
        LineTrouble.NoRight when port.StartsWith(Input, StringComparison.Ordinal) => $"Device {port} may not be used by this account. Add it to the group that owns the device (mostly: usermod -aG input USER) and start the agent again.",
        LineTrouble.NoRight => $"Port {port} may not be used by this account. Add it to the group that owns the port (mostly: usermod -aG dialout USER) and start the agent again.",
        LineTrouble.NotAPort when port.StartsWith(Input, StringComparison.Ordinal) => $"{port} is no device that types. Take a name from: list.",
        LineTrouble.NotAPort => $"{port} is no serial port. Take a name from: list.",
        LineTrouble.Taken when takenBy is { } pid => $"Port {port} is taken by process {pid}. End it, or give this device another port.",
        LineTrouble.Taken => $"Port {port} is taken by another program. End it, or give this device another port.",
        LineTrouble.Broken => $"Port {port} went away. Look at cable and adapter; it is opened again by itself.",
        LineTrouble.Unreachable => $"{port} cannot be reached. Look at network and power; it is tried again by itself.",
        _ => throw new InvalidOperationException($"No sentence for {trouble}."),
    };
}
