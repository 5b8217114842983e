using System.Globalization;
using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>Our own lock on a serial port: for a system administrator a second open of a busy port succeeds, and two programs share the bytes.</summary>
/// <remarks>
/// The system's lock on a file in a folder all agents of the machine share, so that it ends with its process, however that ends. Beside it stands whose it is, for the sentence.
/// </remarks>
internal sealed class PortLock : IDisposable
{
    private readonly FileStream _held;

    private PortLock(FileStream held) => _held = held;

    internal static string Folder { get; } = Path.Combine(OperatingSystem.IsWindows() ? Path.GetTempPath() : "/tmp", "tidalhall-ports");

    /// <exception cref="PortException">Another agent has the port.</exception>
    internal static PortLock Take(string port, string? folder = null)
    {
        folder ??= Folder;
        if (!Directory.Exists(folder)) Make(folder);
        var name = Path.Combine(folder, string.Concat(RealNameOf(port).Select(c => char.IsAsciiLetterOrDigit(c) ? c : '.')));
        try
        {
            var held = new FileStream(name + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // A number left by one that died is overwritten: its lock ended with it.
            File.WriteAllText(name + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new(held);
        }
        catch (IOException e)
        {
            throw new PortException(LineTrouble.Taken, port, OwnerIn(name + ".pid"), e);
        }
    }

    private static void Make(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        // Agents of several accounts share it.
        else Directory.CreateDirectory(folder).UnixFileMode = (UnixFileMode)0b1_111_111_111 | UnixFileMode.StickyBit;
    }

    /// <summary>Two names of one port are one port.</summary>
    private static string RealNameOf(string port) => File.Exists(port) ? File.ResolveLinkTarget(port, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(port) : port;

    private static int? OwnerIn(string file)
    {
        try
        {
            return int.TryParse(File.ReadAllText(file), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    public void Dispose() => _held.Dispose();
}
