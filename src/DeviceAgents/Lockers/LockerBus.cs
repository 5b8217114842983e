using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>Drives a locker board of any family: one question in flight, one coil at a time, and a door is open when it was seen open.</summary>
internal sealed class LockerBus : Driver, ILockerBus, IDisposable
{
    /// <summary>Between two looks at a door that was told to open.</summary>
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(50);

    private readonly LockerFacts _facts;
    private readonly DeadlineFacts _deadlines;
    private readonly ITransport _transport;
    private readonly TimeProvider _time;
    private readonly LockerFrames _frames;
    private readonly DoorWatch _watch;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private bool? _echoes;

    internal LockerBus(DeviceId device, LockerFacts facts, DeadlineFacts deadlines, ITransport transport, TimeProvider time) : base(device)
    {
        (_facts, _deadlines, _transport, _time) = (facts, deadlines, transport, time);
        _frames = LockerFrames.Of(facts);
        _watch = new(facts, time);
        _echoes = facts.Echo switch { LineEcho.Detect => null, LineEcho.No => false, LineEcho.Yes => true, _ => throw new InvalidOperationException($"No echo {facts.Echo}.") };
        _watch.Changed += change => Changed?.Invoke(change);
    }

    private TimeSpan Within => TimeSpan.FromMilliseconds(_facts.OpenWithinMs);

    public DoorReport Doors => _watch.Doors;
    public event Action<DoorChange>? Changed;

    public override async Task RunAsync(CancellationToken cancel)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(_facts.PollMs), _time);
        do await ReadAsync(cancel);
        while (await poll.WaitForNextTickAsync(cancel));
    }

    public async Task<DoorReport> ReadAsync(CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await using var line = await _transport.OpenAsync(cancel);
            await AskAsync(new(line, _deadlines, _time), cancel);
        }
        catch (LineException)
        {
            Lost(DeviceState.Offline, DeviceFault.Unreachable);
        }
        finally
        {
            _oneAtATime.Release();
        }
        return Doors;
    }

    public async Task<OpenOutcome> OpenAsync(int locker, CancellationToken cancel)
    {
        if (locker < 1 || locker > _facts.Locks) return OpenOutcome.Refused;
        await _oneAtATime.WaitAsync(cancel);
        var hasLeft = false;
        try
        {
            await using var line = await _transport.OpenAsync(cancel);
            var board = new Exchange(line, _deadlines, _time);
            // A question first: an order into a line without a board would be unknown for ever.
            if (await AskAsync(board, cancel) is not { } before) return OpenOutcome.Failed;
            if (before.Door(locker) is DoorPosition.Open) return OpenOutcome.Opened;
            await line.LeavingAsync(cancel);
            hasLeft = true;
            _watch.Ordered(locker);
            await board.AskAsync<byte>(_frames.Open(locker), _frames.ReadOpened, _frames.QuietAfterOpen < Within ? _frames.QuietAfterOpen : Within, cancel);
            return await WatchAsync(board, locker, cancel);
        }
        catch (LineException)
        {
            Lost(DeviceState.Offline, DeviceFault.Unreachable);
            return hasLeft ? OpenOutcome.Unknown : OpenOutcome.Failed;
        }
        finally
        {
            _watch.OrderIsOver(locker);
            _oneAtATime.Release();
        }
    }

    public async Task<OpenOutcome> OpenAllAsync(CancellationToken cancel)
    {
        if (!_facts.OpenAll) return OpenOutcome.Refused;
        var worst = OpenOutcome.Opened;
        for (var locker = 1; locker <= _facts.Locks; locker++)
            if (await OpenAsync(locker, cancel) is var outcome and not OpenOutcome.Opened) worst = outcome;
        return worst;
    }

    /// <summary>Which board answers, by its family's question for the doors, or null. No door moves.</summary>
    internal static async Task<string?> IdentifyAsync(ILine line, LockerFacts facts, DeadlineFacts deadlines, TimeProvider time, CancellationToken cancel)
    {
        var (board, frames) = (new Exchange(line, deadlines, time), LockerFrames.Of(facts));
        if (await board.AskToDetectEchoAsync<byte>(frames.AskForEcho(), frames.ReadForEcho, cancel) is null) return null;
        return $"{facts.Codec} locker board {facts.Board}{(board.Echoes ? ", the line echoes" : "")}";
    }

    /// <returns>The doors, or null if the board did not answer; both are told.</returns>
    private async Task<DoorMap?> AskAsync(Exchange board, CancellationToken cancel)
    {
        if (_echoes is null && await board.AskToDetectEchoAsync<byte>(_frames.AskForEcho(), _frames.ReadForEcho, cancel) is not null) _echoes = board.Echoes;
        board.Echoes = _echoes ?? false;
        var doors = _echoes is null ? null : await board.AskAsync<DoorMap>(_frames.AskDoors(), _frames.ReadDoors, cancel);
        if (doors is { } map)
        {
            _watch.Seen(map);
            Is(DeviceState.Ready);
        }
        else
        {
            // Another adapter may stand there when it comes back.
            if (_facts.Echo is LineEcho.Detect) _echoes = null;
            Lost(DeviceState.Unknown, DeviceFault.NoAnswer);
        }
        return doors;
    }

    private async Task<OpenOutcome> WatchAsync(Exchange board, int locker, CancellationToken cancel)
    {
        var sent = _time.GetTimestamp();
        var outcome = OpenOutcome.Unknown;
        do
        {
            outcome = (await AskAsync(board, cancel))?.Door(locker) switch
            {
                DoorPosition.Open => OpenOutcome.Opened,
                DoorPosition.Closed => OpenOutcome.NotOpened,
                DoorPosition.Unknown or null => OpenOutcome.Unknown,
                { } other => throw new InvalidOperationException($"No door {other}."),
            };
            if (outcome is OpenOutcome.Opened) return outcome;
            await Task.Delay(BetweenLooks, _time, cancel);
        }
        while (_time.GetElapsedTime(sent) < Within);
        return outcome;
    }

    private void Lost(DeviceState state, DeviceFault fault)
    {
        _watch.Lost();
        Is(state, fault);
    }

    public void Dispose() => _oneAtATime.Dispose();
}
