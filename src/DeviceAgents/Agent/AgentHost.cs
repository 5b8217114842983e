using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Printing;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Stands beside the hardware: takes jobs from the hub, has them done once, tells what became of them until the hub has it.</summary>
public sealed partial class AgentHost : BackgroundService
{
    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AgentHost> _log;
    private readonly Outbox _outbox;
    private readonly DeviceSet _devices;
    private readonly ConcurrentDictionary<Guid, byte> _inHand = [];
    // Bounded: a hub that sends more than a printer can do in its deadline gets "expired" for the rest.
    private readonly Channel<PrintJob> _jobs = Channel.CreateBounded<PrintJob>(1024);
    private readonly Channel<byte> _wake = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private HubConnection? _hub;

    public AgentHost(AgentOptions options, TimeProvider time, ILogger<AgentHost> log)
    {
        (_options, _time, _log) = (options, time, log);
        _outbox = new(options.Outbox, time);
        _devices = new(options.Devices, time);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        await using var hub = _hub = Connect(stopping);
        _devices.HealthChanged += _ => Wake();
        _devices.Pictured += (printer, png) => _ = TellAsync(AgentProtocol.ReportPicture, printer, png);
        var work = _devices.Printers.Select(p => p.RunAsync(stopping)).Append(PrintAsync(stopping)).Append(ReportAsync(hub, stopping)).ToArray();
        try
        {
            await StartAsync(hub, stopping);
            await Task.WhenAll(work);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The agent stops.
        }
        await _devices.DisposeAsync();
    }

    private HubConnection Connect(CancellationToken stopping)
    {
        var hub = new HubConnectionBuilder()
            .WithUrl(new Uri(_options.Hub, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(_options.Key))
            .WithAutomaticReconnect(new ForEver())
            .Build();
        hub.On<PrintJob>(AgentProtocol.Print, Take);
        hub.On<CardRead>(AgentProtocol.PresentCard, card => _devices.HasReader(card.Device) ? TellAsync(AgentProtocol.ReportCard, card) : Task.CompletedTask);
        hub.Reconnected += _ => HelloAsync(hub, stopping);
        return hub;
    }

    /// <summary>The first start is not retried by the library.</summary>
    private async Task StartAsync(HubConnection hub, CancellationToken stopping)
    {
        for (var tries = 0L; ; tries++)
        {
            try
            {
                await hub.StartAsync(stopping);
                break;
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                LogNotConnected(_log, _options.Hub, e.Message);
                await Task.Delay(ForEver.Pause(tries), _time, stopping);
            }
        }
        await HelloAsync(hub, stopping);
    }

    private async Task HelloAsync(HubConnection hub, CancellationToken stopping)
    {
        var version = typeof(AgentHost).Assembly.GetName().Version?.ToString(3) ?? "";
        var welcome = await hub.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, new AgentHello(AgentProtocol.Version, version, _devices.Health), stopping);
        if (!welcome.Accepted) LogNotWelcome(_log, welcome.Reason ?? "");
        Wake();
    }

    private void Take(PrintJob job)
    {
        // A repeat: done before, or in hand now. Its outcome is told again.
        if (!_inHand.TryAdd(job.Job, 0)) return;
        if (_outbox.TryBegin(job) && _jobs.Writer.TryWrite(job)) return;
        _inHand.TryRemove(job.Job, out _);
        Wake();
    }

    /// <summary>Each printer does its jobs in order; printers do not wait for one another.</summary>
    private async Task PrintAsync(CancellationToken stopping)
    {
        var lines = new Dictionary<DeviceId, Task>();
        await foreach (var job in _jobs.Reader.ReadAllAsync(stopping))
        {
            var before = lines.GetValueOrDefault(job.Device, Task.CompletedTask);
            lines[job.Device] = PrintAfterAsync(before, job, stopping);
        }
    }

    private async Task PrintAfterAsync(Task before, PrintJob job, CancellationToken stopping)
    {
        await before;
        var result = _devices.Printer(job.Device) is { } printer
            ? await printer.PrintAsync(job, stopping)
            : new JobResult(job.Job, job.Device, JobOutcome.Failed, DeviceFault.NoSuchDevice);
        _outbox.Finish(result);
        _inHand.TryRemove(job.Job, out _);
        LogDone(_log, job.Device, job.Paper.Number, result.Outcome, result.Fault);
        Wake();
    }

    /// <summary>Tells outcomes and health until the hub has them.</summary>
    private async Task ReportAsync(HubConnection hub, CancellationToken stopping)
    {
        var told = new Dictionary<DeviceId, DeviceHealth>();
        while (await _wake.Reader.WaitToReadAsync(stopping))
        {
            _wake.Reader.TryRead(out _);
            if (hub.State is not HubConnectionState.Connected) continue;
            try
            {
                foreach (var result in _outbox.Untold(_inHand.Keys.ToHashSet()))
                {
                    await hub.InvokeAsync(AgentProtocol.ReportJob, result, stopping);
                    _outbox.Taken(result);
                }
                foreach (var health in _devices.Health.Where(h => told.GetValueOrDefault(h.Device) != h))
                {
                    await hub.InvokeAsync(AgentProtocol.ReportHealth, health, stopping);
                    told[health.Device] = health;
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // Unknown whether it arrived: told again, the hub takes a repeat as what it is.
                LogNotTold(_log, e.Message);
                await Task.Delay(TimeSpan.FromSeconds(1), _time, stopping);
                Wake();
            }
        }
    }

    private async Task TellAsync(string method, params object?[] arguments)
    {
        try
        {
            if (_hub is { State: HubConnectionState.Connected } hub) await hub.SendCoreAsync(method, arguments);
        }
        catch (Exception e) when (e is InvalidOperationException or HttpRequestException or IOException)
        {
            // A picture or a card of this moment: nobody waits for it once the line is back.
            LogNotTold(_log, e.Message);
        }
    }

    private void Wake() => _wake.Writer.TryWrite(0);

    [LoggerMessage(3001, LogLevel.Warning, "The hub at {Hub} cannot be reached: {Reason} Trying again.")]
    private static partial void LogNotConnected(ILogger log, Uri hub, string reason);
    [LoggerMessage(3002, LogLevel.Error, "The hub does not take this agent: {Reason}")]
    private static partial void LogNotWelcome(ILogger log, string reason);
    [LoggerMessage(3003, LogLevel.Information, "{Device}: ticket {Number}: {Outcome} {Fault}.")]
    private static partial void LogDone(ILogger log, DeviceId device, string number, JobOutcome outcome, DeviceFault? fault);
    [LoggerMessage(3004, LogLevel.Warning, "Not told to the hub yet: {Reason}")]
    private static partial void LogNotTold(ILogger log, string reason);
}
