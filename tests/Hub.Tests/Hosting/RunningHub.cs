using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Doors;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Tests.Hosting;

/// <summary>A hub in this process: the whole composition, on a free port, with a data folder of its own that goes with it.</summary>
public sealed class RunningHub : IAsyncDisposable
{
    public const string Key = "test-key";

    private readonly StartedHub _hub;
    private readonly bool _ownsData;

    private RunningHub(StartedHub hub, bool ownsData)
    {
        (_hub, _ownsData) = (hub, ownsData);
        Address = new(hub.App.Urls.First());
        Client = new() { BaseAddress = Address };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        Anonymous = new() { BaseAddress = Address };
    }

    public Uri Address { get; }
    /// <summary>Speaks to the hub with the integrators' key.</summary>
    public HttpClient Client { get; }
    /// <summary>Speaks to the hub without a key, as a screen does.</summary>
    public HttpClient Anonymous { get; }
    public IServiceProvider Services => _hub.App.Services;
    public IHall Hall => Services.GetRequiredService<IHalls>().Default;
    public string Data => _hub.Data.Path;

    /// <param name="hallFile">A file of the folder halls, or a full path.</param>
    /// <param name="data">A folder that is kept; null = a fresh one that is deleted.</param>
    /// <param name="services">Replaces parts of the composition, the clock say.</param>
    /// <param name="play">A day file to be played, as fast as it goes.</param>
    public static async Task<RunningHub> StartAsync(string hallFile = "provincial-centre.json", string? data = null, bool demoDevices = false,
        Action<IServiceCollection>? services = null, string urls = "http://127.0.0.1:0", string? play = null, CancellationToken cancel = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(HubHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        var hub = await HubHost.StartAsync(builder, new()
        {
            Urls = urls,
            Data = data ?? Directory.CreateTempSubdirectory("hub-").FullName,
            HallFile = Path.Combine(AppContext.BaseDirectory, "halls", hallFile),
            ApiKey = Key,
            DemoDevices = demoDevices,
            PublicUrl = new("http://localhost"),
            Play = play,
            Speed = 600,
        }, cancel, parts =>
        {
            // Passwords made for one test: at the product's hundred thousand rounds they were a fifth of all that a start cost.
            parts.Configure<PasswordHasherOptions>(hashing => hashing.IterationCount = 1_000);
            services?.Invoke(parts);
        });
        return new(hub, data is null);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        Anonymous.Dispose();
        await _hub.DisposeAsync();
        if (_ownsData) Directory.Delete(Data, recursive: true);
    }
}
