using System.IO.Ports;
using System.Threading.Channels;
using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>One opening of a port. Its first fault ends it: nothing but <see cref="CloseAsync"/> is called on it then.</summary>
/// <remarks>No event of the library's is used: they miss errors and tell nothing of a hang-up. One loop reads, for as long as the session lives.</remarks>
internal sealed class SerialSession
{
    /// <summary>2 s; a close behind a hung write may never end, and is left behind then.</summary>
    internal static readonly TimeSpan CloseDeadline = TimeSpan.FromSeconds(2);
    /// <summary>For one chunk, beyond its time on the wire: a busy device holds us up by flow control.</summary>
    internal static readonly TimeSpan WriteDeadline = TimeSpan.FromSeconds(10);
    /// <summary>Pieces that wait to be read; older ones are dropped: nobody wants what was said that long ago.</summary>
    private const int Inbox = 256;

    private readonly SerialPort _port;
    private readonly SerialSettings _settings;
    private readonly TimeProvider _time;
    private readonly Stream _stream;
    private readonly PortWriter? _writer;
    private readonly CancellationTokenSource _fault = new();
    private readonly Channel<ReadOnlyMemory<byte>> _inbox = Channel.CreateBounded<ReadOnlyMemory<byte>>(new BoundedChannelOptions(Inbox) { FullMode = BoundedChannelFullMode.DropOldest });
    private ReadOnlyMemory<byte> _rest;
    private Task _writing = Task.CompletedTask;

    private SerialSession(SerialPort port, PortWriter? writer, SerialSettings settings, TimeProvider time) => (_port, _writer, _settings, _time, _stream) = (port, writer, settings, time, port.BaseStream);

    /// <exception cref="PortException">One of four causes.</exception>
    internal static SerialSession Open(string name, SerialSettings settings, TimeProvider time, Action<LineNote> note)
    {
        if (PortLook.At(name) is { } trouble) throw new PortException(trouble, name);
        var port = new SerialPort(name, settings.Baud, settings.Parity, settings.DataBits, settings.StopBits)
        {
            Handshake = settings.Flow,
            WriteTimeout = (int)WriteDeadline.TotalMilliseconds,
        };
        var writer = PortWriter.Open(name);
        try
        {
            port.Open();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or InvalidOperationException)
        {
            writer?.Dispose();
            port.Dispose();
            throw new PortException(PortLook.Of(e), name, null, e);
        }
        if (settings.Dtr && !Try(() => port.DtrEnable = true)) note(LineNote.DtrRefused);
        // With RTS/CTS the library raises it by itself.
        if (settings.Rts && settings.Flow is not Handshake.RequestToSend && !Try(() => port.RtsEnable = true)) note(LineNote.RtsRefused);
        return new(port, writer, settings, time);
    }

    /// <summary>Reads until the port goes away, a write faults or it is told to end.</summary>
    internal async Task ReadAsync(CancellationToken end)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_fault.Token, end);
        var buffer = new byte[4096];
        try
        {
            // Waited for beside the read: on Windows the token does not reach it.
            while (await _stream.ReadAsync(buffer, either.Token).AsTask().WaitAsync(either.Token) is > 0 and var count)
                _inbox.Writer.TryWrite(buffer.AsMemory(0, count).ToArray());
        }
        catch (Exception e) when (IsFault(e) || e is OperationCanceledException)
        {
            // It went away, a write found so, or it is to end.
        }
        finally
        {
            End();
        }
    }

    internal async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        while (!bytes.IsEmpty)
        {
            var chunk = _settings.Chunk > 0 ? bytes[..Math.Min(_settings.Chunk, bytes.Length)] : bytes;
            using var deadline = new Deadline(WriteDeadline + _settings.WireTime(chunk.Length), _time, cancel);
            try
            {
                _fault.Token.ThrowIfCancellationRequested();
                await SendAsync(chunk, deadline.Token);
            }
            catch (Exception e) when (IsFault(e) || (e is OperationCanceledException && (deadline.HasPassed || _fault.IsCancellationRequested)))
            {
                End();
                throw new PortException(LineTrouble.Broken, _port.PortName, null, e);
            }
            catch (OperationCanceledException)
            {
                // Some bytes may still be on their way: whoever comes next must not follow them.
                End();
                throw;
            }
            bytes = bytes[chunk.Length..];
            if (_settings.Pause > TimeSpan.Zero && !bytes.IsEmpty) await PauseAsync(cancel);
        }
    }

    /// <summary>The whole pause: the system's timers go by a coarser clock and may fire some milliseconds early, and a small buffer would run over.</summary>
    private async Task PauseAsync(CancellationToken cancel)
    {
        var begun = _time.GetTimestamp();
        while (_settings.Pause - _time.GetElapsedTime(begun) is var left && left > TimeSpan.Zero)
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(left.TotalMilliseconds)), _time, cancel);
    }

    private async Task SendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancel)
    {
        if (_writer is not { } writer)
        {
            await _stream.WriteAsync(chunk, cancel).AsTask().WaitAsync(cancel).WaitAsync(_fault.Token);
            return;
        }
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, _fault.Token);
        // Off the caller's thread: a device that holds us up makes it wait.
        await (_writing = Task.Run(() => writer.Write(chunk.Span, either.Token), CancellationToken.None));
    }

    internal async ValueTask<int> TakeAsync(Memory<byte> into, CancellationToken cancel)
    {
        try
        {
            if (_rest.IsEmpty) _rest = await _inbox.Reader.ReadAsync(cancel);
        }
        catch (ChannelClosedException e)
        {
            throw new PortException(LineTrouble.Broken, _port.PortName, null, e);
        }
        var count = Math.Min(into.Length, _rest.Length);
        _rest[..count].CopyTo(into);
        _rest = _rest[count..];
        return count;
    }

    internal void DropUnread()
    {
        _rest = default;
        while (_inbox.Reader.TryRead(out _)) { }
        if (_fault.IsCancellationRequested) throw new PortException(LineTrouble.Broken, _port.PortName);
    }

    /// <summary>On a thread of its own, because it may never come back.</summary>
    /// <returns>False: it was left behind.</returns>
    internal async Task<bool> CloseAsync()
    {
        End();
        // It looks every 50 ms whether it is still wanted; its file must not be another's by then.
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _writer?.Dispose();
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => { Try(_port.Close); closed.TrySetResult(); }) { IsBackground = true, Name = $"close {_port.PortName}" }.Start();
        try
        {
            await closed.Task.WaitAsync(CloseDeadline, _time);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private void End()
    {
        _fault.Cancel();
        _inbox.Writer.TryComplete();
    }

    private static bool Try(Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e) when (IsFault(e))
        {
            return false;
        }
    }

    private static bool IsFault(Exception e) => e is IOException or InvalidOperationException or UnauthorizedAccessException or TimeoutException or ObjectDisposedException;
}
