using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Hub.Agents;

/// <summary>Who is connected with which devices, how these are, what they tell, and what goes over their lines.</summary>
internal sealed partial class DeviceDesk(IHalls halls, IHubContext<AgentHub, IAgent> agents, TimeProvider time, ILogger<DeviceDesk> log) : IDevices
{
    /// <summary>Ids of news that were told lately, so that a repeat is one.</summary>
    private const int NewsRemembered = 1000;
    private static readonly TimeSpan TraceWithin = TimeSpan.FromSeconds(5);

    private sealed record Connection(string Agent, Guid Instance, DateTimeOffset Since, HashSet<DeviceId> Devices, string Version, long Number)
    {
        public DateTimeOffset HeardAt { get; set; } = Since;
    }

    private readonly ConcurrentDictionary<string, Connection> _connections = [];
    private readonly ConcurrentDictionary<DeviceId, byte[]> _pictures = [];
    private readonly ConcurrentDictionary<DeviceId, DeviceDetail> _details = [];
    private readonly ConcurrentDictionary<DeviceId, DoorNow[]> _doors = [];
    private readonly ConcurrentDictionary<DeviceId, DeviceTally> _tallies = [];
    private readonly ConcurrentDictionary<string, AgentRefusal> _refused = [];
    private readonly Lock _joining = new();
    // Which of two came later, whatever the clock was set to meanwhile.
    private long _came;
    private readonly Watchers<CardRead> _cards = new();
    private readonly Watchers<DeviceEvent> _events = new();
    private readonly Queue<Guid> _news = [];
    private readonly HashSet<Guid> _forgotten = [];

    /// <summary>Someone came or left: send what waits.</summary>
    public event Action? Changed;

    /// <summary>Something other than a device's health was told: counts, doors, papers, lines, who is in.</summary>
    public event Action? Told;

    public IReadOnlyList<AgentPresence> Agents =>
        [.. _connections.Values.OrderBy(c => c.Since).Select(c => new AgentPresence(c.Agent, c.Since, [.. c.Devices], c.Version, c.HeardAt))];

    /// <summary>Agents that came and were not taken, with why, until they are.</summary>
    public IReadOnlyList<AgentRefusal> Refused => [.. _refused.Values.OrderBy(r => r.Agent, StringComparer.Ordinal)];

    /// <summary>The newest connection that carries a device, or null.</summary>
    public string? ConnectionOf(DeviceId device) =>
        _connections.Where(c => c.Value.Devices.Contains(device)).OrderByDescending(c => c.Value.Number).Select(c => c.Key).FirstOrDefault();

    /// <summary>Whose connection it is.</summary>
    public string? AgentOf(string connection) => _connections.GetValueOrDefault(connection)?.Agent;

    /// <summary>A locker's doors as they were last told; none before that.</summary>
    public IReadOnlyList<DoorNow> DoorsOf(DeviceId locker) => _doors.GetValueOrDefault(locker) ?? [];

    public DeviceTally TallyOf(DeviceId device) => _tallies.GetValueOrDefault(device) ?? DeviceTally.None;

    public string? VersionOf(DeviceId device) => ConnectionOf(device) is { } connection ? _connections.GetValueOrDefault(connection)?.Version : null;

    public DeviceDetail? DetailOf(DeviceId device) => _details.GetValueOrDefault(device);

    public async Task<AgentWelcome> WelcomeAsync(string connection, string agent, AgentHello hello, CancellationToken cancel)
    {
        lock (_joining)
        {
            if (RefusalOf(agent, hello) is { } refusal)
            {
                _refused[agent] = refusal;
                Told?.Invoke();
                LogRefused(log, agent, hello.AgentVersion, refusal.Sentence);
                return new(false, AgentProtocol.Version, refusal.Sentence);
            }
            // The same agent come back: its old line is dead, and what it carries is not away.
            foreach (var old in _connections.Where(c => c.Value.Agent == agent).Select(c => c.Key).ToList()) _connections.TryRemove(old, out _);
            _connections[connection] = new(agent, hello.Instance, time.GetUtcNow(), [.. hello.Devices.Select(d => d.Device)], hello.AgentVersion, ++_came);
            _refused.TryRemove(agent, out _);
        }
        foreach (var detail in hello.Details ?? []) _details[detail.Device] = detail;
        foreach (var health in hello.Devices) await SendAsync(agent, health, cancel);
        Changed?.Invoke();
        Told?.Invoke();
        return new(true, AgentProtocol.Version);
    }

    private AgentRefusal? RefusalOf(string agent, AgentHello hello)
    {
        var known = halls.All.SelectMany(h => h.View.Plan.Devices).Select(d => d.Id).ToHashSet();
        var unknown = string.Join(", ", hello.Devices.Where(d => !known.Contains(d.Device)).Select(d => d.Device));
        if (AgentProtocol.Misfit(AgentProtocol.Version, hello.Protocol) is { } misfit)
            return Refuse(hello.Protocol < AgentProtocol.Version ? AgentRefusalKind.Older : AgentRefusalKind.Newer, misfit);
        if (unknown.Length > 0) return Refuse(AgentRefusalKind.UnknownDevice, $"The hall file has no device {unknown}. It has: {string.Join(", ", known)}.");
        if (_connections.Values.Any(c => c.Agent == agent && c.Instance != hello.Instance))
            return Refuse(AgentRefusalKind.SecondWithThisKey, $"Another agent is in with the key of \"{agent}\". Give each its own: enrol NAME.");
        return null;

        AgentRefusal Refuse(AgentRefusalKind kind, string sentence) => new(agent, hello.AgentVersion, kind, unknown, sentence);
    }

    public void Heard(string connection)
    {
        if (!_connections.TryGetValue(connection, out var known)) throw new HubException("Say Hello first.");
        known.HeardAt = time.GetUtcNow();
        Told?.Invoke();
    }

    /// <exception cref="HubException">The device is not this agent's.</exception>
    public Task ReportHealthAsync(string connection, string agent, DeviceHealth health, CancellationToken cancel)
    {
        MustCarry(connection, health.Device);
        return SendAsync(agent, health, cancel);
    }

    public void ReportDetail(string connection, DeviceDetail detail)
    {
        MustCarry(connection, detail.Device);
        _details[detail.Device] = detail;
        Told?.Invoke();
    }

    public void ReportCard(string connection, CardRead card)
    {
        MustCarry(connection, card.Device);
        _cards.Tell(card.Device, card);
    }

    /// <summary>False: it was told before.</summary>
    public bool ReportNews(string connection, DeviceNews news)
    {
        MustCarry(connection, news.Event.Device);
        if (IsToldBefore(news.Id)) return false;
        if (news.Event is DoorsChanged doors) _doors[doors.Device] = doors.Doors;
        _events.Tell(news.Event.Device, news.Event);
        Told?.Invoke();
        return true;
    }

    public void ReportDoors(string connection, DoorsChanged now)
    {
        MustCarry(connection, now.Device);
        _doors[now.Device] = now.Doors;
        _events.Tell(now.Device, now);
        Told?.Invoke();
    }

    /// <summary>As if it had never been told.</summary>
    public void Forget(Guid news)
    {
        lock (_news) _forgotten.Add(news);
    }

    /// <summary>Counts what became of a job, once however often it is told.</summary>
    public void Count(JobResult result)
    {
        if (IsToldBefore(result.Job)) return;
        _tallies.AddOrUpdate(result.Device, _ => DeviceTally.None.With(result, time.GetUtcNow()), (_, known) => known.With(result, time.GetUtcNow()));
        Told?.Invoke();
    }

    private bool IsToldBefore(Guid id)
    {
        lock (_news)
        {
            if (_forgotten.Remove(id)) return false;
            if (_news.Contains(id)) return true;
            _news.Enqueue(id);
            if (_news.Count > NewsRemembered) _news.Dequeue();
            return false;
        }
    }

    public void ReportPicture(string connection, DeviceId printer, byte[] png)
    {
        MustCarry(connection, printer);
        if (png.Length > AgentProtocol.MaxPictureBytes) throw new HubException($"A picture has at most {AgentProtocol.MaxPictureBytes} bytes.");
        _pictures[printer] = png;
        Told?.Invoke();
    }

    public async Task LeftAsync(string connection, string agent)
    {
        if (!_connections.TryRemove(connection, out var left)) return;
        foreach (var device in left.Devices)
            if (ConnectionOf(device) is null) await SendAsync(agent, new(device, DeviceState.Offline), CancellationToken.None);
        Changed?.Invoke();
        Told?.Invoke();
    }

    // The newest card alone: what was held to a reader before is somebody else's.
    public IAsyncEnumerable<CardRead> WatchCardsAsync(DeviceId reader, CancellationToken cancel) => _cards.WatchAsync(reader, newest: 1, cancel);

    public IAsyncEnumerable<DeviceEvent> WatchEventsAsync(DeviceId device, CancellationToken cancel) => _events.WatchAsync(device, newest: 100, cancel);

    public async Task<bool> PresentDemoCardAsync(CardRead card, CancellationToken cancel)
    {
        var device = HallOf(card.Device).View.Plan.Devices.FirstOrDefault(d => d.Id == card.Device);
        if (device is null || !device.Profile.StartsWith("sim-", StringComparison.Ordinal) || ConnectionOf(card.Device) is not { } connection) return false;
        await agents.Clients.Client(connection).PresentCard(card).WaitAsync(cancel);
        return true;
    }

    public byte[]? LastPicture(DeviceId printer) => _pictures.GetValueOrDefault(printer);

    /// <summary>Begins or ends keeping what goes over a device's line; false: nobody carries it.</summary>
    public async Task<bool> TraceAsync(DeviceId device, bool on, CancellationToken cancel)
    {
        if (ConnectionOf(device) is not { } connection) return false;
        await agents.Clients.Client(connection).Trace(device, on).WaitAsync(TraceWithin, time, cancel);
        return true;
    }

    /// <summary>What went over a device's line, masked by its agent; null: nobody carries it or its agent does not answer.</summary>
    public async Task<DeviceTrace?> ReadTraceAsync(DeviceId device, CancellationToken cancel)
    {
        if (ConnectionOf(device) is not { } connection) return null;
        using var within = new CancellationTokenSource(TraceWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(within.Token, cancel);
        try
        {
            return await agents.Clients.Client(connection).ReadTrace(device, either.Token);
        }
        catch (Exception e) when (e is HubException or IOException || (e is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            return null;
        }
    }

    public async Task<bool> PlayAsync(DeviceId device, string order, CancellationToken cancel)
    {
        var known = HallOf(device).View.Plan.Devices.FirstOrDefault(d => d.Id == device);
        if (known is null || !known.Profile.StartsWith("sim-", StringComparison.Ordinal) || ConnectionOf(device) is not { } connection) return false;
        await agents.Clients.Client(connection).Play(device, order).WaitAsync(cancel);
        return true;
    }

    /// <exception cref="HubException">No board of the cabinet is this agent's.</exception>
    public void MustCarry(string connection, PlaceId cabinet)
    {
        if (!_connections.TryGetValue(connection, out var known) || !halls.Default.View.Plan.Cabinets.Any(c => c.Id == cabinet && c.Boards.Any(b => known.Devices.Contains(b.Device))))
            throw new HubException($"Cabinet {cabinet} is not this agent's.");
    }

    private void MustCarry(string connection, DeviceId device)
    {
        if (!_connections.TryGetValue(connection, out var known) || !known.Devices.Contains(device)) throw new HubException($"Device {device} is not this agent's. Say Hello first.");
    }

    private async Task SendAsync(string agent, DeviceHealth health, CancellationToken cancel) =>
        await HallOf(health.Device).SendAsync(new(Guid.CreateVersion7(), new(ActorKind.Device, new(agent)), new ReportDevice(health)), cancel);

    /// <summary>The hall whose file has it; of two that have the same, the first.</summary>
    private IHall HallOf(DeviceId device) => halls.All.FirstOrDefault(h => h.View.Plan.Devices.Any(d => d.Id == device)) ?? halls.Default;

    [LoggerMessage(1110, LogLevel.Warning, "Agent {Agent} {Version} is not taken: {Reason}")]
    private static partial void LogRefused(ILogger log, string agent, string version, string reason);
}
