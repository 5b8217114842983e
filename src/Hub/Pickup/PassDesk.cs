using System.Data.Common;
using System.Security.Cryptography;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using TidalHall.Core.Cases;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Pickup;

/// <summary>Gives each cabinet's agent what it may give out while the hub is away: the newest list, whenever it changes.</summary>
internal sealed partial class PassDesk(IHalls halls, DeviceDesk desk, AgentKeys keys, PickupCodes codes, IPeople people, IHubContext<AgentHub, IAgent> agents, TimeProvider time, ILogger<PassDesk> log) : BackgroundService
{
    /// <summary>A list is made anew after this, so that it ends long after the hub went.</summary>
    private static readonly TimeSpan Anew = TimeSpan.FromHours(1);

    private readonly Dictionary<PlaceId, Welcome> _given = [];

    /// <summary>What an agent has got since it came.</summary>
    /// <param name="CardKey">Made at its welcome.</param>
    private sealed record Welcome(string Connection, byte[] CardKey)
    {
        public PassList? List { get; set; }
        public Dictionary<(TicketCode Case, PersonRef Person), Digest> Cards { get; } = [];
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            // An agent that comes or goes changes its devices' health, so that a view follows.
            await foreach (var view in halls.Default.WatchNewestAsync(stopping))
                foreach (var cabinet in view.Plan.Cabinets) await GiveAsync(view, cabinet, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task GiveAsync(HallView view, Cabinet cabinet, CancellationToken cancel)
    {
        if (cabinet.Boards is not [var first, ..] || desk.ConnectionOf(first.Device) is not { } connection || desk.AgentOf(connection) is not { } agent) return;
        var list = PassList.Of(view, cabinet.Id, time.GetUtcNow());
        if (_given.GetValueOrDefault(cabinet.Id) is not { } given || given.Connection != connection) _given[cabinet.Id] = given = new(connection, RandomNumberGenerator.GetBytes(32));
        if (given.List is { } had && had.From > list.From - Anew && had.Entries.SequenceEqual(list.Entries)) return;
        if (keys.HashOf(agent) is not { } hash) return;
        var key = PassSignature.KeyOf(hash);
        byte[] Sign(byte[] content) => PassSignature.Sign(key, content);
        var cards = cabinet.Reader is null ? null : CardList.Sign(list, await CardsAsync(view, list, given, cancel), given.CardKey, Sign);
        await agents.Clients.Client(connection).TakePasses(new(SignedPassList.Sign(list, Sign), codes.KeyOf(cabinet.Id), [.. Doors(cabinet)], cabinet.Scanner, cabinet.Reader, cards));
        given.List = list;
    }

    /// <summary>Of everybody who may collect what is on the list; each number is hashed once for each welcome.</summary>
    private async Task<CardEntry[]> CardsAsync(HallView view, PassList list, Welcome given, CancellationToken cancel)
    {
        var entries = new List<CardEntry>();
        foreach (var c in list.Entries.Select(e => view.Cases.Find(e.Case)).OfType<Case>())
            foreach (var person in c.Collectors)
            {
                if (!given.Cards.TryGetValue((c.Code, person), out var hash))
                {
                    if (await HashAsync(person, given.CardKey, c.Code, cancel) is not { } made) continue;
                    given.Cards[(c.Code, person)] = hash = made;
                }
                entries.Add(new(c.Code, hash));
            }
        return [.. entries];
    }

    /// <summary>Null: that card opens nothing while the hub is away; the code does.</summary>
    private async Task<Digest?> HashAsync(PersonRef person, byte[] key, TicketCode of, CancellationToken cancel)
    {
        try
        {
            return await people.CardHashAsync(person, key, of, "cabinets", cancel);
        }
        catch (Exception e) when (e is DbException or DbUpdateException or IOException)
        {
            LogNoHash(log, e);
            return null;
        }
    }

    private static IEnumerable<PassDoor> Doors(Cabinet cabinet) =>
        from compartment in cabinet.Columns.SelectMany(c => c.Compartments)
        let device = cabinet.DriverOf(compartment.Board)
        where device is not null
        select new PassDoor(compartment.Number, device.Value, compartment.Lock);

    [LoggerMessage(1125, LogLevel.Warning, "A card could not be made known to a cabinet; without the hub its thing is given out by code alone.")]
    private static partial void LogNoHash(ILogger log, Exception e);
}
