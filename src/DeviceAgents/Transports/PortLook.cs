using System.Runtime.InteropServices;
using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>Looks at a port before it is opened: the library says "access denied" for a missing port, for no right, for no port and for a busy one alike.</summary>
internal static partial class PortLook
{
    // Linux, x64 and arm64 alike.
    private const int ReadWrite = 0x2, NoControl = 0x100, NonBlocking = 0x800;
    private const int NotPermitted = 1, NoEntry = 2, NoDevice = 6, Denied = 13, Busy = 16, GoneDevice = 19;

    /// <summary>Why this port cannot be opened, or null.</summary>
    internal static LineTrouble? At(string port)
    {
        if (!OperatingSystem.IsLinux()) return null;
        if (Directory.Exists(port)) return LineTrouble.NotAPort;
        var file = Open(port, ReadWrite | NoControl | NonBlocking);
        if (file < 0) return Of(Marshal.GetLastPInvokeError());
        try
        {
            return IsTerminal(file) == 1 ? null : LineTrouble.NotAPort;
        }
        finally
        {
            _ = Close(file);
        }
    }

    /// <summary>What an error of the system's <c>open</c> means to a person.</summary>
    internal static LineTrouble Of(int error) => error switch
    {
        NoEntry or NoDevice or GoneDevice => LineTrouble.Missing,
        Denied or NotPermitted => LineTrouble.NoRight,
        Busy => LineTrouble.Taken,
        _ => LineTrouble.NotAPort,
    };

    /// <summary>The same where the system cannot be asked before: on Windows a denied port is a taken one.</summary>
    internal static LineTrouble Of(Exception e) => e switch
    {
        FileNotFoundException => LineTrouble.Missing,
        UnauthorizedAccessException => LineTrouble.Taken,
        _ => LineTrouble.NotAPort,
    };

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
    [LibraryImport("libc", EntryPoint = "isatty")]
    private static partial int IsTerminal(int file);
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
