using TidalHall.Core.Devices;

namespace TidalHall.DeviceAgents.Transports;

/// <summary>A serial port, held open from the first use on by one owner, who opens it again by its stable name whenever it goes away.</summary>
/// <remarks>A line is one user's turn on the port, so several devices on one bus take turns.</remarks>
internal sealed class SerialTransport : ITransport, IAsyncDisposable
{
    /// <summary>How long a first opening may take.</summary>
    private static readonly TimeSpan OpenDeadline = TimeSpan.FromSeconds(3);

    private readonly string _port;
    private readonly SerialSettings _settings;
    private readonly TimeProvider _time;
    private readonly string? _locks;
    private readonly Lock _state = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly CancellationTokenSource _end = new();
    private TaskCompletionSource _changed = Fresh();
    private SerialSession? _session;
    private PortException? _trouble;
    private HashSet<LineNote> _notes = [];
    private Task? _owner;

    /// <param name="port">"/dev/ttyUSB0", "COM3".</param>
    /// <param name="locks">Where locks are; null: where all agents of the machine have them.</param>
    public SerialTransport(string port, SerialSettings settings, TimeProvider time, string? locks = null)
    {
        (_port, _settings, _time, _locks) = (PortNames.StableOf(port), settings, time, locks);
    }

    /// <summary>It went away, came back, or cannot be opened for another reason than before.</summary>
    public event Action? Changed;

    public string Port => _port;
    public SerialSettings Settings => _settings;
    public PortException? Trouble { get { lock (_state) return _trouble; } }
    public LineNote[] Notes { get { lock (_state) return [.. _notes]; } }

    public async Task<ILine> OpenAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_end.IsCancellationRequested, this);
        lock (_state) _owner ??= Task.Run(OwnAsync, CancellationToken.None);
        using var deadline = new Deadline(OpenDeadline, _time, cancellation);
        var hasTurn = false;
        try
        {
            await _turn.WaitAsync(deadline.Token);
            hasTurn = true;
            var line = new SerialLine(await SessionAsync(deadline.Token), _turn);
            hasTurn = false;
            return line;
        }
        catch (OperationCanceledException e) when (deadline.HasPassed)
        {
            throw new LineException($"Port {_port} is busy.", e);
        }
        finally
        {
            if (hasTurn) _turn.Release();
        }
    }

    private async Task<SerialSession> SessionAsync(CancellationToken cancel)
    {
        while (true)
        {
            Task changed;
            lock (_state)
            {
                if (_session is not null) return _session;
                if (_trouble is { } trouble) throw new PortException(trouble.Trouble, _port, trouble.TakenBy, trouble);
                changed = _changed.Task;
            }
            await changed.WaitAsync(cancel);
        }
    }

    private async Task OwnAsync()
    {
        for (var tries = 0; !_end.IsCancellationRequested; tries++)
        {
            try
            {
                using var held = PortLock.Take(_port, _locks);
                HashSet<LineNote> notes = [];
                var session = SerialSession.Open(_port, _settings, _time, note => notes.Add(note));
                Become(session, null, notes);
                tries = 0;
                await session.ReadAsync(_end.Token);
                Become(null, new(LineTrouble.Broken, _port), null);
                if (!await session.CloseAsync()) Become(null, new(LineTrouble.Broken, _port), [.. Notes, LineNote.CloseAbandoned]);
            }
            catch (PortException e)
            {
                Become(null, e, null);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The lock's folder belongs to somebody else.
                Become(null, new(LineTrouble.NoRight, _port, null, e), null);
            }
            await Task.Delay(PauseAfter(tries, Random.Shared.NextDouble()), _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>From a quarter of a second, doubled to 4 s, each up to a quarter longer, so that many ports of a hub that comes back do not open at once.</summary>
    internal static TimeSpan PauseAfter(int tries, double chance) => TimeSpan.FromMilliseconds(Math.Min(250 << Math.Min(tries, 4), 4000) * (1 + chance / 4));

    private void Become(SerialSession? session, PortException? trouble, HashSet<LineNote>? notes)
    {
        bool isNews;
        TaskCompletionSource changed;
        lock (_state)
        {
            isNews = session is not null || _session is not null || _trouble?.Trouble != trouble?.Trouble || notes is not null;
            (_session, _trouble, changed, _changed) = (session, trouble, _changed, Fresh());
            _notes = notes ?? _notes;
        }
        changed.SetResult();
        if (isNews) Changed?.Invoke();
    }

    private static TaskCompletionSource Fresh() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_owner is not null) await _owner;
    }

    private sealed class SerialLine(SerialSession session, SemaphoreSlim turn) : ILine
    {
        private int _isOver;

        public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellation) => session.WriteAsync(bytes, cancellation);
        public ValueTask<int> ReadAsync(Memory<byte> bytes, CancellationToken cancellation) => session.TakeAsync(bytes, cancellation);

        public ValueTask DropUnreadAsync(CancellationToken cancellation)
        {
            session.DropUnread();
            return ValueTask.CompletedTask;
        }

        public ValueTask DisposeAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0) turn.Release();
            return ValueTask.CompletedTask;
        }
    }
}
