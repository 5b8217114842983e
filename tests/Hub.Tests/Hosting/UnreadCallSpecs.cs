using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using TidalHall.Hub.Hosting;
using TidalHall.Hub.Live;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>What the hub says of a page or an agent that speaks to it in another way than its own.</summary>
public sealed class UnreadCallSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_whose_arguments_it_cannot_read_is_one_line_with_who_called_what()
    {
        var log = new HeardLog();
        await using var hub = await RunningHub.StartAsync(cancel: Cancel, services: log.Everything);
        await using var page = new HubConnectionBuilder().WithUrl(new Uri(hub.Address, LiveHub.Path)).Build();
        await page.StartAsync(Cancel);
        for (var n = 0; n < 3; n++) await Assert.ThrowsAsync<HubException>(() => page.InvokeAsync("Watch", "one", 2, new[] { "private-words" }, Cancel));
        var line = Assert.Single(log.Text.Split('\n'), l => l.Contains(nameof(UnreadCalls), StringComparison.Ordinal));
        Assert.StartsWith($"Warning TidalHall.Hub.Hosting.UnreadCalls Connection {page.ConnectionId} (/hubs/live) called Watch with arguments that this hub cannot read; nothing was done.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("private-words", log.Text, StringComparison.Ordinal);
        // Nothing of the caller's own making but letters and digits.
        await Assert.ThrowsAsync<HubException>(() => page.InvokeAsync("Nothing\nError of the hub", 1, Cancel));
        Assert.Contains("called Nothing?Error?of?the?hub with", log.Text, StringComparison.Ordinal);
    }
}
