using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TidalHall.Benchmarks.Displays;

/// <summary>One hall display as the hub sees it: negotiates, watches and listens as live.js does, and draws nothing.</summary>
/// <remarks>The protocol by hand, JSON records ended by 0x1E, so that each byte is counted and the load costs little.</remarks>
internal sealed class Screen : IDisposable
{
    private const byte End = 0x1e;
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[256 * 1024];
    private long _bytes;
    private long _sequence = -1;

    /// <summary>Received since the start, frames' payload.</summary>
    public long Bytes => Volatile.Read(ref _bytes);
    /// <summary>Of what it shows.</summary>
    public long Sequence => Volatile.Read(ref _sequence);

    public static async Task<Screen> OpenAsync(HttpClient http, string place, string hall, CancellationToken cancel)
    {
        using var reply = await http.PostAsync("/hubs/live/negotiate?negotiateVersion=1", null, cancel);
        var token = (await reply.Content.ReadFromJsonAsync<JsonElement>(cancel)).GetProperty("connectionToken").GetString();
        var screen = new Screen();
        await screen._socket.ConnectAsync(new UriBuilder(new Uri(http.BaseAddress!, $"/hubs/live?id={token}")) { Scheme = "ws" }.Uri, cancel);
        await screen.SendAsync("""{"protocol":"json","version":1}""", cancel);
        await screen.SendAsync(JsonSerializer.Serialize(new { type = 1, invocationId = "0", target = "Watch", arguments = (object[])["display", place, hall, "zh-CN", -1] }), cancel);
        return screen;
    }

    /// <summary>Until the hub goes; tells each time what it shows is newer.</summary>
    public async Task ListenAsync(Action newer, CancellationToken cancel)
    {
        var at = 0;
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(at), cancel);
            if (part.MessageType is WebSocketMessageType.Close) return;
            Volatile.Write(ref _bytes, _bytes + part.Count);
            at += part.Count;
            int end;
            while ((end = _buffer.AsSpan(0, at).IndexOf(End)) >= 0)
            {
                if (Read(_buffer.AsSpan(0, end)) is { } sequence && sequence > _sequence)
                {
                    Volatile.Write(ref _sequence, sequence);
                    newer();
                }
                _buffer.AsSpan(end + 1, at - end - 1).CopyTo(_buffer);
                at -= end + 1;
            }
        }
    }

    // As far as its first argument: the drawing itself is nothing to a screen that draws nothing.
    private static long? Read(ReadOnlySpan<byte> record)
    {
        var reader = new Utf8JsonReader(record);
        var shows = false;
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.String && (reader.ValueTextEquals("Show"u8) || reader.ValueTextEquals("Alive"u8))) shows = true;
            if (shows && reader.TokenType is JsonTokenType.StartArray && reader.Read()) return reader.GetInt64();
        }
        return null;
    }

    // The keep-alive that live.js sends each 5 s; without it the hub cuts after 20.
    public Task PingAsync(CancellationToken cancel) => SendAsync("""{"type":6}""", cancel);

    private async Task SendAsync(string json, CancellationToken cancel) =>
        await _socket.SendAsync(Encoding.UTF8.GetBytes(json + (char)End), WebSocketMessageType.Text, endOfMessage: true, cancel);

    public void Dispose() => _socket.Dispose();
}
