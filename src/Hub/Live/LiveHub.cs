using System.Globalization;
using TidalHall.Core.Announcing;
using TidalHall.Core.Doors;
using TidalHall.Hub.Voice;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Live;

/// <summary>Where screens without a circuit hear of change. Anybody may watch what hangs on the hall's wall; a ticket's page needs its code.</summary>
internal sealed class LiveHub(IHalls halls, IEnumerable<ILivePage> pages, DrawnPages drawn, HallVoices voices) : Microsoft.AspNetCore.SignalR.Hub
{
    public const string Path = "/hubs/live";

    /// <param name="sequence">Of what the page shows; -1 for nothing.</param>
    /// <returns>Null where there is no such page.</returns>
    public async Task<LiveAnswer?> Watch(string? kind, string? key, string? hall, string? language, long sequence)
    {
        if (LiveAddress.Find(halls, pages, kind, key, hall, language) is not { } address) return null;
        await drawn.WatchAsync(LiveConnections.Of(Context), address, sequence);
        return new(LiveVersion.Now, await voices.CameAsync(Context.ConnectionId, address));
    }

    /// <summary>The page tried a silent sound and may play.</summary>
    public void Able() => voices.Able(Context.ConnectionId);

    /// <param name="id">As told by <see cref="ILivePages.Speak"/>.</param>
    public Task Ended(string? id) => voices.EndedAsync(Context.ConnectionId, Read(id), Context.ConnectionAborted);

    /// <param name="id">"" where it is about no announcement but about sound at all.</param>
    /// <param name="reason">"blocked" where the browser wants a touch first, else what went wrong.</param>
    public Task Refused(string? id, string? reason) => voices.RefusedAsync(Context.ConnectionId, Read(id), reason is "blocked" ? NotSpokenWhy.SoundOff : NotSpokenWhy.PlayerFailed, Context.ConnectionAborted);

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        await drawn.LeaveAsync(LiveConnections.Of(Context));
        await voices.LeftAsync(Context.ConnectionId);
        await base.OnDisconnectedAsync(exception);
    }

    private static long Read(string? id) => long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var utterance) ? utterance : -1;
}

/// <param name="Version">Of the program: a page drawn by another one reloads once.</param>
/// <param name="Speaks">The page is asked to play what is called in its zones.</param>
internal sealed record LiveAnswer(string Version, bool Speaks);
