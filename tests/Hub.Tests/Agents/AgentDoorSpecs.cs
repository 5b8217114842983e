using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Live;
using TidalHall.Hub.Tests.Halls;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Agents;

/// <summary>Who comes in by the agents' door, and what hub and agent say to each other there.</summary>
public sealed class AgentDoorSpecs : IAsyncLifetime
{
    private static readonly DeviceId Printer = new("printer-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 25, 12, 0, 0, TimeSpan.FromHours(8));
    private readonly SetClock _clock = new(TimeProvider.System);
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
    public async Task A_job_nobody_takes_before_its_deadline_has_expired_though_the_clock_was_set_back_a_day_meanwhile()
    {
        var job = _hub.Services.GetRequiredService<JobDesk>().DoAsync(new PulseJob(Guid.NewGuid(), Printer, TimeProvider.System.GetUtcNow().AddSeconds(1), 1), Cancel);
        _clock.By = TimeSpan.FromDays(-1);
        Assert.Equal(JobOutcome.Expired, (await job).Outcome);
    }

    [Fact]
    public async Task What_became_of_a_job_counts_once_however_often_it_is_told()
    {
        var folder = Guid.NewGuid();
        var agent = await WelcomeAsync(folder);
        var (done, unknown) = (new JobResult(Guid.NewGuid(), Printer, JobOutcome.Done), new JobResult(Guid.NewGuid(), Printer, JobOutcome.Unknown, DeviceFault.NoAnswer));
        // An agent that heard no answer tells it again; so does the same agent come back.
        foreach (var told in new[] { done, unknown, done, unknown, done }) await agent.InvokeAsync(AgentProtocol.ReportJob, told, Cancel);
        var back = await WelcomeAsync(folder);
        foreach (var told in new[] { unknown, done }) await back.InvokeAsync(AgentProtocol.ReportJob, told, Cancel);
        var tally = Desk.TallyOf(Printer);
        Assert.Equal((1, 0, 1, unknown.Job), (tally.Done, tally.Failed, tally.Unknown, tally.Trouble!.Job));
    }

    [Fact]
    public async Task A_receipt_of_sixty_materials_and_a_trace_of_forty_kilobytes_go_through_and_a_picture_too_large_is_refused_by_a_sentence()
    {
        var agent = await WelcomeAsync(Guid.NewGuid());
        var papers = new ConcurrentQueue<PrintJob>();
        agent.On<JobOrder>(AgentProtocol.Do, order =>
        {
            papers.Enqueue((PrintJob)order.Job);
            return agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(order.Job.Job, order.Job.Device, JobOutcome.Done), Cancel);
        });
        // In the hall's offset and in UTC: one instant.
        agent.On<DeviceId, DeviceTrace>(AgentProtocol.ReadTrace, _ => new(true, [.. Enumerable.Range(0, 40).Select(n => new TraceLine(n % 2 == 0 ? Noon : Noon.ToUniversalTime(), true, 512, new string('A', 1024)))]));

        var materials = Enumerable.Range(1, 60).Select(n => new Dictionary<string, string> { ["name"] = $"材料 {n}：{new string('证', 60)}", ["form"] = "原件", ["copies"] = "1 份" }).ToArray();
        var receipt = _hub.Services.GetRequiredService<PaperLayouts>().Sheet(PaperKind.MaterialReceipt, new() { ["number"] = "SL202611250017" }, new() { ["materials"] = materials });
        var deadline = TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddSeconds(20);
        Assert.Equal(JobOutcome.Done, (await _hub.Services.GetRequiredService<JobDesk>().DoAsync(new PrintJob(Guid.NewGuid(), Printer, deadline, receipt), Cancel)).Outcome);
        var paper = Assert.Single(papers);
        Assert.Equal(materials[59]["name"], paper.Paper.Lists["materials"][59]["name"]);
        Assert.Equal(deadline.UtcTicks, paper.Deadline.UtcTicks);

        var trace = await Desk.ReadTraceAsync(Printer, Cancel);
        Assert.Equal(40 * 1024, trace!.Lines.Sum(l => l.Shown.Length));
        Assert.All(trace.Lines, line => Assert.Equal(Noon.UtcTicks, line.At.UtcTicks));

        var refused = await Assert.ThrowsAsync<HubException>(() => agent.InvokeAsync(AgentProtocol.ReportPicture, Printer, new byte[AgentProtocol.MaxPictureBytes + 1], Cancel));
        Assert.EndsWith($"A picture has at most {AgentProtocol.MaxPictureBytes} bytes.", refused.Message, StringComparison.Ordinal);
        await agent.InvokeAsync(AgentProtocol.ReportPicture, Printer, new byte[AgentProtocol.MaxPictureBytes], Cancel);
        // The line lives on.
        await agent.InvokeAsync(AgentProtocol.Beat, Cancel);
        Assert.Equal(AgentProtocol.MaxPictureBytes, Desk.LastPicture(Printer)!.Length);
    }

    [Fact]
    public void Agents_and_screens_speak_one_protocol_whose_instants_keep_their_offset()
    {
        Assert.Equal(["json"], _hub.Services.GetRequiredService<IOptions<HubOptions<AgentHub>>>().Value.SupportedProtocols!);
        Assert.Equal(["json"], _hub.Services.GetRequiredService<IOptions<HubOptions<LiveHub>>>().Value.SupportedProtocols!);
    }

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
        await Assert.ThrowsAsync<HubException>(() => agent.InvokeAsync(AgentProtocol.ReportNews, new DeviceNews(Guid.NewGuid(), default, new KeyPressed(new("printer-2"), "Next")), Cancel));
        await over.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => watching);
    }

    [Fact]
    public async Task Who_has_not_said_hello_does_not_beat()
    {
        var stranger = await ConnectAsync();
        await Assert.ThrowsAsync<HubException>(() => stranger.InvokeAsync(AgentProtocol.Beat, Cancel));
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
        _hub = await RunningHub.StartAsync(cancel: Cancel, services: all => all.AddSingleton<TimeProvider>(_clock));
        _key = _hub.Services.GetRequiredService<AgentKeys>().Enrol("hall-1");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) await agent.DisposeAsync();
        await _hub.DisposeAsync();
    }
}
