using Microsoft.AspNetCore.DataProtection;
using TidalHall.Core.Doors;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Api;
using TidalHall.Hub.Live;
using TidalHall.Hub.Pages;
using TidalHall.Ui.Surfaces;
using TidalHall.Hub.People;
using TidalHall.Hub.Play;
using TidalHall.Hub.Voice;
using TidalHall.Hub.SignIn;

namespace TidalHall.Hub.Hosting;

/// <summary>The composition: what the hub is made of, and in which order it comes up.</summary>
internal static class HubHost
{
    /// <exception cref="StartRefused">The hub cannot start as told.</exception>
    public static async Task RunAsync(WebApplicationOptions host, Func<IConfiguration, HubOptions> read, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(host);
        var options = read(builder.Configuration);
        var hall = HallFiles.Read(options.HallFile);
        using var data = DataFolder.Open(options.Data);
        await using var app = Build(builder, options, hall, data);
        app.Services.GetRequiredService<IHalls>();
        app.Services.GetRequiredService<IPeople>();
        await app.Services.GetRequiredService<DemoAccounts>().MakeAsync(cancel);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException e) when (e.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new StartRefused($"{options.Urls}: the address is in use. Stop what listens there, or give another with --urls.", e);
        }
        StartBanner.Print(app, options);
        await app.WaitForShutdownAsync(cancel);
    }

    private static WebApplication Build(WebApplicationBuilder builder, HubOptions options, LoadedHall hall, DataFolder data)
    {
        builder.WebHost.UseUrls(options.Urls).UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        builder.Services
            .AddSingleton(options).AddSingleton(hall).AddSingleton(data).AddSingleton(TimeProvider.System)
            .AddSingleton(ApiKey.In(data, options.ApiKey)).AddSingleton(AgentKeys.In(data, TimeProvider.System))
            .AddSingleton(new PublicAddress(options.PublicUrl))
            .AddHallClock(options, hall, data).AddSingleton<IHalls, HallDoors>()
            .AddAgents()
            .AddPeople(data)
            .AddSignIn(data)
            .AddSurfaces()
            .AddLive()
            .AddVoice()
            .AddProblemDetails().AddOpenApi();
        // Else everybody is signed out by a restart and every form refused.
        builder.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateDirectory(data.File("keys"))).SetApplicationName("TidalHall");
        builder.Services.AddHealthChecks();

        var app = builder.Build();
        app.UseStatusCodePages();
        app.MapOpenApi();
        app.MapApi();
        app.MapAgents();
        app.MapHealth();
        app.MapLive();
        app.MapVoice();
        app.MapSurfaces();
        return app;
    }
}
