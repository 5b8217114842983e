using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.Tests.Live;

namespace TidalHall.Hub.Tests.Agents;

/// <summary>An agent whose line is there and takes nothing.</summary>
public sealed class StuckAgentSpecs
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task With_megabytes_waiting_for_it_nobody_is_held_up_and_it_is_cut_when_its_time_is_over()
    {
        var time = new FakeTimeProvider();
        await using var hub = await RunningHub.StartAsync(cancel: Cancel, services: all => all.AddSingleton<HubLifetimeManager<AgentHub>>(
            new AgentConnections(time, NullLogger<AgentConnections>.Instance, NullLogger<DefaultHubLifetimeManager<AgentHub>>.Instance)));
        var (desk, keys) = (hub.Services.GetRequiredService<DeviceDesk>(), hub.Services.GetRequiredService<AgentKeys>());
        DeviceId first = new("printer-1"), second = new("printer-2");

        using var stuck = await StuckClient.ConnectAsync(hub.Address, AgentProtocol.Path, keys.Enrol("hall-1"), JsonSerializer.Serialize(new
        {
            type = 1,
            invocationId = "1",
            target = AgentProtocol.Hello,
            arguments = new[] { Hello(first) },
        }, JsonSerializerOptions.Web));
        while (desk.ConnectionOf(first) is null) await Task.Delay(10, Cancel);
        var others = keys.Enrol("hall-2");
        await using var other = new HubConnectionBuilder().WithUrl(new Uri(hub.Address, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(others)).Build();
        other.On<JobOrder>(AgentProtocol.Do, order => other.InvokeAsync(AgentProtocol.ReportJob, new JobResult(order.Job.Job, order.Job.Device, JobOutcome.Done), Cancel));
        await other.StartAsync(Cancel);
        Assert.True((await other.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, Hello(second), Cancel)).Accepted);

        var line = hub.Services.GetRequiredService<IHubContext<AgentHub, IAgent>>().Clients.Client(desk.ConnectionOf(first)!);
        for (var i = 0; i < 10; i++) Assert.True(line.Do(new(Job(first, new string('x', 500_000)))).IsCompletedSuccessfully, "Whoever sends to it waits.");
        Assert.Equal(JobOutcome.Done, (await hub.Services.GetRequiredService<JobDesk>().DoAsync(Job(second, "A012"), Cancel)).Outcome);
        Assert.NotNull(desk.ConnectionOf(first));

        for (; desk.ConnectionOf(first) is not null; time.Advance(TimeSpan.FromSeconds(1))) await Task.Delay(10, Cancel);
        Assert.NotNull(desk.ConnectionOf(second));
    }

    private static AgentHello Hello(DeviceId device) => new(AgentProtocol.Version, "0.1.0", [new(device, DeviceState.Ready)], Guid.NewGuid());
    private static ShowOnSignJob Job(DeviceId device, string text) => new(Guid.NewGuid(), device, TimeProvider.System.GetUtcNow().AddMinutes(1), text);
}
