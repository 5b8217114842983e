using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;

namespace TidalHall.Hub.Tests.Live;

/// <summary>A client of a SignalR hub that says what it has to and then reads nothing, until it is told to.</summary>
internal sealed class StuckClient : IDisposable
{
    private const char End = '\x1e';
    private readonly ClientWebSocket _socket = new();

    private StuckClient() { }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="says">Calls as JSON.</param>
    public static async Task<StuckClient> ConnectAsync(Uri hub, string path, string? key, params string[] says)
    {
        var client = new StuckClient();
        if (key is not null) client._socket.Options.SetRequestHeader("Authorization", $"Bearer {key}");
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { ConnectCallback = ConnectSmallAsync }, disposeHandler: false);
        await client._socket.ConnectAsync(new UriBuilder(new Uri(hub, path)) { Scheme = "ws" }.Uri, invoker, Cancel);
        foreach (var message in says.Prepend("""{"protocol":"json","version":1}"""))
            await client._socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, Cancel);
        return client;
    }

    // What the system takes in for it is little, so that it is full soon.
    private static async ValueTask<Stream> ConnectSmallAsync(SocketsHttpConnectionContext context, CancellationToken cancel)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096, NoDelay = true };
        await socket.ConnectAsync(context.DnsEndPoint, cancel);
        return new NetworkStream(socket, ownsSocket: true);
    }

    /// <summary>Begins to read, until something is said.</summary>
    /// <returns>All messages up to it.</returns>
    public async Task<string[]> ReadUntilAsync(Func<string, bool> said)
    {
        var (text, buffer) = (new StringBuilder(), new byte[16 * 1024]);
        while (true)
        {
            var read = await _socket.ReceiveAsync(buffer, Cancel);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            if (!read.EndOfMessage || buffer[read.Count - 1] != End) continue;
            var messages = text.ToString().Split(End, StringSplitOptions.RemoveEmptyEntries);
            if (messages.Any(said)) return messages;
        }
    }

    public void Dispose() => _socket.Dispose();
}
