using TidalHall.Core.Doors;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Live;

/// <summary>Where screens without a circuit hear of change. Anybody may watch what hangs on the hall's wall; a ticket's page needs its code.</summary>
internal sealed class LiveHub(IHalls halls, IEnumerable<ILivePage> pages, DrawnPages drawn) : Microsoft.AspNetCore.SignalR.Hub
{
    public const string Path = "/hubs/live";

    /// <param name="sequence">Of what the page shows; -1 for nothing.</param>
    /// <returns>Null where there is no such page.</returns>
    public async Task<LiveAnswer?> Watch(string? kind, string? key, string? hall, string? language, long sequence)
    {
        if (LiveAddress.Find(halls, pages, kind, key, hall, language) is not { } address) return null;
        await drawn.WatchAsync(LiveConnections.Of(Context), address, sequence);
        return new(LiveVersion.Now);
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await drawn.LeaveAsync(LiveConnections.Of(Context));
        await base.OnDisconnectedAsync(exception);
    }
}

/// <param name="Version">Of the program: a page drawn by another one reloads once.</param>
internal sealed record LiveAnswer(string Version);
