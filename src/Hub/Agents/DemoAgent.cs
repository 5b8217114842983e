using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using TidalHall.Core.Doors;
using TidalHall.DeviceAgents.Agent;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Agents;

/// <summary>The simulated devices of the demo: a device agent in this process that comes in by the same door as any, once the hub listens.</summary>
internal sealed class DemoAgent(HubOptions options, IHalls halls, AgentKeys keys, DataFolder data, IServer server, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<AgentHost> log) : IHostedService
{
    private AgentHost? _agent;
    private CancellationTokenRegistration _started;

    public Task StartAsync(CancellationToken cancel)
    {
        if (options.DemoDevices) _started = lifetime.ApplicationStarted.Register(() => _ = BeginAsync());
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancel)
    {
        await _started.DisposeAsync();
        if (_agent is not null) await _agent.StopAsync(cancel);
    }

    private Task BeginAsync()
    {
        var address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        _agent = new(new(Loopback(address), keys.DemoKey, data.File("demo-outbox"), DemoDevices.For(halls.Default.View.Plan)), time, log);
        return _agent.StartAsync(CancellationToken.None);
    }

    /// <summary>"http://[::]:5080" and "http://*:5080" are where it listens, not where one goes.</summary>
    private static Uri Loopback(string address)
    {
        var builder = new UriBuilder(address.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));
        if (builder.Host is "[::]" or "0.0.0.0") builder.Host = "localhost";
        return builder.Uri;
    }
}
