using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using TidalHall.Core.Doors;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.Hub.Hosting;

namespace TidalHall.Hub.Agents;

/// <summary>The simulated devices of the demo: a device agent in this process that comes in by the same door as any, once the hub listens.</summary>
internal sealed class DemoAgent(HubOptions options, IHalls halls, AgentKeys keys, DataFolder data, IServer server, IHostApplicationLifetime lifetime, TimeProvider time, ILogger<AgentHost> log) : IHostedService
{
    private AgentHost? _agent;
    private CancellationTokenRegistration _started;

    public Task StartAsync(CancellationToken cancel)
    {
        if (!options.DemoDevices) return Task.CompletedTask;
        // Read before the hub listens: a profile that is wrong is told to the person who starts it.
        var devices = Devices();
        _started = lifetime.ApplicationStarted.Register(() => Begin(devices));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancel)
    {
        await _started.DisposeAsync();
        if (_agent is not null) await _agent.StopAsync(cancel);
    }

    private IReadOnlyList<AgentDevice> Devices()
    {
        try
        {
            return DemoDevices.For(halls.Default.View.Plan);
        }
        catch (ProfileException e)
        {
            throw new StartRefused(e.Message, e);
        }
    }

    private void Begin(IReadOnlyList<AgentDevice> devices)
    {
        var address = server.Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
        _agent = new(new(Loopback(address), keys.DemoKey, data.File("demo-outbox"), devices), time, log);
        // Returns at once; the agent tries for ever, and says why where it does not get in.
        _agent.StartAsync(CancellationToken.None);
    }

    /// <summary>"http://[::]:5080" and "http://*:5080" are where it listens, not where one goes.</summary>
    private static Uri Loopback(string address)
    {
        var builder = new UriBuilder(address.Replace("//*", "//localhost", StringComparison.Ordinal).Replace("//+", "//localhost", StringComparison.Ordinal));
        if (builder.Host is "[::]" or "0.0.0.0") builder.Host = "localhost";
        return builder.Uri;
    }
}
