using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Pickup;

/// <summary>Gives each cabinet's agent what it may give out while the hub is away: the newest list, whenever it changes.</summary>
internal sealed class PassDesk(IHalls halls, DeviceDesk desk, AgentKeys keys, PickupCodes codes, IHubContext<AgentHub, IAgent> agents, TimeProvider time) : BackgroundService
{
    /// <summary>A list is made anew after this, so that it ends long after the hub went.</summary>
    private static readonly TimeSpan Anew = TimeSpan.FromHours(1);

    private readonly Dictionary<PlaceId, (string Connection, PassList List)> _given = [];

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        try
        {
            // An agent that comes or goes changes its devices' health, so that a view follows.
            await foreach (var view in halls.Default.WatchNewestAsync(stopping))
                foreach (var cabinet in view.Plan.Cabinets) await GiveAsync(view, cabinet);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private async Task GiveAsync(HallView view, Cabinet cabinet)
    {
        if (cabinet.Boards is not [var first, ..] || desk.ConnectionOf(first.Device) is not { } connection || desk.AgentOf(connection) is not { } agent) return;
        var list = PassList.Of(view, cabinet.Id, time.GetUtcNow());
        if (_given.TryGetValue(cabinet.Id, out var given) && given.Connection == connection && given.List.From > list.From - Anew && given.List.Entries.SequenceEqual(list.Entries)) return;
        if (keys.HashOf(agent) is not { } hash) return;
        var key = PassSignature.KeyOf(hash);
        await agents.Clients.Client(connection).TakePasses(new(SignedPassList.Sign(list, content => PassSignature.Sign(key, content)), codes.KeyOf(cabinet.Id), [.. Doors(cabinet)], cabinet.Scanner));
        _given[cabinet.Id] = (connection, list);
    }

    private static IEnumerable<PassDoor> Doors(Cabinet cabinet) =>
        from compartment in cabinet.Columns.SelectMany(c => c.Compartments)
        let device = cabinet.DriverOf(compartment.Board)
        where device is not null
        select new PassDoor(compartment.Number, device.Value, compartment.Lock);
}
