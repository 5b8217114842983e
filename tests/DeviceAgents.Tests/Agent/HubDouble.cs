using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Tests.Agent;

/// <summary>The agents' door of a hub behind a real socket, without a hall.</summary>
internal sealed class HubDouble : IAsyncDisposable
{
    public const string Key = "key-1";
    private readonly WebApplication _app;
    // Kept: it is asked for when this hub is dead, too.
    private Uri? _address;

    private HubDouble(WebApplication app) => (_app, Heard) = (app, app.Services.GetRequiredService<Heard>());

    public Heard Heard { get; }
    public Uri Address => _address ??= new(_app.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First());

    /// <param name="at">Where one was before; null: anywhere.</param>
    public static async Task<HubDouble> StartAsync(Uri? at = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls(at?.ToString() ?? "http://127.0.0.1:0");
        builder.Services.AddRouting().AddSingleton<Heard>().AddSignalR(hub => hub.MaximumReceiveMessageSize = AgentProtocol.MaxMessageBytes);
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (context.Request.Headers.Authorization == $"Bearer {Key}") return next();
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return Task.CompletedTask;
        });
        app.MapHub<Door>(AgentProtocol.Path);
        await app.StartAsync();
        var hub = new HubDouble(app);
        _ = hub.Address;
        return hub;
    }

    public Task DoAsync(DeviceJob job) => _app.Services.GetRequiredService<IHubContext<Door>>().Clients.All.SendAsync(AgentProtocol.Do, new JobOrder(job));
    /// <summary>Calls what an agent may not know.</summary>
    public Task CallAsync(string method, object? what) => Agent.SendAsync(method, what);
    public Task SwitchTraceAsync(DeviceId device, bool on) => Agent.SendAsync(AgentProtocol.Trace, device, on);
    public Task<DeviceTrace> ReadTraceAsync(DeviceId device, CancellationToken cancel) => Agent.InvokeAsync<DeviceTrace>(AgentProtocol.ReadTrace, device, cancel);
    private ISingleClientProxy Agent => _app.Services.GetRequiredService<IHubContext<Door>>().Clients.Client(Heard.Line!.ConnectionId);
    public Task PresentAsync(CardRead card) => _app.Services.GetRequiredService<IHubContext<Door>>().Clients.All.SendAsync(AgentProtocol.PresentCard, card);

    public async ValueTask DisposeAsync()
    {
        Heard.Line?.Abort();
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }


    internal sealed class Door(Heard heard) : Microsoft.AspNetCore.SignalR.Hub
    {
        public async Task<AgentWelcome> Hello(AgentHello hello)
        {
            heard.Line = Context;
            heard.Hellos.Writer.TryWrite(hello);
            await heard.BeforeWelcome;
            return heard.Welcome;
        }

        public void ReportJob(JobResult result)
        {
            if (heard.BusyFor-- > 0) throw new HubException("Busy");
            heard.Results.Writer.TryWrite(result);
        }

        public void Beat() => heard.Beats.Writer.TryWrite(0);

        public void ReportDoors(DoorsChanged doors) => heard.Doors.Writer.TryWrite(doors);

        public void ReportNews(DeviceNews news)
        {
            if (heard.BusyFor-- > 0) throw new HubException("Busy");
            heard.News.Writer.TryWrite(news);
        }

        public void ReportDetail(DeviceDetail detail) => heard.Details.Writer.TryWrite(detail);
        public void ReportHealth(DeviceHealth health) => heard.Health.Writer.TryWrite(health);
        public void ReportCard(CardRead card) => heard.Cards.Writer.TryWrite(card);
        public void ReportPicture(DeviceId printer, byte[] png) => heard.Pictures.Writer.TryWrite(png);
    }
}

/// <summary>What agents told.</summary>
internal sealed class Heard
{
    /// <summary>What is told next, within half a minute.</summary>
    public static async Task<T> NextAsync<T>(Channel<T> told)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        soon.CancelAfter(TimeSpan.FromSeconds(30));
        return await told.Reader.ReadAsync(soon.Token);
    }

    public HubCallerContext? Line { get; set; }
    public AgentWelcome Welcome { get; set; } = new(true, AgentProtocol.Version);
    /// <summary>What a busy hub does before it answers a hello.</summary>
    public Task BeforeWelcome { get; set; } = Task.CompletedTask;
    public Channel<byte> Beats { get; } = Channel.CreateBounded<byte>(100);
    /// <summary>So many reports are not taken.</summary>
    public int BusyFor { get; set; }
    public Channel<AgentHello> Hellos { get; } = Channel.CreateBounded<AgentHello>(100);
    public Channel<JobResult> Results { get; } = Channel.CreateBounded<JobResult>(2000);
    public Channel<DeviceHealth> Health { get; } = Channel.CreateBounded<DeviceHealth>(100);
    public Channel<CardRead> Cards { get; } = Channel.CreateBounded<CardRead>(100);
    public Channel<DeviceNews> News { get; } = Channel.CreateBounded<DeviceNews>(100);
    public Channel<DoorsChanged> Doors { get; } = Channel.CreateBounded<DoorsChanged>(100);
    public Channel<DeviceDetail> Details { get; } = Channel.CreateBounded<DeviceDetail>(100);
    public Channel<byte[]> Pictures { get; } = Channel.CreateBounded<byte[]>(100);
}
