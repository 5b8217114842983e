namespace TidalHall.Journal;

/// <summary>A large batch encoded by a second thread while its first rows are written: encoding is a third of what a row costs.</summary>
/// <remarks>Nobody waits for it. A row it has not made yet the writer makes itself; both make the same bytes, so a pool with no thread to spare costs nothing.</remarks>
internal sealed class RowsAhead : IThreadPoolWorkItem, IDisposable
{
    // Fewer are written before another thread has woken.
    private const int WorthIt = 16;

    private readonly PayloadChain _chain = new();
    private IReadOnlyList<JournalEntry> _entries = [];
    private ReadOnlyMemory<byte>[] _rows = [];
    private int _made;
    private volatile bool _running, _stopping;
    // The writer's own: whether what is made is of its batch.
    private bool _isOfThisBatch;

    /// <summary>Begins a batch behind a hash.</summary>
    public void Begin(IReadOnlyList<JournalEntry> entries, ReadOnlySpan<byte> hash)
    {
        // Still in the row at which the batch before was over: this one goes without.
        _isOfThisBatch = entries.Count >= WorthIt && !_running;
        if (!_isOfThisBatch) return;
        Volatile.Write(ref _made, 0);
        _chain.Begin(hash);
        if (_rows.Length < entries.Count) _rows = new ReadOnlyMemory<byte>[entries.Count];
        (_entries, _stopping, _running) = (entries, false, true);
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <returns>False: it is not made yet.</returns>
    public bool TryGet(int row, out ReadOnlySpan<byte> bytes)
    {
        var isMade = _isOfThisBatch && row < Volatile.Read(ref _made);
        bytes = isMade ? _rows[row].Span : default;
        return isMade;
    }

    /// <summary>The batch is written, or will not be.</summary>
    public void End() => _stopping = true;

    void IThreadPoolWorkItem.Execute()
    {
        try
        {
            for (var i = 0; i < _entries.Count && !_stopping; i++)
            {
                _rows[i] = _chain.Add(_entries[i].Recorded.Event);
                Volatile.Write(ref _made, i + 1);
            }
        }
        // The writer comes to the same row and meets it itself; here it would be the end of the process.
        catch (Exception) { }
        _running = false;
    }

    public void Dispose()
    {
        End();
        SpinWait.SpinUntil(() => !_running);
        _chain.Dispose();
    }
}
