using Microsoft.AspNetCore.SignalR;

namespace TidalHall.Hub.Live;

/// <summary>Gives each connection its viewer. A group send would queue without bound behind a page that does not drain.</summary>
internal sealed class LiveConnections(TimeProvider time, ILogger<LiveViewer> log, ILogger<DefaultHubLifetimeManager<LiveHub>> lifetimeLog)
    : DefaultHubLifetimeManager<LiveHub>(lifetimeLog)
{
    public static LiveViewer Of(HubCallerContext caller) => (LiveViewer)caller.Items[typeof(LiveViewer)]!;

    public override Task OnConnectedAsync(HubConnectionContext connection)
    {
        var viewer = new LiveViewer(connection, time, log);
        connection.Items[typeof(LiveViewer)] = viewer;
        viewer.Start();
        return base.OnConnectedAsync(connection);
    }
}
