using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.SignalR;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Pickup;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Hub.Agents;

namespace TidalHall.Hub.Pickup;

/// <summary>Has opened the doors the hall asks for, and tells the hall what doors did. A cabinet that names no boards is an integrator's.</summary>
/// <remarks>
/// No list of its own: a compartment that is <see cref="DoorState.Opening"/> is the job, and its id follows from the event that asked. A door asked for before this process
/// began is settled by what its board says and never told to open again: whoever stood before it may have gone.
/// </remarks>
internal sealed partial class DoorDesk(IHalls halls, DeviceDesk desk, JobDesk jobs, IHubContext<AgentHub, IAgent> agents, SteadyTime time, ILogger<DoorDesk> log) : BackgroundService
{
    /// <summary>After this an agent does not begin; and what a begun one may take.</summary>
    private static readonly TimeSpan Begin = TimeSpan.FromSeconds(10), Finish = TimeSpan.FromSeconds(10);
    /// <summary>How long a board that nobody carries may come back.</summary>
    private static readonly TimeSpan Absent = TimeSpan.FromSeconds(4);
    /// <summary>How long after its board is back a door from before the start is left alone: outcomes and news of the time between come first.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(5), Never = TimeSpan.FromMinutes(2);
    /// <summary>How long a door that was opened without the hall may be told as open.</summary>
    private static readonly TimeSpan Explained = TimeSpan.FromMinutes(10);

    private readonly SemaphoreSlim _changed = new(0, 1);
    private readonly Dictionary<Guid, Asked> _asked = [];
    private readonly ConcurrentDictionary<(DeviceId, int), bool> _told = [];
    private readonly ConcurrentDictionary<(PlaceId, int), DateTimeOffset> _gaveOut = [];
    // When the hall was last told of a compartment by other than its board's own news.
    private readonly ConcurrentDictionary<(PlaceId, int), DateTimeOffset> _settled = [];
    private long _from;

    private sealed record Asked(DateTimeOffset At, bool IsFromBefore)
    {
        public HashSet<string> SentTo { get; } = [];
        public DateTimeOffset? OpenAt { get; set; }
        public DateTimeOffset? BoardBackAt { get; set; }
    }

    /// <summary>The same for the same event, whoever asks and however often.</summary>
    public static Guid JobOf(HallId hall, PlaceId cabinet, long sequence)
    {
        var name = Encoding.UTF8.GetBytes($"door\n{hall}\n{cabinet}");
        var bytes = new byte[name.Length + 8];
        name.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(name.Length), sequence);
        return new(SHA256.HashData(bytes).AsSpan(0, 16));
    }

    public override Task StartAsync(CancellationToken cancel)
    {
        // Before anything is listened to: what the hall asks for later is asked of this process.
        _from = halls.Default.View.Sequence;
        return base.StartAsync(cancel);
    }

    /// <summary>What became of an order to open; false: it is none of a cabinet's.</summary>
    public async Task<bool> ReportAsync(string agent, JobResult result, CancellationToken cancel)
    {
        var hall = halls.Default;
        if (hall.View.Cabinets.Used.FirstOrDefault(c => c.Door is DoorState.Opening o && JobOf(hall.Id, c.Cabinet, o.Sequence) == result.Job) is not { } at) return false;
        LogOutcome(log, at.Cabinet, at.Number, result.Outcome, result.Fault);
        // Seen already, by the board's own news.
        if (at.Door is not DoorState.Opening { Seen: false } door) return true;
        var report = result switch
        {
            { Outcome: JobOutcome.Done, Answer: DoorAnswer { SeenOpen: true } } => new ReportDoor(at.Cabinet, at.Number, DoorReport.Opened),
            // Settled by what the board says next.
            { Outcome: JobOutcome.Unknown } => null,
            // The order went out: a door shut again between two looks shows by what lies behind it.
            { Answer: DoorAnswer saw } => new ReportDoor(at.Cabinet, at.Number, DoorReport.NotSeenOpen, saw.Tells(goal: door.Purpose is DoorPurpose.Load or DoorPurpose.Drop)),
            _ => new ReportDoor(at.Cabinet, at.Number, DoorReport.Jammed),
        };
        if (report is null) return true;
        _settled[(at.Cabinet, at.Number)] = time.GetUtcNow();
        await MustSendAsync(hall, agent, report, cancel);
        return true;
    }

    /// <summary>Doors as a board tells them. When it returns the hall has it on disk.</summary>
    /// <param name="ago">How old it is.</param>
    public async Task ReportAsync(string agent, DoorsChanged doors, TimeSpan ago, CancellationToken cancel)
    {
        var (hall, seen) = (halls.Default, time.GetUtcNow() - ago);
        foreach (var cabinet in hall.View.Plan.Cabinets)
            foreach (var door in doors.Doors)
            {
                if (cabinet.Behind(doors.Device, door.Lock) is not { } behind || door.IsOpen is not { } isOpen) continue;
                bool? was = _told.TryGetValue((doors.Device, door.Lock), out var told) ? told : null;
                var at = hall.View.Cabinets.Find(cabinet.Id, behind.Number);
                if (What(at, was, isOpen, door, doors.Device, seen) is { } report)
                    await MustSendAsync(hall, agent, new ReportDoor(cabinet.Id, behind.Number, report, door.IsOccupied), cancel);
                _told[(doors.Device, door.Lock)] = isOpen;
            }
        Wake();
    }

    /// <summary>A door counts as closed where it was told open before: news told late must not close a door that has just opened.</summary>
    private DoorReport? What(CompartmentState at, bool? was, bool isOpen, DoorNow door, DeviceId device, DateTimeOffset seen) => (at.Door, isOpen) switch
    {
        (DoorState.Shut, true) when was is not true && !IsExplained(at, device, door.Lock) => DoorReport.Opened,
        (DoorState.Opening { Seen: false }, true) => DoorReport.Opened,
        (DoorState.Opening { Seen: true }, false) when was is true => DoorReport.Closed,
        (DoorState.Trouble { Kind: DoorTroubleKind.LeftOpen, During: not null }, false) when was is not false => DoorReport.Closed,
        (DoorState.Shut, false) when at.Inside is not null && door.IsOccupied is false => DoorReport.Closed,
        // Seen before the hall heard that it was emptied it tells of what is gone.
        (DoorState.Shut, false) when at.Inside is null && door.IsOccupied is true && !(_settled.TryGetValue((at.Cabinet, at.Number), out var settled) && seen < settled) => DoorReport.Closed,
        _ => null,
    };

    private bool IsExplained(CompartmentState at, DeviceId device, int atLock) =>
        (_gaveOut.TryGetValue((at.Cabinet, at.Number), out var gave) && time.GetUtcNow() - gave < Explained)
        || (jobs.OpenedAt(device, atLock) is { } tried && time.GetUtcNow() - tried < Explained);

    /// <summary>What a cabinet gave out while the hub was away. When it returns the hall has it on disk.</summary>
    public async Task ReconcileAsync(string agent, PlaceId cabinet, PassUse[] uses, CancellationToken cancel)
    {
        // Before it is told of the doors themselves: those were opened rightly.
        foreach (var use in uses) _settled[(cabinet, use.Number)] = _gaveOut[(cabinet, use.Number)] = time.GetUtcNow();
        LogReconciled(log, cabinet, uses.Length);
        await MustSendAsync(halls.Default, agent, new ReconcilePasses(cabinet, uses), cancel);
    }

    protected override async Task ExecuteAsync(CancellationToken stopping)
    {
        desk.Changed += Wake;
        var hall = halls.Default;
        var views = WakeOnViewsAsync(hall, stopping);
        try
        {
            while (!stopping.IsCancellationRequested)
            {
                var doors = hall.View.Cabinets.Used.Where(c => c.Door is DoorState.Opening && hall.View.Map.Cabinets.GetValueOrDefault(c.Cabinet) is { Boards.Length: > 0 }).ToList();
                foreach (var at in doors) await LookAsync(hall, at, (DoorState.Opening)at.Door, stopping);
                var live = doors.Select(d => JobOf(hall.Id, d.Cabinet, ((DoorState.Opening)d.Door).Sequence)).ToHashSet();
                foreach (var done in _asked.Keys.Where(j => !live.Contains(j)).ToList()) _asked.Remove(done);
                await WaitAsync(doors.Count > 0 ? TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan, stopping);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
        finally
        {
            desk.Changed -= Wake;
            await views;
        }
    }

    private async Task LookAsync(IHall hall, CompartmentState at, DoorState.Opening door, CancellationToken cancel)
    {
        var (job, now) = (JobOf(hall.Id, at.Cabinet, door.Sequence), time.GetUtcNow());
        if (!_asked.TryGetValue(job, out var asked)) _asked[job] = asked = new(now, door.Sequence <= _from);
        var (device, atLock) = LockOf(hall.View, at);
        var connection = device is { } board ? desk.ConnectionOf(board) : null;
        if (asked.IsFromBefore) await SettleAsync(hall, at, door, asked, connection is null ? null : DoorOf(device, atLock), cancel);
        else if (door.Seen)
        {
            asked.OpenAt ??= now;
            if (now >= asked.OpenAt + LeftOpen(hall)) await TryReportAsync(hall, at, DoorReport.StillOpen, null, cancel);
        }
        else if (connection is not null && now < asked.At + Begin && asked.SentTo.Add(connection))
            await agents.Clients.Client(connection).Do(new(new OpenCompartmentJob(job, device!.Value, asked.At + Begin, atLock, asked.At + Begin - now)));
        else if (now >= asked.At + Begin + Finish)
            await TryReportAsync(hall, at, DoorOf(device, atLock)?.IsOpen is true ? DoorReport.Opened : asked.SentTo.Count > 0 ? DoorReport.PowerCut : DoorReport.Jammed, null, cancel);
        else if (asked.SentTo.Count == 0 && connection is null && now > asked.At + Absent)
            await TryReportAsync(hall, at, DoorReport.Jammed, null, cancel);
    }

    /// <summary>Nothing is ordered any more: what the board says decides.</summary>
    private async Task SettleAsync(IHall hall, CompartmentState at, DoorState.Opening door, Asked asked, DoorNow? board, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        asked.BoardBackAt = board?.IsOpen is null ? null : asked.BoardBackAt ?? now;
        if (asked.BoardBackAt is not { } back)
        {
            if (now >= asked.At + Never) await TryReportAsync(hall, at, DoorReport.PowerCut, null, cancel);
            return;
        }
        if (now < back + Settle) return;
        DoorReport? report = (door.Seen, board!.IsOpen) switch
        {
            (false, true) => DoorReport.Opened,
            // It may have been opened and shut meanwhile: a clerk looks.
            (false, _) => DoorReport.PowerCut,
            (true, false) => DoorReport.Closed,
            (true, _) => now >= back + LeftOpen(hall) ? DoorReport.StillOpen : null,
        };
        if (report is { } said) await TryReportAsync(hall, at, said, board.IsOccupied, cancel);
    }

    private static TimeSpan LeftOpen(IHall hall) => TimeSpan.FromSeconds(hall.View.Plan.Pickup.LeftOpenSeconds);

    private DoorNow? DoorOf(DeviceId? device, int atLock) => device is { } board ? desk.DoorsOf(board).FirstOrDefault(d => d.Lock == atLock) : null;

    private static (DeviceId? Device, int Lock) LockOf(HallView view, CompartmentState at) =>
        view.Map.Cabinets.TryGetValue(at.Cabinet, out var cabinet) && cabinet.Find(at.Number) is { } compartment ? (cabinet.DriverOf(compartment.Board), compartment.Lock) : (null, 0);

    /// <summary>Busy or without a disk the hall is told again at the next look.</summary>
    private static Task TryReportAsync(IHall hall, CompartmentState at, DoorReport report, bool? occupied, CancellationToken cancel) =>
        TrySendAsync(hall, Actor.Hub.Id, new ReportDoor(at.Cabinet, at.Number, report, occupied), cancel);

    private static async Task MustSendAsync(IHall hall, string agent, HallCommand command, CancellationToken cancel)
    {
        // The agent keeps it and tells it again.
        if (!await TrySendAsync(hall, new(agent), command, cancel)) throw new HubException("The hall cannot take it now.");
    }

    private static async Task<bool> TrySendAsync(IHall hall, ClerkId by, HallCommand command, CancellationToken cancel) =>
        (await hall.SendAsync(new(Guid.CreateVersion7(), new(ActorKind.Device, by), command), cancel)).Refusal is not { Code: RefusalCode.Busy or RefusalCode.NotDurable };

    private async Task WakeOnViewsAsync(IHall hall, CancellationToken stopping)
    {
        try
        {
            await foreach (var _ in hall.WatchNewestAsync(stopping)) Wake();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The hub stops.
        }
    }

    private void Wake()
    {
        try
        {
            _changed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    private async Task WaitAsync(TimeSpan atMost, CancellationToken cancel)
    {
        using var timer = new CancellationTokenSource(atMost, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancel);
        try
        {
            await _changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // Time to look again.
        }
    }

    [LoggerMessage(1120, LogLevel.Information, "Cabinet {Cabinet}, compartment {Number}: {Outcome} {Fault}.")]
    private static partial void LogOutcome(ILogger log, PlaceId cabinet, int number, JobOutcome outcome, DeviceFault? fault);

    [LoggerMessage(1121, LogLevel.Information, "Cabinet {Cabinet} gave out {Count} while the hub was away.")]
    private static partial void LogReconciled(ILogger log, PlaceId cabinet, int count);
}
