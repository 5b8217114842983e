using System.Net.Sockets;
using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>A TCP connection per piece of work: printers drop idle ones, and half-open ones swallow tickets.</summary>
internal sealed class TcpTransport(string host, int port, TimeProvider time) : ITransport
{
    /// <summary>3 s. The system's own would keep a citizen waiting for minutes before an absent printer.</summary>
    internal static readonly TimeSpan ConnectDeadline = TimeSpan.FromSeconds(3);
    /// <summary>10 s for all bytes of one write: a printer that is busy stops reading for some seconds.</summary>
    internal static readonly TimeSpan WriteDeadline = TimeSpan.FromSeconds(10);

    public async Task<ILine> OpenAsync(CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        using var deadline = new Deadline(ConnectDeadline, time, cancellation);
        try
        {
            await socket.ConnectAsync(host, port, deadline.Token);
            return new TcpLine(socket, time);
        }
        catch (Exception e) when (e is SocketException || (e is OperationCanceledException && deadline.HasPassed))
        {
            socket.Dispose();
            throw new PortException(LineTrouble.Unreachable, $"{host}:{port}", null, e);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class TcpLine(Socket socket, TimeProvider time) : ILine
    {
        public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            using var deadline = new Deadline(WriteDeadline, time, cancellation);
            try
            {
                while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes, deadline.Token)..];
            }
            catch (Exception e) when (e is SocketException || (e is OperationCanceledException && deadline.HasPassed))
            {
                throw new LineException("the line broke in a write", e);
            }
        }

        public async ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
        {
            try
            {
                return await socket.ReceiveAsync(bytes, cancellation) is > 0 and var count ? count : throw new LineException("the device closed the line");
            }
            catch (SocketException e)
            {
                throw new LineException("the line broke in a read", e);
            }
        }

        public async ValueTask DropUnreadAsync(CancellationToken cancellation)
        {
            var waste = new byte[64];
            while (Waiting() > 0) await ReadAsync(waste, cancellation);
        }

        private int Waiting()
        {
            try
            {
                return socket.Available;
            }
            catch (SocketException e)
            {
                throw new LineException("the line broke", e);
            }
        }

        public ValueTask DisposeAsync()
        {
            socket.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
