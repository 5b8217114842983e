using System.Threading.Channels;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>One line to a simulated printer: what comes in is answered, buffered and read; what goes out passes its troubles.</summary>
internal sealed class PrinterLine : IAsyncDisposable
{
    private readonly Stream _stream;
    /// <summary>Bytes at once of a slow printer.</summary>
    private const int Step = 128;

    private readonly PrinterTroubles _troubles;
    private readonly TimeProvider _time;
    private readonly CancellationToken _off;
    private readonly PaperReader _reader;
    private readonly RealTimeCommands _realTime = new();
    private readonly Channel<byte[]> _answers = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(1024) { FullMode = BoundedChannelFullMode.DropNewest });
    private readonly Channel<byte[]> _toPaper = Channel.CreateBounded<byte[]>(1024);
    private readonly SemaphoreSlim _room = new(0, 1);
    private readonly Task _answering, _printing;
    private byte _automatic;
    private int _buffered;

    internal PrinterLine(Stream stream, PrinterFacts facts, PrinterTroubles troubles, Action<Ink> put, TimeProvider time, CancellationToken off)
    {
        (_stream, _troubles, _time, _off) = (stream, troubles, time, off);
        _reader = new(facts.PaperDots, ink => { if (!troubles.CannotPrint) put(ink); }, Asked, facts.HanziSize);
        _answering = AnswerAsync();
        _printing = PrintAsync();
    }

    internal async Task<LineEnd> RunAsync()
    {
        var buffer = new byte[4096];
        while (await _stream.ReadAsync(buffer, _off) is > 0 and var count)
        {
            if (_troubles.Swallows) continue;
            if (_troubles.Echo) Send(buffer[..count]);
            var bytes = _troubles.Pass(buffer.AsMemory(0, count), out var end);
            await TakeAsync(bytes);
            if (end is not LineEnd.None) return end;
        }
        return LineEnd.None;
    }

    /// <summary>The printer's state changed.</summary>
    internal void TellChange()
    {
        if (_automatic != 0) Send(_troubles.AutomaticStatus());
    }

    private async Task TakeAsync(ReadOnlyMemory<byte> bytes)
    {
        var rest = _realTime.Pass(bytes.Span, query => Send([_troubles.StatusOf(query)]), _ => _troubles.CutterJam = false);
        if (_troubles.Buffer is { } buffer) rest = rest[..Math.Clamp(buffer.Bytes - Volatile.Read(ref _buffered), 0, rest.Length)];
        if (rest.Length == 0) return;
        Interlocked.Add(ref _buffered, rest.Length);
        await _toPaper.Writer.WriteAsync(rest, _off);
        // Without a small buffer it makes the sender wait.
        if (_troubles.Buffer is null)
            while (Volatile.Read(ref _buffered) > 0 && !_printing.IsCompleted) await _room.WaitAsync(_off);
    }

    private async Task PrintAsync()
    {
        var (since, printed) = (_time.GetTimestamp(), 0L);
        await foreach (var bytes in _toPaper.Reader.ReadAllAsync(_off))
        {
            if (_troubles.Buffer is null) _reader.Read(Unless(bytes));
            // Its clock runs while there is something to print.
            else if (Volatile.Read(ref _buffered) == bytes.Length) (since, printed) = (_time.GetTimestamp(), 0);
            for (var at = 0; _troubles.Buffer is { } slow && at < bytes.Length; at += Step)
            {
                var part = bytes.AsMemory(at, Math.Min(Step, bytes.Length - at));
                printed += part.Length;
                var early = TimeSpan.FromSeconds((double)printed / slow.PerSecond) - _time.GetElapsedTime(since);
                if (early > TimeSpan.Zero) await Task.Delay(early, _time, _off);
                _reader.Read(Unless(part.Span));
                Interlocked.Add(ref _buffered, -part.Length);
            }
            if (_troubles.Buffer is null) Interlocked.Exchange(ref _buffered, 0);
            if (_room.CurrentCount == 0) _room.Release();
        }

        // Off-line it takes bytes no more; whoever asked before sending knows.
        ReadOnlySpan<byte> Unless(ReadOnlySpan<byte> part) => _troubles.CannotPrint ? [] : part;
    }

    private void Asked(byte[] command)
    {
        switch (command)
        {
            case [0x1D, 0x61, var n]: _automatic = n; TellChange(); break;
            case [0x1D, 0x72, var n] when !_troubles.WithholdProof && !_troubles.CannotPrint: Send([_troubles.AnswerTo(n)]); break;
            // GS ( H 48: the process id comes back, 37 22 id 00.
            case [0x1D, 0x28, 0x48, _, _, 0x30, _, var a, var b, var c, var d] when !_troubles.WithholdProof && !_troubles.CannotPrint: Send([0x37, 0x22, a, b, c, d, 0x00]); break;
            case [0x1D, 0x49, 1 or 2 or 3 or 49 or 50 or 51]: Send([0x02]); break;
            case [0x1D, 0x49, 66]: Send([0x5F, .. "TidalHall"u8, 0x00]); break;
            case [0x1D, 0x49, 67]: Send([0x5F, .. "Simulated"u8, 0x00]); break;
            case [0x1D, 0x49, >= 65 and <= 112]: Send([0x5F, .. "0"u8, 0x00]); break;
        }
    }

    private void Send(byte[] answer)
    {
        if (_troubles.Silent) return;
        if (_troubles.HalfFrames) answer = answer[..(answer.Length / 2)];
        _answers.Writer.TryWrite([.. _troubles.Chatter, .. answer]);
    }

    /// <summary>In the order they were made, each as late as the trouble says.</summary>
    private async Task AnswerAsync()
    {
        try
        {
            await foreach (var answer in _answers.Reader.ReadAllAsync(_off))
            {
                if (_troubles.Late > TimeSpan.Zero) await Task.Delay(_troubles.Late, _time, _off);
                await _stream.WriteAsync(answer, _off);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The other end went, or the printer was switched off.
        }
    }

    public async ValueTask DisposeAsync()
    {
        // What it holds comes out, line or no line.
        _toPaper.Writer.TryComplete();
        await _printing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _answers.Writer.TryComplete();
        await _answering;
        _room.Dispose();
    }
}
