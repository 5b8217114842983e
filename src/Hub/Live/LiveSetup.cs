using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Doors;

namespace TidalHall.Hub.Live;

/// <summary>What the hub needs to push to screens.</summary>
internal static class LiveSetup
{
    public static IServiceCollection AddLive(this IServiceCollection services)
    {
        services.AddSingleton<HubLifetimeManager<LiveHub>, LiveConnections>().AddSingleton<PageRenderer>().AddSingleton<DrawnPages>().AddSingleton<IFollowed>(all => all.GetRequiredService<DrawnPages>());
        services.AddSignalR().AddHubOptions<LiveHub>(options =>
        {
            options.KeepAliveInterval = TimeSpan.FromSeconds(5);
            // A stopped browser is cut soon, a slow one has time.
            options.ClientTimeoutInterval = TimeSpan.FromSeconds(20);
            options.MaximumReceiveMessageSize = 4 * 1024;
        });
        return services;
    }

    public static void MapLive(this WebApplication app) => app.MapHub<LiveHub>(LiveHub.Path);
}
