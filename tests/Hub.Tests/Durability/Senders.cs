using System.Collections.Concurrent;
using System.Net;
using System.Text.Json;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>Independent senders, each on a connection of its own, that remember what they were answered until the hub is gone.</summary>
internal sealed class Senders(Uri hub, string[] items, string[] windows)
{
    private const int TicketSenders = 8;

    private readonly ConcurrentQueue<Answered> _answered = [];
    private readonly ConcurrentQueue<Unanswered> _unanswered = [];
    private readonly ConcurrentQueue<string> _odd = [];
    private readonly SemaphoreSlim _counted = new(0);

    public IReadOnlyCollection<Answered> Answered => _answered;
    public IReadOnlyCollection<Unanswered> Unanswered => _unanswered;
    /// <summary>Answers nobody should get; empty when all is well.</summary>
    public IReadOnlyCollection<string> Odd => _odd;

    /// <summary>Sends until the hub goes away under them.</summary>
    public Task RunAsync(CancellationToken stop) =>
        Task.WhenAll([.. Enumerable.Range(0, TicketSenders).Select(n => Task.Run(() => TakeAsync(n, stop), stop)), .. windows.Select(w => Task.Run(() => ServeAsync(w, stop), stop))]);

    public async Task ReachedAsync(int answers, CancellationToken cancel)
    {
        for (var i = 0; i < answers; i++) await _counted.WaitAsync(cancel);
    }

    private async Task TakeAsync(int sender, CancellationToken stop)
    {
        using var client = HubProcess.ClientOf(hub);
        for (var n = 0; await SendAsync(client, "tickets", $$"""{"item":"{{items[(sender + n) % items.Length]}}"}""", stop); n++) { }
    }

    private async Task ServeAsync(string window, CancellationToken stop)
    {
        using var client = HubProcess.ClientOf(hub);
        if (!await SendAsync(client, $"windows/{window}/open", "{}", stop)) return;
        // Who was there when the hub before this one was killed; else the first start of ours would be so already and leave no event.
        if (!await SendAsync(client, $"windows/{window}/complete", "{}", stop)) return;
        while (await SendAsync(client, $"windows/{window}/call-next", "{}", stop) && await SendAsync(client, $"windows/{window}/start", "{}", stop) && await SendAsync(client, $"windows/{window}/complete", "{}", stop)) { }
    }

    /// <returns>False when the hub is gone.</returns>
    private async Task<bool> SendAsync(HttpClient client, string path, string body, CancellationToken stop)
    {
        var key = Guid.NewGuid().ToString("N");
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = new StringContent(body) };
            request.Headers.Add("Idempotency-Key", key);
            using var response = await client.SendAsync(request, stop);
            var text = await response.Content.ReadAsStringAsync(stop);
            // A window left open or served by a hub killed before may refuse; a ticket may not.
            if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) Remember(new(key, path, body, response.StatusCode, null, null), text);
            else if (path is "tickets") _odd.Enqueue($"{(int)response.StatusCode} {text}");
            return !stop.IsCancellationRequested;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            _unanswered.Enqueue(new(key, path, body));
            return false;
        }
    }

    private void Remember(Answered answered, string text)
    {
        using var json = JsonDocument.Parse(text);
        var ticket = answered.Path is "tickets" ? json.RootElement : json.RootElement.GetProperty("current");
        _answered.Enqueue(ticket.ValueKind is JsonValueKind.Object
            ? answered with { Ticket = ticket.GetProperty("code").GetString(), Number = ticket.GetProperty("number").GetString() }
            : answered);
        _counted.Release();
    }
}
