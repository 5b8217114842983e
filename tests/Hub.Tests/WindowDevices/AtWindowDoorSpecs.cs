using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Devices;
using TidalHall.Core.Evaluation;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.DeviceAgents.Agent;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.Hub.Agents;
using TidalHall.Hub.Tests.Hosting;
using TidalHall.Hub.WindowDevices;

namespace TidalHall.Hub.Tests.WindowDevices;

/// <summary>A window with its sign and pads, from the bytes of the devices to the hall and back, over the agents' own door.</summary>
public sealed class AtWindowDoorSpecs : IAsyncLifetime
{
    private const byte Next = 1, Start = 3, Finish = 4;
    private static readonly WindowId Window = new("w01");
    private static readonly DeviceId Sign = new("sign-1"), Pad = new("pad-1"), RatingPad = new("rating-1");
    private static readonly Actor Clerk = new(ActorKind.Staff, new("anna"), Roles.IntakeClerk);

    private readonly DirectoryInfo _outbox = Directory.CreateTempSubdirectory("agent-");
    private RunningHub _hub = null!;
    private string _key = "";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
    private HallView View => _hub.Hall.View;

    [Fact]
    public async Task The_keys_call_the_sign_shows_and_whoever_was_served_may_rate()
    {
        var time = TimeProvider.System;
        var sign = new SimulatedWindowSign(ProfileFile.Shipped("sim-sign").WindowSign!, time);
        var pad = new SimulatedCallerPad(ProfileFile.Shipped("sim-caller-pad").CallerPad!, time);
        var rating = new SimulatedRatingPad(time);
        await using SimulatedSocket signAt = new(sign), padAt = new(pad), ratingAt = new(rating);
        AgentHost Agent() => new(new(_hub.Address, _key, _outbox.FullName, [Device(Sign, "sim-sign", signAt), Device(Pad, "sim-caller-pad", padAt), Device(RatingPad, "sim-rating-pad", ratingAt)]), time, NullLogger<AgentHost>.Instance);

        var (first, second) = (await TakeAsync(), await TakeAsync());
        await DoAsync(new OpenWindow(Window));
        using (var agent = Agent())
        {
            await agent.StartAsync(Cancel);
            // It has told what became of the sign: what it tells of keys arrives too.
            await UntilAsync(() => Desk.TallyOf(Sign).Done > 0 && pad.IsServed);

            pad.Press(Next);
            pad.Press(Next);
            await UntilAsync(() => sign.Shown == $"{first} 请办理");
            pad.Press(Start);
            await UntilAsync(() => sign.Shown == $"{first} 办理中");
            Assert.Equal(1, View.Tickets.Count(t => t.State is VisitState.Waiting));

            pad.Press(Finish);
            await UntilAsync(() => rating.IsInviting && sign.Shown == "");
            rating.Press(2, 1);
            await UntilAsync(() => View.Ratings.Ratings.Any());
            var given = Assert.Single(View.Ratings.Ratings);
            Assert.Equal((2, 207, RatingChannel.Pad, Window, Clerk.Id), (given.Level, Assert.Single(given.Reasons), given.Channel, given.Window, given.Clerk));

            pad.Press(Next);
            await UntilAsync(() => sign.Shown == $"{second} 请办理");
            pad.Press(Finish);
            await UntilAsync(() => rating.IsInviting);
            rating.Decline();
            await UntilAsync(() => Desk.TallyOf(RatingPad).Done == 2);
            Assert.Single(View.Ratings.Ratings);

            await UntilAsync(() => sign.Shown == "");
            pad.Press(Next);
            await UntilAsync(() => sign.Shown == "无人等候");
            await UntilAsync(() => sign.Shown == "");
            await agent.StopAsync(Cancel);
        }
        await UntilAsync(() => Desk.ConnectionOf(Sign) is null);
        var third = await TakeAsync();
        await DoAsync(new CallNext(Window));
        await DoAsync(new StartService(Window));
        var before = sign.Taken;
        using (var again = Agent())
        {
            await again.StartAsync(Cancel);
            await UntilAsync(() => sign.Shown == $"{third} 办理中");
            Assert.Equal(before + 1, sign.Taken);
            await again.StopAsync(Cancel);
        }
    }

    [Fact]
    public async Task An_answer_told_after_the_hub_was_away_is_its_visits_once_and_silence_is_nothing()
    {
        var rated = await ServeAsync();
        var silent = await ServeAsync();
        await using var agent = new HubConnectionBuilder().WithUrl(new Uri(_hub.Address, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(_key)).Build();
        await agent.StartAsync(Cancel);
        await agent.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, new AgentHello(AgentProtocol.Version, "0.1.0", [new(RatingPad, DeviceState.Ready)]), Cancel);
        for (var time = 0; time < 2; time++)
            await agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(RatingDesk.JobOf(_hub.Hall.Id, rated, 1), RatingPad, JobOutcome.Done, null, new RatingAnswer(5, [])), Cancel);
        await agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(RatingDesk.JobOf(_hub.Hall.Id, silent, 1), RatingPad, JobOutcome.Done, null, new RatingAnswer(null, [])), Cancel);
        await agent.InvokeAsync(AgentProtocol.ReportJob, new JobResult(Guid.NewGuid(), RatingPad, JobOutcome.Done, null, new RatingAnswer(1, [])), Cancel);
        Assert.Equal((5, new RatingSubject.OfVisit(rated, 1)), Assert.Single(View.Ratings.Ratings) is var r ? (r.Level, r.Subject) : default);
    }

    private DeviceDesk Desk => _hub.Services.GetRequiredService<DeviceDesk>();

    private static AgentDevice Device(DeviceId id, string profile, SimulatedSocket at) => new(id, ProfileFile.Shipped(profile) with { Simulated = false }, "127.0.0.1", at.Port);

    private async Task<TicketId> ServeAsync()
    {
        await TakeAsync();
        await DoAsync(new OpenWindow(Window));
        var called = await DoAsync(new CallNext(Window));
        await DoAsync(new CompleteVisit(Window));
        return called.Ticket!.Value;
    }

    private async Task<TicketNumber> TakeAsync()
    {
        var item = View.Plan.Items.First(i => i.Category == View.Map.Windows[Window].Category && i.Then.Length == 0);
        var answer = await _hub.Hall.SendAsync(new(Guid.CreateVersion7(), Actor.Citizen("test"), new TakeTicket(item.Id)), Cancel);
        Assert.Null(answer.Refusal);
        return (await _hub.Hall.ViewAtAsync(answer.Sequence, Cancel)).Find(answer.Ticket!.Value)!.Number;
    }

    private async Task<Core.Doors.Answer> DoAsync(HallCommand command)
    {
        var answer = await _hub.Hall.SendAsync(new(Guid.CreateVersion7(), Clerk, command), Cancel);
        Assert.Null(answer.Refusal);
        return answer;
    }

    private static async Task UntilAsync(Func<bool> so)
    {
        using var within = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        within.CancelAfter(TimeSpan.FromSeconds(60));
        while (!so()) await Task.Delay(10, within.Token);
    }

    public async ValueTask InitializeAsync()
    {
        _hub = await RunningHub.StartAsync(cancel: Cancel);
        _key = _hub.Services.GetRequiredService<AgentKeys>().Enrol("hall-1");
    }

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _outbox.Delete(recursive: true);
    }
}
