using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Speakers;

namespace TidalHall.DeviceAgents.Agent;

/// <summary>Stands beside the hardware: takes jobs from the hub, has them done once, tells what became of them until the hub has it.</summary>
public sealed class AgentHost : BackgroundService
{
    private static readonly TimeSpan BeforeTellingAgain = TimeSpan.FromSeconds(1);
    /// <summary>Together under 5 s: what hangs longer is left behind, for the process ends.</summary>
    private static readonly TimeSpan WorkEndsWithin = TimeSpan.FromSeconds(1.5), LinesCloseWithin = TimeSpan.FromSeconds(3);

    private readonly TimeProvider _time;
    private readonly ILogger<AgentHost> _log;
    private readonly HubSounds _sounds;
    private readonly DeviceSet _devices;
    private readonly JobLines _jobs;
    private readonly Outbox _outbox;
    private readonly PassKeeper _passes;
    private readonly HubLine _hub;
    private readonly Signal _wake = new();
    // What the hub knows.
    private readonly ConcurrentDictionary<DeviceId, DeviceHealth> _told = [];
    private readonly ConcurrentDictionary<DeviceId, DeviceDetail> _toldDetails = [];
    private readonly ConcurrentDictionary<DeviceId, byte[]> _pictures = [];
    // Lockers this hub has been told the doors of: one that was started anew knows of none.
    private readonly ConcurrentDictionary<DeviceId, bool> _toldDoors = [];

    /// <exception cref="Profiles.ProfileException">No device can be driven as it is described.</exception>
    /// <exception cref="IOException">The outbox's folder cannot be used.</exception>
    public AgentHost(AgentOptions options, TimeProvider time, ILogger<AgentHost> log)
    {
        (_time, _log) = (time, log);
        _sounds = new(options.Hub);
        _devices = new(options.Devices, _sounds.FetchAsync, time, log, options.Refused);
        _outbox = new(options.Outbox, time);
        _passes = new(_outbox, options.Key, _devices.DoorNow, time, log);
        _jobs = new(_devices.All, _outbox, time, log);
        _hub = new(options, HelloNow, time, log);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        _hub.Ordered += Take;
        _hub.PassesCame += passes => OnDisk(() => _passes.Take(passes));
        _hub.CardPresented += _devices.Present;
        _hub.Played += _devices.Play;
        _hub.TraceSwitched += (device, on) => _devices.Find(device)?.Line?.Trace.Switch(on);
        _hub.TraceRead += device => _devices.Find(device)?.Line?.Trace.Now ?? new(false, []);
        _hub.Welcomed += OnWelcome;
        _jobs.Finished += _wake.Set;
        _jobs.Ended += _passes.Ended;
        _devices.Changed += _wake.Set;
        _devices.Pictured += Keep;
        _devices.CardRead += TellCard;
        _devices.BrokenOpen += (device, atLock) => OnDisk(() => _passes.Broken(device, atLock));
        _devices.Happened += OnHappened;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        Task[] work = [_hub.StayConnectedAsync(end.Token), TellAsync(end.Token), _jobs.RunAsync(end.Token), .. _devices.All.Select(d => d.RunAsync(end.Token))];
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
            await EndsAsync(Task.WhenAll(work), WorkEndsWithin);
            await EndsAsync(Task.WhenAll(_hub.DisposeAsync().AsTask(), _devices.DisposeAsync().AsTask()), LinesCloseWithin);
            _outbox.Dispose();
            _sounds.Dispose();
        }
    }

    private async Task EndsAsync(Task work, TimeSpan within)
    {
        try
        {
            await work.WaitAsync(within, _time);
        }
        catch (TimeoutException)
        {
            _log.LeftBehind();
        }
        catch (Exception) when (work.IsCompleted)
        {
            // Told above, or cancelled.
        }
    }

    private AgentHello HelloNow()
    {
        var version = typeof(AgentHost).Assembly.GetName().Version?.ToString(3) ?? "";
        return new(AgentProtocol.Version, version, _devices.Health, _outbox.Instance, _devices.Details);
    }

    private void OnWelcome(AgentHello said)
    {
        foreach (var device in said.Devices) _told[device.Device] = device;
        foreach (var detail in said.Details!) _toldDetails[detail.Device] = detail;
        _toldDoors.Clear();
        foreach (var (printer, png) in _devices.LastPictures) _pictures.TryAdd(printer, png);
        _wake.Set();
    }

    /// <summary>Tells outcomes, news, health and pictures until the hub has them.</summary>
    private async Task TellAsync(CancellationToken stopping)
    {
        while (true)
        {
            await _wake.WaitAsync(stopping);
            if (!_hub.IsWelcome || await TellAllAsync(stopping) || !_hub.IsWelcome) continue;
            await Task.Delay(BeforeTellingAgain, _time, stopping);
            _wake.Set();
        }
    }

    /// <summary>False: something is still to be told.</summary>
    private async Task<bool> TellAllAsync(CancellationToken stopping)
    {
        var allTold = true;
        foreach (var result in _jobs.Untold)
            allTold &= await TellAsync(AgentProtocol.ReportJob, [result], () => _outbox.Taken(result));
        // Before the doors: those were opened rightly.
        foreach (var (cabinet, uses) in _passes.Untold)
            allTold &= await TellAsync(AgentProtocol.ReportPasses, [cabinet, uses], () => _passes.Told(cabinet, uses));
        foreach (var news in _outbox.Kept)
            allTold &= await TellAsync(AgentProtocol.ReportNews, [new DeviceNews(news.Id, Since(news.At), news.Event)], () => _outbox.Taken(news));
        foreach (var doors in _devices.DoorsNow.Where(d => !_toldDoors.ContainsKey(d.Device)))
            allTold &= await TellAsync(AgentProtocol.ReportDoors, [doors], () => _toldDoors[doors.Device] = true);
        foreach (var health in _devices.Health.Where(h => _told.GetValueOrDefault(h.Device) != h))
            allTold &= await TellAsync(AgentProtocol.ReportHealth, [health], () => _told[health.Device] = health);
        foreach (var detail in _devices.Details.Where(d => !d.SaysTheSameAs(_toldDetails.GetValueOrDefault(d.Device))))
            allTold &= await TellAsync(AgentProtocol.ReportDetail, [detail], () => _toldDetails[detail.Device] = detail);
        foreach (var picture in _pictures)
            allTold &= await TellAsync(AgentProtocol.ReportPicture, [picture.Key, picture.Value], () => _pictures.TryRemove(picture));
        return allTold;

        async Task<bool> TellAsync(string method, object?[] arguments, Action onTold)
        {
            if (!await _hub.TryTellAsync(method, arguments, stopping)) return false;
            // Else told again after the next start; the hub takes a repeat as what it is.
            OnDisk(onTold);
            return true;
        }
    }

    // A clock that was set back must not put it into the future.
    private TimeSpan Since(DateTimeOffset at) => TimeSpan.FromTicks(Math.Max(0, (_time.GetUtcNow() - at).Ticks));

    private void Take(JobOrder order)
    {
        if (order.Job is OpenCompartmentJob open) OnDisk(() => _passes.Opened(open.Device, open.Lock));
        _jobs.Take(order.Job);
    }

    private void OnDisk(Action keep)
    {
        try
        {
            keep();
        }
        catch (IOException e)
        {
            _log.NotOnDisk(e.Message);
        }
    }

    /// <summary>The hub is away: the cabinet gives out by the newest list it has.</summary>
    private void GiveOut(DeviceId shownTo, string shown, (OpenCompartmentJob? Job, PassRefusal? Refusal) opens)
    {
        if (opens.Refusal is { } why) _log.GivesNothing(shownTo, shown, why);
        if (opens.Job is not { } job) return;
        _log.GivesOut(shownTo, job.Lock, job.Device);
        _jobs.Take(job);
    }

    /// <summary>A card is of this moment: if the line breaks now it is forgotten. While the hub is away the cabinet gives out by it.</summary>
    private void TellCard(CardRead card)
    {
        var opens = _hub.IsWelcome ? default : _passes.OpenByCard(card.Device, card.Number);
        // Of no cabinet that gives out by itself: a hub that is just coming may still hear it.
        if (opens is (null, null)) _hub.TellOnce(AgentProtocol.ReportCard, card);
        else GiveOut(card.Device, "card", opens);
    }

    private void OnHappened(DeviceEvent happened)
    {
        if (happened is CodeScanned scanned && !_hub.IsWelcome)
        {
            GiveOut(scanned.Device, "code", _passes.Open(scanned.Device, scanned.Code));
            return;
        }
        if (!happened.IsKept)
        {
            _hub.TellOnce(AgentProtocol.ReportNews, new DeviceNews(Guid.NewGuid(), TimeSpan.Zero, happened));
            return;
        }
        OnDisk(() => _outbox.Keep(happened));
        _wake.Set();
    }

    private void Keep(DeviceId printer, byte[] png)
    {
        if (png.Length > AgentProtocol.MaxPictureBytes)
        {
            _log.TooLarge(printer, png.Length);
            return;
        }
        _pictures[printer] = png;
        _wake.Set();
    }
}
