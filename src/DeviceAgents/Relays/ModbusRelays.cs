using System.Buffers;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Relays;

/// <summary>Drives a Modbus-RTU relay board so that no coil stays hot: by the board's own timer where it has one; else everything is switched off
/// first thing at the start and after every fault, until the board confirms it.</summary>
internal sealed class ModbusRelays : Driver, IRelayBoard, IDisposable
{
    private readonly RelayFacts _facts;
    private readonly DeadlineFacts _deadlines;
    private readonly ITransport _transport;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private bool? _echoes;
    // What was left on when we were killed nobody knows.
    private bool _mayBeOn;

    internal ModbusRelays(DeviceId device, RelayFacts facts, DeadlineFacts deadlines, ITransport transport, TimeProvider time) : base(device)
    {
        (_facts, _deadlines, _transport, _time) = (facts, deadlines, transport, time);
        _mayBeOn = facts.TimedAddress == 0;
        _echoes = facts.Echo switch { LineEcho.Detect => null, LineEcho.No => false, LineEcho.Yes => true, _ => throw new InvalidOperationException($"No echo {facts.Echo}.") };
    }

    private byte Board => (byte)_facts.Board;

    public override async Task RunAsync(CancellationToken cancel)
    {
        long? asked = null;
        while (true)
        {
            if (_mayBeOn || asked is not { } before || _time.GetElapsedTime(before) >= TimeSpan.FromSeconds(_facts.PollSeconds))
            {
                asked = _time.GetTimestamp();
                await UseAsync((_, board) => BitsAsync(board, ModbusFrames.ReadCoils, _facts.Relays, cancel), null, cancel);
            }
            await Task.Delay(BeforeReopening, _time, cancel);
        }
    }

    public async Task<ulong?> ReadInputsAsync(CancellationToken cancel) =>
        _facts.Inputs == 0 ? null : await UseAsync((_, board) => BitsAsync(board, ModbusFrames.ReadInputs, _facts.Inputs, cancel), null, cancel);

    public async Task<PulseOutcome> PulseAsync(int relay, CancellationToken cancel)
    {
        if (relay < 1 || relay > _facts.Relays) return PulseOutcome.Refused;
        var hasLeft = false;
        return await UseAsync(async (line, board) =>
        {
            // A question first: an order into a line without a board would be unknown for ever.
            if (await BitsAsync(board, ModbusFrames.ReadCoils, _facts.Relays, cancel) is null) return PulseOutcome.Failed;
            await line.LeavingAsync(cancel);
            hasLeft = true;
            return _facts.TimedAddress > 0 ? await TimedAsync(board, relay, cancel) : await OnAndOffAsync(board, relay);
        }, () => hasLeft ? PulseOutcome.Unknown : PulseOutcome.Failed, cancel);
    }

    /// <summary>Which board answers to a question for its coils, or null. Nothing is switched.</summary>
    internal static async Task<string?> IdentifyAsync(ILine line, RelayFacts facts, DeadlineFacts deadlines, TimeProvider time, CancellationToken cancel)
    {
        var board = new Exchange(line, deadlines, time);
        return await DetectAsync(board, (byte)facts.Board, cancel) ? $"Modbus-RTU board {facts.Board}{(board.Echoes ? ", the line echoes" : "")}" : null;
    }

    // One coil: its answer is shorter than the question, so it never looks like it.
    private static async Task<bool> DetectAsync(Exchange board, byte address, CancellationToken cancel) =>
        await board.AskToDetectEchoAsync<ModbusReply>(ModbusFrames.Read(address, ModbusFrames.ReadCoils, 0, 1),
            (bytes, out reply, out consumed) => ModbusFrames.ReadBits(bytes, address, ModbusFrames.ReadCoils, 1, out reply, out consumed), cancel) is not null;

    /// <summary>The board switches off by itself, whatever becomes of us.</summary>
    private async Task<PulseOutcome> TimedAsync(Exchange board, int relay, CancellationToken cancel)
    {
        var units = (ushort)Math.Clamp((_facts.PulseMs + _facts.TimedUnitMs - 1) / _facts.TimedUnitMs, 1, 0x7FFF);
        return await WriteAsync(board, (ushort)(_facts.TimedAddress + relay - 1), units, cancel) switch
        {
            { Exception: 0 } => PulseOutcome.Pulsed,
            { } => PulseOutcome.Failed,
            null => PulseOutcome.Unknown,
        };
    }

    /// <remarks>Not cancelled half-way: a coil that is on is switched off first.</remarks>
    private async Task<PulseOutcome> OnAndOffAsync(Exchange board, int relay)
    {
        _mayBeOn = true;
        var on = await WriteAsync(board, (ushort)(relay - 1), ModbusFrames.On, CancellationToken.None);
        if (on is { Exception: > 0 })
        {
            _mayBeOn = false;
            return PulseOutcome.Failed;
        }
        if (on is not null) await Task.Delay(TimeSpan.FromMilliseconds(_facts.PulseMs), _time, CancellationToken.None);
        _mayBeOn = await WriteAsync(board, (ushort)(relay - 1), ModbusFrames.Off, CancellationToken.None) is not { Exception: 0 };
        return on is null || _mayBeOn ? PulseOutcome.Unknown : PulseOutcome.Pulsed;
    }

    private Task<ModbusReply?> WriteAsync(Exchange board, ushort coil, ushort value, CancellationToken cancel)
    {
        var frame = ModbusFrames.Write(Board, coil, value);
        return board.AskAsync<ModbusReply>(frame, (bytes, out reply, out consumed) => ModbusFrames.ReadWritten(bytes, frame, out reply, out consumed), cancel);
    }

    private async Task<ulong?> BitsAsync(Exchange board, byte code, int count, CancellationToken cancel)
    {
        var answer = await board.AskAsync<ModbusReply>(ModbusFrames.Read(Board, code, 0, count),
            (bytes, out reply, out consumed) => ModbusFrames.ReadBits(bytes, Board, code, count, out reply, out consumed), cancel);
        if (answer is null) NoAnswer();
        else Is(DeviceState.Ready);
        return answer is { Exception: 0, Bits: var bits } ? bits : null;
    }

    /// <summary>Opens the line, makes sure that nothing is on from before, then does the work.</summary>
    /// <param name="without">What comes of it if the board is not there or the line breaks.</param>
    private async Task<T?> UseAsync<T>(Func<ILine, Exchange, Task<T?>> work, Func<T?>? without, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await using var line = await _transport.OpenAsync(cancel);
            var board = new Exchange(line, _deadlines, _time);
            if (await IsSafeAsync(board, cancel)) return await work(line, board);
        }
        catch (LineException)
        {
            Is(DeviceState.Offline, DeviceFault.Unreachable);
        }
        finally
        {
            _oneAtATime.Release();
        }
        return without is null ? default : without();
    }

    private async Task<bool> IsSafeAsync(Exchange board, CancellationToken cancel)
    {
        if (_echoes is null && !await DetectAsync(board, Board, cancel)) return NoAnswer();
        board.Echoes = _echoes ??= board.Echoes;
        for (var relay = 0; _mayBeOn && relay < _facts.Relays; relay++)
            if (await WriteAsync(board, (ushort)relay, ModbusFrames.Off, cancel) is not { Exception: 0 }) return NoAnswer();
        _mayBeOn = false;
        return true;
    }

    private bool NoAnswer()
    {
        if (_facts.Echo is LineEcho.Detect) _echoes = null;
        Is(DeviceState.Unknown, DeviceFault.NoAnswer);
        return false;
    }

    public void Dispose() => _oneAtATime.Dispose();
}
