using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>A reader of the journal's stream over hubs that are killed under it.</summary>
public sealed class StreamSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reader_that_resumes_by_the_last_id_misses_nothing_and_gets_nothing_twice()
    {
        var data = Directory.CreateTempSubdirectory("stream-").FullName;
        var hall = LoadedHallFile.WriteTo(data);
        var read = new List<long>();
        for (var round = 0; round < 3; round++)
        {
            await using var hub = HubProcess.Begin(data, more: ["--hall", hall.Path]);
            var address = await hub.ListensAsync(Cancel);
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            var reading = ReadAsync(address, read, stop.Token);
            var senders = new Senders(address, hall.Items, []);
            var running = senders.RunAsync(Cancel);
            await senders.ReachedAsync(200, Cancel);
            await hub.KillAsync();
            await running;
            await reading;
        }
        await using var last = HubProcess.Begin(data, more: ["--hall", hall.Path]);
        var newest = await NewestAsync(await last.ListensAsync(Cancel));
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await ReadAsync(await last.ListensAsync(Cancel), read, end.Token, newest);
        Assert.InRange(newest, 600, long.MaxValue);
        Assert.Equal(Enumerable.Range(1, (int)newest).Select(n => (long)n), read);
    }

    private static async Task ReadAsync(Uri hub, List<long> read, CancellationToken stop, long until = long.MaxValue)
    {
        // It had read them all before the kill: a stream begins with its first new event.
        if (read.Count > 0 && read[^1] >= until) return;
        using var client = HubProcess.ClientOf(hub);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/journal");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (read.Count > 0) request.Headers.Add("Last-Event-ID", $"{read[^1]}");
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            await foreach (var e in SseParser.Create(await response.Content.ReadAsStreamAsync(stop)).EnumerateAsync(stop))
            {
                read.Add(long.Parse(e.EventId!, System.Globalization.CultureInfo.InvariantCulture));
                if (read[^1] >= until) return;
            }
        }
        catch (Exception e) when (e is HttpRequestException or IOException) { }   // the hub was killed
    }

    private static async Task<long> NewestAsync(Uri hub)
    {
        using var client = HubProcess.ClientOf(hub);
        long newest = 0;
        while (true)
        {
            using var page = System.Text.Json.JsonDocument.Parse(await client.GetStringAsync($"/api/v1/journal?after={newest}&limit=1000", Cancel));
            var events = page.RootElement.GetProperty("events");
            if (events.GetArrayLength() == 0) return newest;
            newest = events[events.GetArrayLength() - 1].GetProperty("sequence").GetInt64();
        }
    }
}
