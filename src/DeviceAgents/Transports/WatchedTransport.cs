namespace TidalHall.DeviceAgents.Transports;

/// <summary>A device's transport as its agent sees it: keeps the trace, hears when the bytes of a job leave, knows why there is no line.</summary>
internal sealed class WatchedTransport(ITransport inner, ByteTrace trace) : ITransport
{
    private volatile PortException? _trouble;

    internal ByteTrace Trace => trace;
    /// <summary>What is done before the first byte of the job in hand leaves; one job at a time.</summary>
    internal Func<ValueTask>? Leaving { get; set; }
    /// <summary>Why the last try to open a line failed; null: it did not.</summary>
    internal PortException? Trouble => _trouble;
    internal event Action? TroubleChanged;

    public async Task<ILine> OpenAsync(CancellationToken cancellation)
    {
        try
        {
            var line = await inner.OpenAsync(cancellation);
            Is(null);
            return new WatchedLine(this, line);
        }
        catch (PortException e)
        {
            Is(e);
            throw;
        }
    }

    private void Is(PortException? trouble)
    {
        if (_trouble?.Trouble == trouble?.Trouble) return;
        _trouble = trouble;
        TroubleChanged?.Invoke();
    }

    private sealed class WatchedLine(WatchedTransport owner, ILine inner) : ILine
    {
        public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
        {
            owner.Trace.Add(toDevice: true, bytes.Span);
            return inner.WriteAsync(bytes, cancellation);
        }

        public async ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation)
        {
            var count = await inner.ReadAsync(bytes, cancellation);
            owner.Trace.Add(toDevice: false, bytes.Span[..count]);
            return count;
        }

        public ValueTask DropUnreadAsync(CancellationToken cancellation) => inner.DropUnreadAsync(cancellation);
        public ValueTask LeavingAsync(CancellationToken cancellation) => owner.Leaving?.Invoke() ?? ValueTask.CompletedTask;
        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
