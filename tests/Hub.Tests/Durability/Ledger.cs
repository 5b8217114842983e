using System.Net;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Api;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Journal;

namespace TidalHall.Hub.Tests.Durability;

/// <summary>Everything that was ever answered, held against the journal.</summary>
internal sealed class Ledger
{
    private readonly List<Answered> _answered = [];
    private readonly List<Unanswered> _open = [];

    public int Answered => _answered.Count;

    public void Add(Senders senders)
    {
        Assert.Empty(senders.Odd);
        _answered.AddRange(senders.Answered);
        _open.AddRange(senders.Unanswered);
    }

    /// <summary>Answered commands that the journal does not have.</summary>
    public List<Answered> LostFrom(string journal, HallId hall)
    {
        var known = Entries(journal, hall).Select(e => e.Command).ToHashSet();
        // What was so already is answered without an event; opening an open window is the one such order sent.
        return [.. _answered.Where(a => !a.Path.EndsWith("/open", StringComparison.Ordinal) && !known.Contains(ApiRequest.CommandOf(a.Key)))];
    }

    /// <summary>Every answered command is there once, with the ticket it was answered with, in a journal without a gap.</summary>
    public void HoldAgainst(string journal, HallId hall)
    {
        var check = JournalCheck.Run(journal, hall);
        Assert.True(check.IsWhole, $"{check}");
        Assert.Empty(LostFrom(journal, hall));
        var entries = Entries(journal, hall);
        var taken = entries.Where(e => e.Recorded.Event is TicketTaken).ToLookup(e => e.Command, e => (TicketTaken)e.Recorded.Event);
        Assert.All(taken, command => Assert.Single(command));
        Assert.All(_answered.Where(a => a.Path is "tickets"), a =>
        {
            var one = Assert.Single(taken[ApiRequest.CommandOf(a.Key)]);
            Assert.Equal((a.Ticket, a.Number), (one.Code.ToString(), one.Number.ToString()));
        });
        var all = taken.SelectMany(t => t).ToList();
        Assert.Equal(all.Count, all.Select(t => t.Code).Distinct().Count());
        Assert.Equal(all.Count, all.Select(t => (t.Day, t.Number)).Distinct().Count());
    }

    /// <summary>Who asks again gets the first answer; who was never answered gets one ticket, however often he asks.</summary>
    public async Task AskAgainAsync(Uri hub, Random random, CancellationToken cancel)
    {
        using var client = HubProcess.ClientOf(hub);
        var tickets = _answered.Where(a => a.Path is "tickets").ToArray();
        foreach (var a in tickets.Length > 0 ? random.GetItems(tickets, 20) : [])
        {
            var (status, code) = await PostAsync(client, a.Key, a.Body, cancel);
            Assert.Equal((a.Status, a.Ticket), (status, code));
        }
        foreach (var open in _open.Where(o => o.Path is "tickets"))
        {
            var (status, code) = await PostAsync(client, open.Key, open.Body, cancel);
            Assert.Equal(HttpStatusCode.Created, status);
            Assert.Equal(code, (await PostAsync(client, open.Key, open.Body, cancel)).Code);
        }
        _open.Clear();
    }

    private static async Task<(HttpStatusCode Status, string? Code)> PostAsync(HttpClient client, string key, string body, CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tickets") { Content = new StringContent(body) };
        request.Headers.Add("Idempotency-Key", key);
        using var response = await client.SendAsync(request, cancel);
        using var json = System.Text.Json.JsonDocument.Parse(await response.Content.ReadAsStringAsync(cancel));
        return (response.StatusCode, json.RootElement.GetProperty("code").GetString());
    }

    private static IReadOnlyList<JournalEntry> Entries(string journal, HallId hall)
    {
        using var reader = new JournalReader(journal, hall);
        return reader.ReadAfter(0, int.MaxValue);
    }
}
