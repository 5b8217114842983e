using System.Diagnostics;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace TidalHall.Scenarios.Ground;

/// <summary>A screen as its unit keeps it: screens/screen.sh, started anew a second after it ended.</summary>
internal sealed class WatchedScreen : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("screen").FullName;
    private readonly HttpClient _devTools = new() { Timeout = TimeSpan.FromSeconds(5) };
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _kept;

    public WatchedScreen(HubProcess hub, string path) => _kept = KeepAsync(new Uri(hub.Root, path).AbsoluteUri);

    /// <summary>Waits for a page that paints, in another browser than that of the page before.</summary>
    /// <returns>Where its browser is asked, and its target.</returns>
    public async Task<JsonElement> PaintsAsync(JsonElement? before, CancellationToken cancel)
    {
        JsonElement page = default;
        await Until.TrueAsync(async () => (page = await PageAsync(cancel)).ValueKind is JsonValueKind.Object
            && page.GetProperty("title").GetString()!.StartsWith("TidalHall ", StringComparison.Ordinal) && page.GetProperty("id").GetString() != before?.GetProperty("id").GetString(), TimeSpan.FromSeconds(40), "the screen to paint", cancel);
        return page;
    }

    public async Task CrashAsync(JsonElement page, CancellationToken cancel)
    {
        using var line = new ClientWebSocket();
        await line.ConnectAsync(new(page.GetProperty("webSocketDebuggerUrl").GetString()!), cancel);
        await line.SendAsync(Encoding.UTF8.GetBytes("""{"id":1,"method":"Page.crash"}"""), WebSocketMessageType.Text, endOfMessage: true, cancel);
    }

    public Task CloseTabAsync(JsonElement page, CancellationToken cancel) => _devTools.GetAsync(new Uri($"http://{new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!).Authority}/json/close/{page.GetProperty("id").GetString()}"), cancel);

    private async Task<JsonElement> PageAsync(CancellationToken cancel)
    {
        foreach (var profile in Directory.GetDirectories(_folder, "tmp.*"))
        {
            try
            {
                var port = (await File.ReadAllLinesAsync(Path.Combine(profile, "DevToolsActivePort"), cancel))[0];
                if ((await _devTools.GetFromJsonAsync<JsonElement>($"http://127.0.0.1:{port}/json/list", cancel)).EnumerateArray().Where(t => t.GetProperty("type").GetString() is "page").ToList() is [var page, ..]) return page;
            }
            catch (Exception e) when (e is HttpRequestException or IOException or IndexOutOfRangeException or JsonException)
            {
                // A browser that is just going, or coming.
            }
        }
        return default;
    }

    private async Task KeepAsync(string url)
    {
        while (!_gone.IsCancellationRequested)
        {
            var start = new ProcessStartInfo(Path.Combine(Root.Folder, "screens", "screen.sh"), [url, "--headless", "--no-sandbox", "--disable-gpu"]) { Environment = { ["TMPDIR"] = _folder, ["SILENCE"] = "4" } };
            using var screen = Process.Start(start)!;
            try
            {
                await screen.WaitForExitAsync(_gone.Token);
                await Task.Delay(TimeSpan.FromSeconds(1), _gone.Token);
            }
            catch (OperationCanceledException)
            {
                if (!screen.HasExited) screen.Kill(entireProcessTree: true);
                await screen.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        await _kept;
        _gone.Dispose();
        _devTools.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
