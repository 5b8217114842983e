using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Agents;

/// <summary>Who comes in by the agents' door, and what hub and agent say to each other there.</summary>
public sealed class AgentDoorSpecs : IAsyncLifetime
{
    private static readonly DeviceId Printer = new("printer-1");
    private readonly List<HubConnection> _agents = [];
    private RunningHub _hub = null!;
    private string _key = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private DeviceDesk Desk => _hub.Services.GetRequiredService<DeviceDesk>();

    [Fact]
    public async Task A_second_agent_with_one_key_is_refused_and_both_sides_say_so()
    {
        await WelcomeAsync(Guid.NewGuid());
        var second = await HelloAsync(Guid.NewGuid());
        Assert.Equal((false, "Another agent is in with the key of \"hall-1\". Give each its own: enrol NAME."), (second.Accepted, second.Reason));
        Assert.Equal(AgentRefusalKind.SecondWithThisKey, Assert.Single(Desk.Refused).Kind);
        Assert.Single(Desk.Agents);
    }

    [Fact]
    public async Task The_same_agent_come_back_takes_the_place_of_its_dead_line()
    {
        var folder = Guid.NewGuid();
        await WelcomeAsync(folder);
        var first = Desk.ConnectionOf(Printer);
        await WelcomeAsync(folder);
        Assert.NotEqual(first, Desk.ConnectionOf(Printer));
        Assert.Single(Desk.Agents);
        // The dead line ends at last: its devices are not away.
        await _agents[0].StopAsync(Cancel);
        await _agents[1].InvokeAsync(AgentProtocol.Beat, Cancel);
        Assert.NotNull(Desk.ConnectionOf(Printer));
    }

    [Theory]
    [InlineData(1, AgentRefusalKind.Older, "This agent speaks protocol 1, older than the hub's 2. Update the agent.")]
    [InlineData(3, AgentRefusalKind.Newer, "This agent speaks protocol 3, newer than the hub's 2. Update the hub.")]
    internal async Task An_agent_of_another_day_is_told_which_of_the_two_is_to_be_updated(int protocol, AgentRefusalKind kind, string sentence)
    {
        var welcome = await HelloAsync(Guid.NewGuid(), protocol);
        Assert.Equal((false, 2, sentence), (welcome.Accepted, welcome.Protocol, welcome.Reason));
        Assert.Equal((kind, "hall-1"), Assert.Single(Desk.Refused) is var r ? (r.Kind, r.Agent) : default);
        await WelcomeAsync(Guid.NewGuid());
        Assert.Empty(Desk.Refused);
    }

    [Fact]
    public async Task A_key_that_is_wrong_taken_away_or_a_year_old_opens_nothing()
    {
        var good = _key;
        _key = "guessed";
        await RefusedAsync();
        _key = good;
        _hub.Services.GetRequiredService<AgentKeys>().Remove("hall-1");
        await RefusedAsync();

        var folder = Directory.CreateTempSubdirectory("keys-");
        var time = new FakeTimeProvider();
        using (var data = DataFolder.OpenShared(folder.FullName))
        {
            var keys = AgentKeys.In(data, time);
            var old = keys.Enrol("hall-2");
            time.Advance(AgentKeys.Lifetime - TimeSpan.FromSeconds(1));
            Assert.Equal("hall-2", keys.NameOf(old));
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.Null(keys.NameOf(old));
        }
        folder.Delete(recursive: true);
    }

    private async Task RefusedAsync() =>
        Assert.Equal(System.Net.HttpStatusCode.Unauthorized, (await Assert.ThrowsAsync<HttpRequestException>(ConnectAsync)).StatusCode);

    [Fact]
    public async Task A_job_is_sent_to_who_carries_the_device_and_its_outcome_comes_back()
    {
        var agent = await WelcomeAsync(Guid.NewGuid());
        var orders = new ConcurrentQueue<DeviceJob>();
        agent.On<JobOrder>(AgentProtocol.Do, async order =>
        {
            orders.Enqueue(order.Job);
            await agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(order.Job.Job, order.Job.Device, JobOutcome.Done, null, new DoorAnswer(SeenOpen: true)), Cancel);
        });
        var result = await _hub.Services.GetRequiredService<JobDesk>().DoAsync(new OpenCompartmentJob(Guid.NewGuid(), Printer, TimeProvider.System.GetUtcNow().AddSeconds(20), 4), Cancel);
        Assert.Equal((JobOutcome.Done, new DoorAnswer(SeenOpen: true)), (result.Outcome, result.Answer));
        Assert.Equal((4, true), Assert.IsType<OpenCompartmentJob>(Assert.Single(orders)) is var sent ? (sent.Lock, sent.Within > TimeSpan.Zero) : default);
    }

    [Fact]
    public async Task A_job_nobody_takes_before_its_deadline_has_expired() =>
        Assert.Equal(JobOutcome.Expired, (await _hub.Services.GetRequiredService<JobDesk>().DoAsync(new PulseJob(Guid.NewGuid(), Printer, TimeProvider.System.GetUtcNow().AddSeconds(1), 1), Cancel)).Outcome);

    [Fact]
    public async Task A_trace_is_switched_and_read_over_the_agents_line()
    {
        var agent = await WelcomeAsync(Guid.NewGuid());
        var on = false;
        agent.On<DeviceId, bool>(AgentProtocol.Trace, (_, to) => on = to);
        agent.On<DeviceId, DeviceTrace>(AgentProtocol.ReadTrace, _ => new(on, [new(DateTimeOffset.UnixEpoch, true, 3, "100401")]));
        Assert.True(await Desk.TraceAsync(Printer, true, Cancel));
        var trace = await Desk.ReadTraceAsync(Printer, Cancel);
        Assert.True(trace!.IsOn);
        Assert.Equal("100401", Assert.Single(trace.Lines).Shown);
        Assert.Null(await Desk.ReadTraceAsync(new("printer-2"), Cancel));
        Assert.False(await Desk.TraceAsync(new("printer-2"), true, Cancel));
    }

    [Fact]
    public async Task An_event_told_twice_is_one_and_one_of_another_agents_device_is_refused()
    {
        var agent = await WelcomeAsync(Guid.NewGuid());
        var seen = new ConcurrentQueue<DeviceEvent>();
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var watching = Task.Run(async () => { await foreach (var e in Desk.WatchEventsAsync(Printer, over.Token)) seen.Enqueue(e); }, Cancel);
        var news = new DeviceNews(Guid.NewGuid(), default, new KeyPressed(Printer, "Next"));
        for (var i = 0; seen.IsEmpty && i < 500; i++)
        {
            await agent.InvokeAsync(AgentProtocol.ReportNews, news with { Id = Guid.NewGuid() }, Cancel);
            await Task.Delay(10, Cancel);
        }
        var before = seen.Count;
        await agent.InvokeAsync(AgentProtocol.ReportNews, news, Cancel);
        await agent.InvokeAsync(AgentProtocol.ReportNews, news, Cancel);
        await agent.InvokeAsync(AgentProtocol.ReportNews, news with { Id = Guid.NewGuid() }, Cancel);
        while (seen.Count < before + 2) await Task.Delay(10, Cancel);
        Assert.Equal(before + 2, seen.Count);
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => agent.InvokeAsync(AgentProtocol.ReportNews, new DeviceNews(Guid.NewGuid(), default, new KeyPressed(new("printer-2"), "Next")), Cancel));
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task Who_has_not_said_hello_does_not_beat()
    {
        var stranger = await ConnectAsync();
        await Assert.ThrowsAsync<Microsoft.AspNetCore.SignalR.HubException>(() => stranger.InvokeAsync(AgentProtocol.Beat, Cancel));
    }

    private async Task<HubConnection> WelcomeAsync(Guid instance)
    {
        var agent = await ConnectAsync();
        Assert.True((await SayAsync(agent, instance, AgentProtocol.Version)).Accepted);
        return agent;
    }

    private async Task<AgentWelcome> HelloAsync(Guid instance, int protocol = AgentProtocol.Version) => await SayAsync(await ConnectAsync(), instance, protocol);

    private static Task<AgentWelcome> SayAsync(HubConnection agent, Guid instance, int protocol) =>
        agent.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, new AgentHello(protocol, "0.1.0", [new(Printer, DeviceState.Ready)], instance, [new(Printer, "p", "10.0.0.7:9100")]), Cancel);

    private async Task<HubConnection> ConnectAsync()
    {
        var agent = new HubConnectionBuilder().WithUrl(new Uri(_hub.Address, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(_key)).Build();
        _agents.Add(agent);
        await agent.StartAsync(Cancel);
        return agent;
    }

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync(cancel: Cancel);
        _key = _hub.Services.GetRequiredService<AgentKeys>().Enrol("hall-1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        await _hub.DisposeAsync();
    }
}
