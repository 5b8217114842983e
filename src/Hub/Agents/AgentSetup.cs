using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Hub.Hosting;
using TidalHall.Ui.SignIn;

namespace TidalHall.Hub.Agents;

internal static class AgentSetup
{
    public static IServiceCollection AddAgents(this IServiceCollection services)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, AgentKeyHandler>(AgentKeyHandler.Scheme, null);
        services.AddAuthorization();
        services.AddSignalR(hub => hub.MaximumReceiveMessageSize = AgentProtocol.MaxMessageBytes).AddHubOptions<AgentHub>(hub =>
            (hub.MaximumReceiveMessageSize, hub.KeepAliveInterval, hub.ClientTimeoutInterval) = (AgentProtocol.MaxMessageBytes, AgentProtocol.BeatEvery, AgentProtocol.SilentFor));
        services.AddSingleton<HubLifetimeManager<AgentHub>, AgentConnections>();
        services.AddSingleton<SteadyTime>().AddSingleton<DeviceDesk>().AddSingleton<JobDesk>().AddSingleton<IBookingPapers, BookingPapers>().AddSingleton<IDevices>(all => all.GetRequiredService<DeviceDesk>());
        services.AddSingleton<PrintDesk>().AddHostedService(all => all.GetRequiredService<PrintDesk>());
        services.AddHostedService<DemoAgent>();
        services.AddHealthChecks().AddCheck<DemoDevicesCheck>("demo-devices", tags: [HealthEndpoints.Ready]);
        return services;
    }

    public static void MapAgents(this WebApplication app)
    {
        app.MapHub<AgentHub>(AgentProtocol.Path);
        // A paper holds the link to somebody's ticket: for those who look after the printer.
        app.MapGet("/devices/{printer}/paper.png", (string printer, IDevices devices) =>
                TextId.TryParse<DeviceId>(printer, out var id) && devices.LastPicture(id) is { } png ? Results.File(png, "image/png") : Results.NotFound())
            .RequireAuthorization(Policies.Technique).ExcludeFromDescription();
    }
}
