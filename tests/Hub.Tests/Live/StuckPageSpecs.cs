using Microsoft.Extensions.Time.Testing;
using TidalHall.Hub.Live;

namespace TidalHall.Hub.Tests.Live;

/// <summary>Two hundred displays, some of which take nothing.</summary>
public sealed class StuckPageSpecs : IAsyncLifetime
{
    private const int Displays = 200, Changes = 25;

    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("stuck");
    private readonly FakeTimeProvider _time = new();
    private LiveHost _host = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _host = await LiveHost.StartAsync(_data, time: _time);

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _data.Delete(recursive: true);
    }

    [Fact]
    public async Task A_display_that_takes_nothing_holds_up_nobody_has_one_drawing_waiting_and_is_cut_when_its_time_is_over()
    {
        _host.Page.ShortestRedraw = TimeSpan.Zero;
        _host.Page.Text = hall => $"{hall.View.TakenToday} {new string('x', 20_000)}";
        using var stopped = await StuckAsync();
        using var slow = await StuckAsync();
        var others = await Task.WhenAll(Enumerable.Range(0, Displays - 2).Select(_ => LiveClient.WatchingAsync(_host.Address)));
        await UntilAsync(Displays);

        long sequence = 0;
        for (var taken = 1; taken <= Changes; taken++)
        {
            sequence = await _host.TakeAsync();
            Assert.All(await Task.WhenAll(others.Select(o => o.UntilAsync(sequence))), told => Assert.StartsWith($"{taken} ", told.Html, StringComparison.Ordinal));
        }
        Assert.All(others, o => Assert.Equal(o.Seen.Select(t => t.Sequence).Order(), o.Seen.Select(t => t.Sequence)));

        // Within its time it is still there. What it is sent when it takes again is what the line held, and then the newest alone.
        var drawings = (await slow.ReadUntilAsync(said => said.Contains($"\"Show\",\"arguments\":[{sequence},", StringComparison.Ordinal))).Count(said => said.Contains("\"Show\"", StringComparison.Ordinal));
        Assert.InRange(drawings, 2, Changes / 2);

        for (; Viewers == Displays; _time.Advance(TimeSpan.FromSeconds(1))) await Task.Delay(10, Cancel);
        await UntilAsync(Displays - 1);
        sequence = await _host.TakeAsync();
        await slow.ReadUntilAsync(said => said.Contains($"\"Show\",\"arguments\":[{sequence},", StringComparison.Ordinal));
        foreach (var other in others) await other.DisposeAsync();
    }

    private int Viewers => _host.Drawn.All is [var page] ? page.Viewers : 0;

    private async Task UntilAsync(int viewers)
    {
        while (Viewers != viewers) await Task.Delay(10, Cancel);
    }

    private Task<StuckClient> StuckAsync() =>
        StuckClient.ConnectAsync(_host.Address, LiveHub.Path, key: null, """{"type":1,"target":"Watch","arguments":["counted","one","small","zh-CN",-1]}""");
}
