using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using TidalHall.Hub.Hosting;

namespace TidalHall.Benchmarks;

/// <summary>A hub in this process, on any free port, that writes no log and has no demo devices.</summary>
internal static class QuietHub
{
    public static Task<StartedHub> StartAsync(string hallFile, string data)
    {
        var options = new HubOptions { Urls = "http://127.0.0.1:0", Data = data, HallFile = hallFile, DemoDevices = false, PublicUrl = new("http://127.0.0.1") };
        // Its files beside it are named after the hub.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = typeof(HubHost).Assembly.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        return HubHost.StartAsync(builder, options, CancellationToken.None);
    }
}
