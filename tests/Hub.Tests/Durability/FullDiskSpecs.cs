using System.Diagnostics;
using System.Net;
using TidalHall.Hub.Tests.Api;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Journal;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>The disk fills up under a running hub, and has room again.</summary>
public sealed class FullDiskSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nothing_is_answered_as_done_on_a_full_disk_and_the_hub_goes_on_when_there_is_room()
    {
        using var disk = LoopDisk.Make(48);
        var data = Directory.CreateDirectory(Path.Combine(disk.Path, "data")).FullName;
        await using var hub = await RunningHub.StartAsync(data: data, cancel: Cancel);
        var body = $$"""{"item":"{{hub.Hall.View.Plan.Items[0].Id}}"}""";
        var answered = new List<string>();
        answered.Add((await Talk.PostAsync(hub.Client, "tickets", body)).Code!);
        Assert.Null(hub.Hall.NotDurableSince);

        disk.Fill();
        var refused = await UntilAsync(hub, body, answered, HttpStatusCode.ServiceUnavailable);
        Assert.Equal("notDurable", refused.Code);
        Assert.NotNull(refused.Response.Headers.RetryAfter);
        Assert.NotNull(hub.Hall.NotDurableSince);
        Assert.Equal(answered.Count, hub.Hall.View.TakenToday);
        Assert.Equal(HttpStatusCode.OK, (await Talk.GetAsync(hub.Client, $"tickets/{answered[0]}")).Status);
        Assert.Equal(HttpStatusCode.OK, (await Talk.GetAsync(hub.Client, "journal?limit=1000")).Status);
        string[] pages = ["/", $"/t/{answered[0]}", "/display/zone-a", "/window/w09"];
        foreach (var page in pages) Assert.Contains("th-trouble", await hub.Anonymous.GetStringAsync(page, Cancel), StringComparison.Ordinal);

        disk.Clear();
        // By itself, nobody sends anything: the screens say so.
        await foreach (var view in hub.Hall.WatchNewestAsync(Cancel))
            if (view.NotDurableSince is null) break;
        foreach (var page in pages) Assert.DoesNotContain("th-trouble", await hub.Anonymous.GetStringAsync(page, Cancel), StringComparison.Ordinal);
        answered.Add((await Talk.PostAsync(hub.Client, "tickets", body)).Code!);
        Assert.Equal(answered.Count, hub.Hall.View.TakenToday);
        Assert.True(JournalCheck.Run(Path.Combine(data, "journal.db"), hub.Hall.Id).IsWhole);
    }

    private static async Task<Talk> UntilAsync(RunningHub hub, string body, List<string> answered, HttpStatusCode status)
    {
        for (var i = 0; i < 5000; i++)
        {
            var talk = await Talk.PostAsync(hub.Client, "tickets", body);
            if (talk.Status == status) return talk;
            Assert.Equal(HttpStatusCode.Created, talk.Status);
            answered.Add(talk.Code!);
        }
        throw new UnreachableException("5,000 tickets fitted on a full disk.");
    }
}
