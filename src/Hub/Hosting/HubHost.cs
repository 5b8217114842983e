using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Core.Papers;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Api;
using TidalHall.Hub.Casework;
using TidalHall.Hub.Live;
using TidalHall.Hub.Notifying;
using TidalHall.Hub.Pages;
using TidalHall.Hub.People;
using TidalHall.Hub.Pickup;
using TidalHall.Hub.Play;
using TidalHall.Hub.Ratings;
using TidalHall.Hub.SignIn;
using TidalHall.Hub.Voice;
using TidalHall.Hub.Waits;
using TidalHall.Hub.WindowDevices;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Hosting;

/// <summary>The composition: what the hub is made of, and in which order it comes up.</summary>
internal static class HubHost
{
    /// <exception cref="StartRefused">The hub cannot start as told.</exception>
    public static async Task RunAsync(WebApplicationOptions host, Func<IConfiguration, HubOptions> read, CancellationToken cancel)
    {
        var builder = WebApplication.CreateBuilder(host);
        var options = read(builder.Configuration);
        await using var hub = await StartAsync(builder, options, cancel);
        StartBanner.Print(hub.App, options);
        await hub.App.WaitForShutdownAsync(cancel);
    }

    /// <summary>Brings a hub up: it listens when this returns.</summary>
    /// <exception cref="StartRefused">The hub cannot start as told.</exception>
    /// <param name="replace">Takes the last word on the composition.</param>
    internal static async Task<StartedHub> StartAsync(WebApplicationBuilder builder, HubOptions options, CancellationToken cancel, Action<IServiceCollection>? replace = null)
    {
        var hall = HallFiles.Read(options.HallFile);
        var papers = PaperFiles.Beside(options.HallFile);
        var data = DataFolder.Open(options.Data);
        var listens = false;
        // Why a start fails is thrown to us, who say it in a sentence; the host would log it with its stack before that.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => level >= (listens ? LogLevel.Warning : LogLevel.Critical));
        try
        {
            var hub = new StartedHub(Build(builder, options, hall, papers, data, replace), data);
            hub.App.Services.GetRequiredService<IHalls>();
            hub.App.Services.GetRequiredService<IPeople>();
            await hub.App.Services.GetRequiredService<DemoAccounts>().MakeAsync(cancel);
            await hub.App.StartAsync(cancel);
            listens = true;
            return hub;
        }
        catch (Exception e)
        {
            data.Dispose();
            if (WhatToDo(e, options) is { } sentence) throw new StartRefused(sentence, e);
            throw;
        }
    }

    /// <summary>A sentence where the person at the keyboard can mend it; null: it is ours to mend.</summary>
    private static string? WhatToDo(Exception e, HubOptions options) => e switch
    {
        IOException { InnerException: AddressInUseException } => $"{options.Urls}: the address is in use. Stop what listens there, or give another with --urls.",
        SocketException { SocketErrorCode: SocketError.AccessDenied } => $"{options.Urls}: whoever starts the hub may not listen there; ports below 1024 take a right of their own. Give another with --urls.",
        SocketException => $"{options.Urls}: this machine cannot listen there ({e.Message}). Give an address of its own with --urls.",
        InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } when options.Urls.Contains("https:", StringComparison.OrdinalIgnoreCase) =>
            $"{options.Urls}: https needs a certificate. Name it in the settings Kestrel:Certificates:Default:Path and :Password, or put a proxy that has one before http://.",
        // A file that cannot be kept as it must be, a secret that cannot be written.
        IOException or UnauthorizedAccessException => $"The hub cannot start: {e.Message}",
        SqliteException => $"{options.Data}: a file in it cannot be opened ({e.Message}). Make room, or ask which it is and what to do: doctor --data {options.Data}",
        { InnerException: { } inner } when e is not StartRefused => WhatToDo(inner, options),
        _ => null,
    };

    private static WebApplication Build(WebApplicationBuilder builder, HubOptions options, LoadedHall hall, PaperLayouts papers, DataFolder data, Action<IServiceCollection>? replace)
    {
        builder.WebHost.UseUrls(options.Urls).UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1024 * 1024);
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information).WithoutCallArguments();
        builder.Services
            .AddSingleton(options).AddSingleton(hall).AddSingleton(data).AddSingleton(TimeProvider.System)
            .AddSingleton(ApiKey.In(data, options.ApiKey)).AddSingleton(AgentKeys.In(data, TimeProvider.System))
            .AddSingleton(new PublicAddress(options.PublicUrl))
            .AddHallClock(options, hall, data).AddSingleton<IHalls, HallDoors>().AddSingleton(HallFiles.ExampleBeside(options.HallFile)).AddSingleton(papers)
            .AddAgents()
            .AddWindowDevices()
            .AddCasework()
            .AddNotifying(builder.Configuration, data)
            .AddPeople(data)
            .AddPickup(data)
            .AddSurfaces()
            // After the surfaces: it has the last word on who is signed in within a circuit.
            .AddSignIn(data)
            .AddLive()
            .AddVoice()
            .AddWaits()
            .AddApi();
        // Else everybody is signed out by a restart and every form refused.
        builder.Services.AddDataProtection().PersistKeysToFileSystem(Directory.CreateDirectory(data.File("keys"))).SetApplicationName("TidalHall");
        builder.Services.AddHealthChecks();
        replace?.Invoke(builder.Services);

        var app = builder.Build();
        app.UseStatusCodePages();
        app.MapOpenApi();
        app.MapApi();
        app.MapAgents();
        app.MapCasework();
        app.MapNotifying();
        app.MapRatingFiles();
        app.MapHealth();
        app.MapLive();
        app.MapVoice();
        app.MapSurfaces();
        return app;
    }
}

/// <summary>A hub that listens; disposed, it has let go of its data folder.</summary>
internal sealed record StartedHub(WebApplication App, DataFolder Data) : IAsyncDisposable
{
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        Data.Dispose();
    }
}
