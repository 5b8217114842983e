using System.Net.WebSockets;
using System.Text;
using TidalHall.Hub.Live;

namespace TidalHall.Hub.Tests.Live;

public sealed class StuckPageSpecs : IAsyncLifetime
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("stuck");
    private LiveHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await LiveHost.StartAsync(_data);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_page_that_takes_nothing_is_cut_and_holds_up_nobody()
    {
        var cancel = TestContext.Current.CancellationToken;
        // Two million signs a drawing, so that what the system buffers is soon full.
        _host.Page.Text = hall => $"{hall.View.TakenToday} {new string('x', 2_000_000)}";
        using var stuck = new ClientWebSocket();
        await stuck.ConnectAsync(new UriBuilder(new Uri(_host.Address, LiveHub.Path)) { Scheme = "ws" }.Uri, cancel);
        foreach (var message in (string[])["""{"protocol":"json","version":1}""", """{"type":1,"target":"Watch","arguments":["counted","one","small","zh-CN",-1]}"""])
            await stuck.SendAsync(Encoding.UTF8.GetBytes(message + '\x1e'), WebSocketMessageType.Text, endOfMessage: true, cancel);
        await using var other = await LiveClient.WatchingAsync(_host.Address);
        while (_host.Drawn.All is not [{ Viewers: 2 }]) await Task.Delay(10, cancel);
        while (_host.Drawn.All is not [{ Viewers: 1 }])
        {
            var sequence = await _host.TakeAsync();
            Assert.StartsWith($"{_host.Hall.View.TakenToday} ", (await other.UntilAsync(sequence)).Html, StringComparison.Ordinal);
        }
    }
}
