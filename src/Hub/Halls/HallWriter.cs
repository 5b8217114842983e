using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;
using TidalHall.Journal;

namespace TidalHall.Hub.Halls;

/// <summary>One writer per hall: decides what waits, appends all its events in one transaction, then answers and publishes.</summary>
/// <remarks>An answer means durable. The state belongs to this thread alone; a failed commit throws it away and reads it anew.</remarks>
internal sealed partial class HallWriter : IHall, IAsyncDisposable
{
    private const int Waiting = 4096;
    private const int BatchMax = 1024;

    private sealed record Order(CommandEnvelope Envelope, TaskCompletionSource<Answer> Answered);

    // Full = "busy": TryWrite says so, nobody is kept waiting without a word.
    private readonly Channel<Order> _orders = Channel.CreateBounded<Order>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _loop;
    private readonly Lock _published = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HallView _view;

    private HallJournal _journal;
    private HallState _state = new();
    private readonly Dictionary<(ClerkId, Guid), (Answer Answer, long Fingerprint)> _answered = [];
    private long _tickAtStart;
    private readonly long _stampAtStart;

    /// <summary>Opens the journal, brings the state up to it, and takes the plan in where it differs.</summary>
    public HallWriter(HallPlan plan, string hash, string file, TimeProvider time, ILogger<HallWriter> log)
    {
        (Id, _file, _time, _log) = (plan.Id, file, time, log);
        _journal = HallJournal.Open(file, plan.Id);
        Replay();
        // The hall's own axis never falls, across restarts too: it goes on where it stood.
        _tickAtStart = _state.Tick + Math.Max(0, (long)(time.GetUtcNow() - _state.At).TotalMilliseconds) * (_state.Sequence > 0 ? 1 : 0);
        _stampAtStart = time.GetTimestamp();
        Commit([new(new(Guid.CreateVersion7(), Actor.Hub, new ConfigureHall(plan, hash)), new())]);
        Commit([new(new(Guid.CreateVersion7(), Actor.Hub, new TimeCame()), new())]);
        _view = new(_state);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public HallId Id { get; }
    public DateTimeOffset Now => _time.GetUtcNow();
    public HallView View => Volatile.Read(ref _view);

    public async Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default)
    {
        // The callers' continuations must not run on the writer's thread.
        var order = new Order(envelope, new(TaskCreationOptions.RunContinuationsAsynchronously));
        return _orders.Writer.TryWrite(order)
            ? await order.Answered.Task.WaitAsync(cancel)
            : new Answer(AnswerKind.Refused, View.Sequence, Refusal: Refusal.Because(RefusalCode.Busy));
    }

    public async Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default)
    {
        await foreach (var view in WatchNewestAsync(cancel))
            if (view.Sequence >= sequence) return view;
        throw new OperationCanceledException(cancel);
    }

    public async IAsyncEnumerable<HallView> WatchNewestAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        long seen = -1;
        while (!cancel.IsCancellationRequested)
        {
            Task next;
            HallView view;
            lock (_published) (view, next) = (_view, _next.Task);
            if (view.Sequence > seen)
            {
                seen = view.Sequence;
                yield return view;
            }
            else await next.WaitAsync(cancel);
        }
    }

    public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default) => Task.Run<IReadOnlyList<Recorded>>(() =>
    {
        using var reader = HallJournal.Open(_file, Id);
        return [.. reader.ReadAfter(after).Take(limit).Select(e => e.Recorded)];
    }, cancel);

    private void Run()
    {
        var batch = new List<Order>(BatchMax);
        while (!_stopping.IsCancellationRequested)
        {
            var ordered = WaitForOrders();
            // Before the orders that came with it: a busy hall turns its day too, and the first ticket after the turn is of the new one.
            if (!ordered || Hall.NextDue(_state) <= _time.GetUtcNow()) batch.Add(new(new(Guid.CreateVersion7(), Actor.Hub, new TimeCame()), new(TaskCreationOptions.RunContinuationsAsynchronously)));
            while (batch.Count < BatchMax && _orders.Reader.TryRead(out var order)) batch.Add(order);
            Commit(batch);
            batch.Clear();
        }
    }

    /// <summary>True when orders wait; false when the hall's own clock wants a look first.</summary>
    private bool WaitForOrders()
    {
        // Short, capped waits: a wall clock that is set does not leave us waiting for an instant that has passed.
        var due = Hall.NextDue(_state) is { } at && at - _time.GetUtcNow() is var left && left < TimeSpan.FromSeconds(30) ? left : TimeSpan.FromSeconds(30);
        if (due <= TimeSpan.Zero) due = TimeSpan.FromSeconds(1);
        using var timeout = new CancellationTokenSource(due, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _stopping.Token);
        try { return _orders.Reader.WaitToReadAsync(either.Token).AsTask().GetAwaiter().GetResult(); }
        catch (OperationCanceledException) { return false; }
    }

    private void Commit(List<Order> batch)
    {
        var answers = new List<(Order Order, Answer Answer, bool Keep)>(batch.Count);
        var entries = new List<JournalEntry>(batch.Count);
        foreach (var order in batch) answers.Add(Decide(order, entries));
        try
        {
            if (entries.Count > 0) _journal.Append(entries);
        }
        catch (SqliteException e)
        {
            LogNotDurable(_log, e, Id, e.SqliteErrorCode);
            // What was decided on is not on disk: back to what is.
            _state = new();
            _answered.Clear();
            _journal.Dispose();
            _journal = HallJournal.Open(_file, Id);
            Replay();
            foreach (var order in batch) order.Answered.TrySetResult(new(AnswerKind.Refused, _state.Sequence, Refusal: Refusal.Because(RefusalCode.NotDurable)));
            return;
        }
        if (entries.Count > 0) Publish();
        foreach (var (order, answer, keep) in answers)
        {
            if (keep) _answered[(order.Envelope.Actor.Id, order.Envelope.Id)] = (answer, order.Envelope.Fingerprint);
            order.Answered.TrySetResult(answer);
        }
    }

    private (Order, Answer, bool) Decide(Order order, List<JournalEntry> entries)
    {
        var (id, actor, command, place, fingerprint) = order.Envelope;
        if (_answered.TryGetValue((actor.Id, id), out var first))
            return (order, first.Fingerprint == fingerprint ? first.Answer : new(AnswerKind.Refused, _state.Sequence, Refusal: Refusal.Because(RefusalCode.KeyReused)), false);
        var stamp = Stamp();
        var decision = Hall.Decide(_state, actor, place, command, stamp);
        if (decision.Refusal is { } refusal) return (order, new(AnswerKind.Refused, _state.Sequence, Refusal: refusal), false);
        if (decision.IsAlreadySo) return (order, new(AnswerKind.AlreadySo, _state.Sequence), false);
        foreach (var e in decision.Events)
        {
            var recorded = new Recorded(_state.Sequence + 1, stamp.At, stamp.Tick, e);
            Hall.Apply(_state, recorded);
            entries.Add(new(recorded, id, fingerprint, actor.Id, place));
        }
        var answer = new Answer(AnswerKind.Done, _state.Sequence, (decision.First as TicketEvent)?.Ticket);
        // At once, so that a repeat within this very batch finds it; a failed commit clears them all.
        _answered[(actor.Id, id)] = (answer, fingerprint);
        return (order, answer, true);
    }

    private Stamp Stamp()
    {
        Span<byte> random = stackalloc byte[16];
        RandomNumberGenerator.Fill(random);
        var tick = Math.Max(_state.Tick, _tickAtStart + (long)_time.GetElapsedTime(_stampAtStart).TotalMilliseconds);
        return new(_time.GetUtcNow(), tick, (BitConverter.ToUInt64(random), BitConverter.ToUInt64(random[8..])));
    }

    private void Replay()
    {
        foreach (var entry in _journal.ReadAfter(0))
        {
            Hall.Apply(_state, entry.Recorded);
            var ticket = (entry.Recorded.Event as TicketEvent)?.Ticket;
            var answer = _answered.TryGetValue((entry.Actor, entry.Command), out var first) ? first.Answer with { Sequence = entry.Recorded.Sequence } : new Answer(AnswerKind.Done, entry.Recorded.Sequence, ticket);
            _answered[(entry.Actor, entry.Command)] = (answer, entry.Fingerprint);
        }
    }

    private void Publish()
    {
        if (_state.Map is null) return;
        TaskCompletionSource woken;
        lock (_published)
        {
            _view = new(_state);
            (woken, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        woken.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        while (_orders.Reader.TryRead(out var left)) left.Answered.TrySetCanceled();
        _journal.Dispose();
        _stopping.Dispose();
    }

    [LoggerMessage(1001, LogLevel.Error, "Hall {Hall}: nothing of this batch is on disk (SQLite {Code}); answered \"not done\" and went back to what is.")]
    private static partial void LogNotDurable(ILogger log, Exception e, HallId hall, int code);
}
