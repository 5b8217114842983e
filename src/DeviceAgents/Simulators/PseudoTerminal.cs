using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A serial line without hardware: a driver opens <see cref="Port"/>, we are the device at its other end. Linux.</summary>
/// <remarks>Bytes go as they are, no baud holds them up. Disposed, whoever has the port open sees it go away, as with a cable pulled.</remarks>
internal sealed partial class PseudoTerminal : IDisposable
{
    // Linux, x64 and arm64 alike.
    private const int ReadWrite = 0x2, NoControl = 0x100, SetNow = 0;
    private const short Readable = 0x1;
    /// <summary>More than a termios takes; the C library alone knows what stands where.</summary>
    private const int TermiosRoom = 256;
    private readonly int _ours, _theirs;
    private int _isOver;

    /// <exception cref="IOException">The system gives no pseudo-terminal.</exception>
    [SupportedOSPlatform("linux")]
    internal PseudoTerminal()
    {
        _ours = OpenMaster(ReadWrite | NoControl);
        var name = new byte[128];
        if (_ours < 0 || Grant(_ours) != 0 || Unlock(_ours) != 0 || NameOf(_ours, name, name.Length) != 0) throw new IOException($"The system gives no pseudo-terminal (error {Marshal.GetLastPInvokeError()}).");
        Port = Encoding.ASCII.GetString(name.AsSpan(0, name.AsSpan().IndexOf((byte)0)));
        // Held open by us as well: without any user a read here would be an error instead of a wait.
        _theirs = Open(Port, ReadWrite | NoControl);
        var termios = new byte[TermiosRoom];
        // Raw, or the line itself would echo and change line ends.
        if (GetTermios(_theirs, termios) != 0) throw new IOException($"{Port} cannot be set (error {Marshal.GetLastPInvokeError()}).");
        MakeRaw(termios);
        if (SetTermios(_theirs, SetNow, termios) != 0) throw new IOException($"{Port} cannot be set (error {Marshal.GetLastPInvokeError()}).");
    }

    /// <summary>"/dev/pts/7".</summary>
    internal string Port { get; }

    /// <summary>Waits a tenth of a second at most.</summary>
    /// <returns>0: nothing came; −1: it is over.</returns>
    internal int Read(byte[] into)
    {
        if (_isOver != 0) return -1;
        var wanted = new PollFor { File = _ours, Events = Readable };
        var ready = Poll(ref wanted, 1, 100);
        if (ready <= 0) return _isOver != 0 ? -1 : 0;
        return (wanted.Returned & Readable) != 0 ? (int)Read(_ours, into, into.Length) : -1;
    }

    /// <returns>False: it is over.</returns>
    internal bool Write(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var count = _isOver != 0 ? -1 : Write(_ours, bytes, bytes.Length);
            if (count <= 0) return false;
            bytes = bytes[(int)count..];
        }
        return true;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isOver, 1) != 0) return;
        _ = Close(_theirs);
        _ = Close(_ours);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFor
    {
        internal int File;
        internal short Events, Returned;
    }

    [LibraryImport("libc", EntryPoint = "posix_openpt", SetLastError = true)]
    private static partial int OpenMaster(int flags);
    [LibraryImport("libc", EntryPoint = "grantpt", SetLastError = true)]
    private static partial int Grant(int file);
    [LibraryImport("libc", EntryPoint = "unlockpt", SetLastError = true)]
    private static partial int Unlock(int file);
    [LibraryImport("libc", EntryPoint = "ptsname_r", SetLastError = true)]
    private static partial int NameOf(int file, byte[] name, nint length);
    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
    [LibraryImport("libc", EntryPoint = "tcgetattr", SetLastError = true)]
    private static partial int GetTermios(int file, byte[] termios);
    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(byte[] termios);
    [LibraryImport("libc", EntryPoint = "tcsetattr", SetLastError = true)]
    private static partial int SetTermios(int file, int when, byte[] termios);
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollFor wanted, nuint count, int milliseconds);
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, byte[] into, nint count);
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, ReadOnlySpan<byte> bytes, nint count);
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
