using System.Buffers;
using System.Runtime.InteropServices;
using System.Threading.Channels;
using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>A keyboard-style device as Linux gives it, "/dev/input/by-id/…-event-kbd": its keys come as text, and to nobody else while the line is open.</summary>
/// <param name="device">Its file.</param>
/// <param name="grab">Takes its keys away from the console, or tells the system's error; null: as the system does.</param>
/// <param name="locks">Where locks are; null: where all agents of the machine have them.</param>
internal sealed partial class KeyboardTransport(string device, Func<int, int>? grab = null, string? locks = null) : ITransport
{
    // Linux, x64 and arm64 alike.
    private const int ReadOnly = 0x0, NonBlocking = 0x800, CloseOnExec = 0x80000;
    private const short Readable = 0x1;
    /// <summary>_IOW('E', 0x90, int).</summary>
    private const nuint Grab = 0x40044590;
    /// <summary>Characters that wait to be taken; above that the system waits, and says so when it has lost some.</summary>
    private const int Waiting = 1024;

    public Task<ILine> OpenAsync(CancellationToken cancellation)
    {
        var held = Take();
        var file = -1;
        try
        {
            if (Directory.Exists(device)) throw new PortException(LineTrouble.NotAPort, device);
            file = Open(device, ReadOnly | NonBlocking | CloseOnExec);
            if (file < 0) throw new PortException(PortLook.Of(Marshal.GetLastPInvokeError()), device);
            if ((grab ?? GrabKeys)(file) is not 0 and var error) throw new PortException(PortLook.Of(error), device);
            return Task.FromResult<ILine>(new KeyLine(device, file, held));
        }
        catch (PortException)
        {
            if (file >= 0) _ = Close(file);
            held.Dispose();
            throw;
        }
    }

    private PortLock Take()
    {
        try
        {
            return PortLock.Take(device, locks);
        }
        catch (UnauthorizedAccessException e)
        {
            // The lock's folder belongs to somebody else.
            throw new PortException(LineTrouble.NoRight, device, null, e);
        }
    }

    private static int GrabKeys(int file) => Control(file, Grab, 1) == 0 ? 0 : Marshal.GetLastPInvokeError();

    private sealed class KeyLine : ILine
    {
        private readonly string _device;
        private readonly int _file;
        private readonly PortLock _held;
        private readonly Channel<byte> _typed = Channel.CreateBounded<byte>(Waiting);
        private readonly Task _reading;
        private volatile bool _isOver;

        internal KeyLine(string device, int file, PortLock held)
        {
            (_device, _file, _held) = (device, file, held);
            _reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        /// <summary>Waits a tenth of a second at most each time, to hear that the line is over.</summary>
        private void Read()
        {
            var (keys, buffer, filled) = (new KeyEvents(), new byte[64 * KeyEvents.Length], 0);
            while (!_isOver)
            {
                var wanted = new PollFor { File = _file, Events = Readable };
                if (Poll(ref wanted, 1, 100) == 0) continue;
                var count = (wanted.Returned & Readable) == 0 ? 0 : (int)KeyboardTransport.Read(_file, ref buffer[filled], buffer.Length - filled);
                if (count <= 0) break;
                filled += count;
                while (keys.Read(buffer.AsSpan(0, filled), out var typed, out var consumed) is OperationStatus.Done)
                {
                    buffer.AsSpan(consumed, filled - consumed).CopyTo(buffer);
                    filled -= consumed;
                    while (typed != 0 && !_typed.Writer.TryWrite(typed) && !_isOver) _ = Poll(ref wanted, 0, 10);
                }
                // A card's number stays nowhere.
                buffer.AsSpan(filled).Clear();
            }
            _typed.Writer.TryComplete();
        }

        // A device that types hears nothing.
        public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => Task.CompletedTask;

        public async ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
        {
            if (!await _typed.Reader.WaitToReadAsync(cancellation)) throw new PortException(LineTrouble.Broken, _device);
            var count = 0;
            while (count < bytes.Length && _typed.Reader.TryRead(out var typed)) bytes.Span[count++] = typed;
            return count;
        }

        public ValueTask DropUnreadAsync(CancellationToken cancellation)
        {
            while (_typed.Reader.TryRead(out _)) { }
            return ValueTask.CompletedTask;
        }

        public async ValueTask DisposeAsync()
        {
            if (_isOver) return;
            _isOver = true;
            await _reading;
            // Its keys go to the console again.
            _ = Close(_file);
            _held.Dispose();
        }
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct PollFor
    {
        internal int File;
        internal short Events, Returned;
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(int file, nuint request, nint value);
    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int Poll(ref PollFor wanted, nuint count, int milliseconds);
    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    private static partial nint Read(int file, ref byte into, nint count);
    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int file);
}
