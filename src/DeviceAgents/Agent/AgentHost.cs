using System.Collections.Concurrent;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Stands beside the hardware: takes jobs from the hub, has them done once, tells what became of them until the hub has it.</summary>
public sealed class AgentHost : BackgroundService
{
    private static readonly TimeSpan BeforeTellingAgain = TimeSpan.FromSeconds(1);

    private readonly AgentOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<AgentHost> _log;
    private readonly DeviceSet _devices;
    private readonly PrintLines _prints;
    private readonly Outbox _outbox;
    private readonly HubConnection _hub;
    private readonly Channel<byte> _wake = Channel.CreateBounded<byte>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    // What the hub knows; empty until it has welcomed this connection.
    private readonly ConcurrentDictionary<DeviceId, DeviceHealth> _told = [];
    private readonly ConcurrentDictionary<DeviceId, byte[]> _pictures = [];
    private volatile bool _welcome;

    /// <exception cref="Profiles.ProfileException">A device cannot be driven as it is described.</exception>
    public AgentHost(AgentOptions options, TimeProvider time, ILogger<AgentHost> log)
    {
        (_options, _time, _log) = (options, time, log);
        _outbox = new(options.Outbox, time);
        _devices = new(options.Devices, time);
        _prints = new(_devices.Printers, _outbox, time, log);
        _hub = new HubConnectionBuilder()
            .WithUrl(new Uri(options.Hub, AgentProtocol.Path), http => http.AccessTokenProvider = () => Task.FromResult<string?>(options.Key))
            .Build();
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        _hub.On<PrintJob>(AgentProtocol.Print, _prints.Take);
        _hub.On<CardRead>(AgentProtocol.PresentCard, PresentAsync);
        _prints.Finished += Wake;
        _devices.HealthChanged += _ => Wake();
        _devices.Pictured += Keep;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] work = [StayConnectedAsync(end.Token), TellAsync(end.Token), _prints.RunAsync(end.Token), .. _devices.Printers.Select(p => p.RunAsync(end.Token))];
        try
        {
            await foreach (var ended in Task.WhenEach(work)) await ended;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The agent stops.
        }
        finally
        {
            await end.CancelAsync();
            await Task.WhenAll(work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await _hub.DisposeAsync();
            await _devices.DisposeAsync();
        }
    }

    /// <summary>Connects, says who it is, waits until the line is gone, and all over again.</summary>
    /// <remarks>The library's own reconnect ends after four tries, does not cover the first start nor a line the hub closed; one loop covers all.</remarks>
    private async Task StayConnectedAsync(CancellationToken stopping)
    {
        string? silentAbout = null;
        for (var tries = 0L; ; tries++)
        {
            var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Task OnClosed(Exception? reason) { closed.TrySetResult(); return Task.CompletedTask; }
            _hub.Closed += OnClosed;
            try
            {
                await _hub.StartAsync(stopping);
                if (await HelloAsync(stopping))
                {
                    (tries, silentAbout) = (0, null);
                    await closed.Task.WaitAsync(stopping);
                }
            }
            catch (Exception e) when (!stopping.IsCancellationRequested)
            {
                // Once a reason: an agent may wait for its hub all night.
                if (e.Message != silentAbout) Tell(e);
                silentAbout = e.Message;
            }
            finally
            {
                _hub.Closed -= OnClosed;
                _welcome = false;
            }
            await _hub.StopAsync(stopping);
            await Task.Delay(Pauses.After(tries), _time, stopping);
        }
    }

    private void Tell(Exception e)
    {
        if (e is HttpRequestException { StatusCode: HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden }) _log.KeyRefused(_options.Hub);
        else _log.NotConnected(_options.Hub, e.Message);
    }

    private async Task<bool> HelloAsync(CancellationToken stopping)
    {
        var version = typeof(AgentHost).Assembly.GetName().Version?.ToString(3) ?? "";
        var health = _devices.Health;
        var welcome = await _hub.InvokeAsync<AgentWelcome>(AgentProtocol.Hello, new AgentHello(AgentProtocol.Version, version, health), stopping);
        if (!welcome.Accepted)
        {
            _log.NotWelcome(welcome.Reason ?? "");
            return false;
        }
        _log.In(_options.Hub, health.Length);
        foreach (var device in health) _told[device.Device] = device;
        foreach (var (printer, png) in _devices.LastPictures) _pictures.TryAdd(printer, png);
        _welcome = true;
        Wake();
        return true;
    }

    /// <summary>Tells outcomes, health and pictures until the hub has them.</summary>
    private async Task TellAsync(CancellationToken stopping)
    {
        while (await _wake.Reader.WaitToReadAsync(stopping))
        {
            _wake.Reader.TryRead(out _);
            if (!_welcome) continue;
            var allTold = true;
            foreach (var result in _prints.Untold)
            {
                var told = await TryTellAsync(AgentProtocol.ReportJob, [result], stopping);
                if (told) _outbox.Taken(result);
                allTold &= told;
            }
            foreach (var health in _devices.Health.Where(h => _told.GetValueOrDefault(h.Device) != h))
            {
                var told = await TryTellAsync(AgentProtocol.ReportHealth, [health], stopping);
                if (told) _told[health.Device] = health;
                allTold &= told;
            }
            foreach (var picture in _pictures)
            {
                var told = await TryTellAsync(AgentProtocol.ReportPicture, [picture.Key, picture.Value], stopping);
                if (told) _pictures.TryRemove(picture);
                allTold &= told;
            }
            if (allTold || !_welcome) continue;
            await Task.Delay(BeforeTellingAgain, _time, stopping);
            Wake();
        }
    }

    /// <summary>False: it is unknown whether it arrived, and it is told again; the hub takes a repeat as what it is.</summary>
    private async Task<bool> TryTellAsync(string method, object?[] arguments, CancellationToken stopping)
    {
        try
        {
            await _hub.InvokeCoreAsync(method, arguments, stopping);
            return true;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            _log.NotTold(e.Message);
            return false;
        }
    }

    /// <summary>A card is of this moment: if the line breaks now it is forgotten.</summary>
    private async Task PresentAsync(CardRead card)
    {
        if (_devices.HasReader(card.Device)) await TryTellAsync(AgentProtocol.ReportCard, [card], CancellationToken.None);
    }

    private void Keep(DeviceId printer, byte[] png)
    {
        if (png.Length > AgentProtocol.MaxPictureBytes)
        {
            _log.TooLarge(printer, png.Length);
            return;
        }
        _pictures[printer] = png;
        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(0);
}
