using System.Buffers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Printing;

/// <summary>What a printer sends over one line, from its first byte on.</summary>
/// <remarks>
/// Every byte passes through here in order and old ones are dropped by whole frames: were half an automatic block thrown away with them,
/// its other half would come in as three answers to GS r, and a ticket would count as printed that is not.
/// </remarks>
internal sealed class PrinterReplies(ILine line, TimeProvider time) : IAsyncDisposable
{
    internal delegate OperationStatus Reader(ReadOnlySpan<byte> bytes, out byte reply, out int consumed);

    private readonly byte[] _come = new byte[64];
    private readonly byte[] _bytes = new byte[256];
    private readonly CancellationTokenSource _closed = new();
    private byte[] _question = [];
    private int _filled;
    private Task<int>? _reading;

    /// <summary>The newest automatic status that came on this line; <c>default</c>: none did.</summary>
    internal PrinterStatus Automatic { get; private set; }

    /// <summary>A question came back as it was sent. Of such a line nothing proves a print: a ticket's own bytes look like answers to GS r.</summary>
    internal bool IsEchoing { get; private set; }

    /// <summary>Sends a question.</summary>
    /// <exception cref="LineException">The line broke.</exception>
    internal async Task AskAsync(byte[] question, CancellationToken cancel)
    {
        DropOld();
        _question = question;
        await line.WriteAsync(question, cancel);
    }

    /// <summary>Drops what came before the next question: it answers none that is to come. Half a block waits for its rest.</summary>
    /// <exception cref="LineException">The line broke meanwhile.</exception>
    private void DropOld()
    {
        while (_reading is { IsCompleted: true })
        {
            Take(_reading.GetAwaiter().GetResult());
            Drain();
            Begin();
        }
        Drain();
        Begin();

        void Drain()
        {
            // Nothing that is not the beginning of a block is kept.
            while (StatusReplies.ReadBlock(_bytes.AsSpan(0, _filled), out var consumed) is var status and not OperationStatus.NeedMoreData) Drop(status, consumed);
        }
    }

    /// <returns>Null: it did not come in time.</returns>
    /// <exception cref="LineException">The line broke.</exception>
    internal async Task<byte?> ReadAsync(Reader read, TimeSpan within, CancellationToken cancel)
    {
        byte? answer = null;
        await ReadAsync(() =>
        {
            if (_filled == 0) return false;
            if (IsEchoSoFar(out var isWhole)) return isWhole ? null : false;
            // A block on the way to the answer is news of its own.
            if (StatusReplies.ReadBlock(_bytes.AsSpan(0, _filled), out var consumed) is OperationStatus.Done)
            {
                Drop(OperationStatus.Done, consumed);
                return null;
            }
            var status = read(_bytes.AsSpan(0, _filled), out var reply, out consumed);
            Drop(OperationStatus.InvalidData, consumed);
            if (status is OperationStatus.Done) answer = reply;
            return status switch { OperationStatus.Done => true, OperationStatus.NeedMoreData => false, _ => null };
        }, within, cancel);
        return answer;
    }

    /// <summary>Waits for an automatic status block.</summary>
    /// <returns><c>default</c>: none came in time.</returns>
    /// <exception cref="LineException">The line broke.</exception>
    internal async Task<PrinterStatus> ReadBlockAsync(TimeSpan within, CancellationToken cancel)
    {
        Automatic = default;
        await ReadAsync(() =>
        {
            var status = StatusReplies.ReadBlock(_bytes.AsSpan(0, _filled), out var consumed);
            Drop(status, consumed);
            return status switch { OperationStatus.Done => true, OperationStatus.NeedMoreData => false, _ => null };
        }, within, cancel);
        return Automatic;
    }

    /// <param name="look">True: found. False: more is needed. Null: something was dropped, look again.</param>
    private async Task ReadAsync(Func<bool?> look, TimeSpan within, CancellationToken cancel)
    {
        using var deadline = new Deadline(within, time, cancel);
        try
        {
            while (true)
            {
                bool? found;
                do found = look();
                while (found is null);
                if (found is true) return;
                Begin();
                // The read itself goes on past a deadline: its bytes would be lost with it.
                Take(await _reading!.WaitAsync(deadline.Token));
            }
        }
        catch (OperationCanceledException) when (deadline.HasPassed)
        {
            // No answer.
        }
    }

    private bool IsEchoSoFar(out bool isWhole)
    {
        isWhole = _filled >= _question.Length;
        if (_question.Length == 0 || !_bytes.AsSpan(0, Math.Min(_filled, _question.Length)).SequenceEqual(_question.AsSpan(0, Math.Min(_filled, _question.Length)))) return false;
        if (!isWhole) return true;
        IsEchoing = true;
        Drop(OperationStatus.InvalidData, _question.Length);
        _question = [];
        return true;
    }

    private void Begin() => _reading ??= line.ReadAsync(_come, _closed.Token).AsTask();

    private void Take(int count)
    {
        _reading = null;
        // Noise without end: the oldest goes.
        if (_filled + count > _bytes.Length) Drop(OperationStatus.InvalidData, _filled);
        _come.AsSpan(0, count).CopyTo(_bytes.AsSpan(_filled));
        _filled += count;
    }

    private void Drop(OperationStatus block, int consumed)
    {
        if (block is OperationStatus.Done) Automatic = PrinterStatus.OfBlock(_bytes);
        _bytes.AsSpan(consumed, _filled - consumed).CopyTo(_bytes);
        _filled -= consumed;
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        if (_reading is not null) await ((Task)_reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _closed.Dispose();
    }
}
