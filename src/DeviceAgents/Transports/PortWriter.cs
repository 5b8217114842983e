using System.Runtime.InteropServices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>Writes to a port beside the library, on Linux.</summary>
/// <remarks>
/// The library's one loop looks for a new write only when its wait for bytes ends, every 30 ms: six writes of a ticket would wait 90 ms for nothing. A write here is also never one that
/// hangs inside the library, behind which its close would not come back.
/// </remarks>
internal sealed partial class PortWriter : IDisposable
{
    private const int WriteOnly = 0x1, NoControl = 0x100, NonBlocking = 0x800, TryAgain = 11, Interrupted = 4;
    private const short Writable = 0x4, Broken = 0x8 | 0x10 | 0x20;
    /// <summary>How often a write that waits looks whether it is still wanted.</summary>
    private const int LookMilliseconds = 50;
    private readonly int _file;
    private int _isClosed;

    private PortWriter(int file) => _file = file;

    /// <summary>Before the library opens it, which keeps everybody else out from then on. null: elsewhere, or it cannot be opened.</summary>
    internal static PortWriter? Open(string port) => OperatingSystem.IsLinux() && Open(port, WriteOnly | NoControl | NonBlocking) is >= 0 and var file ? new(file) : null;

    /// <exception cref="IOException">It went away.</exception>
    internal void Write(ReadOnlySpan<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            cancel.ThrowIfCancellationRequested();
            var count = Write(_file, bytes, bytes.Length);
            if (count >= 0)
            {
                bytes = bytes[(int)count..];
                continue;
            }
            if (Marshal.GetLastPInvokeError() is var error and not (TryAgain or Interrupted)) throw new IOException($"The port cannot be written (error {error}).");
            var wanted = new PollFor { File = _file, Events = Writable };
            if (Poll(ref wanted, 1, LookMilliseconds) > 0 && (wanted.Returned & Broken) != 0) throw new IOException("The port went away.");
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0) _ = Close(_file);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFor
    {
        internal int File;
        internal short Events, Returned;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int file, ReadOnlySpan<byte> bytes, nint count);
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollFor wanted, nuint count, int milliseconds);
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
