using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Hub.Pickup;
using TidalHall.Hub.Voice;
using TidalHall.Hub.WindowDevices;

namespace TidalHall.Hub.Agents;

/// <summary>The one door device agents come in by, the simulated ones too.</summary>
[Authorize(AuthenticationSchemes = AgentKeyHandler.Scheme)]
internal sealed class AgentHub(DeviceDesk desk, JobDesk jobs, PrintDesk prints, RatingDesk ratings, DoorDesk doors, HallVoices voices) : Hub<IAgent>
{
    private string Agent => Context.User!.Identity!.Name!;

    public Task<AgentWelcome> Hello(AgentHello hello) => desk.WelcomeAsync(Context.ConnectionId, Agent, hello, Context.ConnectionAborted);

    public Task Beat()
    {
        desk.Heard(Context.ConnectionId);
        return Task.CompletedTask;
    }

    public async Task ReportJob(JobResult result)
    {
        desk.Count(result);
        if (jobs.TryEnd(result) || await doors.ReportAsync(Agent, result, Context.ConnectionAborted) || await voices.TryReportAsync(result, Context.ConnectionAborted)) return;
        await (result.Answer is RatingAnswer ? ratings.ReportAsync(result, Context.ConnectionAborted) : prints.ReportAsync(Agent, result, Context.ConnectionAborted));
    }

    public async Task ReportNews(DeviceNews news)
    {
        if (!desk.ReportNews(Context.ConnectionId, news) || news.Event is not DoorsChanged changed) return;
        try
        {
            await doors.ReportAsync(Agent, changed, news.Ago, Context.ConnectionAborted);
        }
        catch (HubException)
        {
            // Told again it is new.
            desk.Forget(news.Id);
            throw;
        }
    }

    public Task ReportDoors(DoorsChanged now)
    {
        desk.ReportDoors(Context.ConnectionId, now);
        return doors.ReportAsync(Agent, now, TimeSpan.Zero, Context.ConnectionAborted);
    }

    public Task ReportPasses(PlaceId cabinet, PassUse[] uses)
    {
        desk.MustCarry(Context.ConnectionId, cabinet);
        return doors.ReconcileAsync(Agent, cabinet, uses, Context.ConnectionAborted);
    }

    public Task ReportDetail(DeviceDetail detail)
    {
        desk.ReportDetail(Context.ConnectionId, detail);
        return Task.CompletedTask;
    }

    public Task ReportHealth(DeviceHealth health) => desk.ReportHealthAsync(Context.ConnectionId, Agent, health, Context.ConnectionAborted);

    public Task ReportCard(CardRead card)
    {
        desk.ReportCard(Context.ConnectionId, card);
        return Task.CompletedTask;
    }

    public Task ReportPicture(DeviceId printer, byte[] png)
    {
        desk.ReportPicture(Context.ConnectionId, printer, png);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception) => desk.LeftAsync(Context.ConnectionId, Agent);
}

/// <summary>What the hub asks of an agent; the names are <see cref="AgentProtocol"/>'s.</summary>
public interface IAgent
{
    Task Do(JobOrder order);
    Task PresentCard(CardRead card);
    Task Play(DeviceId device, string order);
    Task TakePasses(PassDelivery passes);
    Task Trace(DeviceId device, bool on);
    Task<DeviceTrace> ReadTrace(DeviceId device, CancellationToken cancel);
}
