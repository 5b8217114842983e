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
    // Short and capped: a clock that is set does not leave us waiting for an instant that has passed.
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>A command with its answer to come. The callers' continuations must not run on the writer's thread.</summary>
    private sealed class Order(CommandEnvelope envelope) : TaskCompletionSource<Answer>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public CommandEnvelope Envelope => envelope;
    }

    // Full = "busy": TryWrite says so, nobody is kept waiting without a word.
    private readonly Channel<Order> _orders = Channel.CreateBounded<Order>(new BoundedChannelOptions(Waiting) { SingleReader = true });
    private readonly ManualResetEventSlim _wake = new();
    private readonly string _file;
    private readonly ILogger _log;
    private readonly HallTime _time;
    private readonly ITimer _looks;
    private readonly HallFeed _feed;
    private readonly JournalReader _reader;
    private readonly Task _loop;
    private volatile bool _stopping;
    private volatile bool _look;

    // Fetched for many commands at once: each time is a call into the kernel.
    private readonly byte[] _random = new byte[4096];
    private int _randomUsed = 4096;

    private const long Minute = 60_000;
    // On the hall's axis: a wall clock that is set neither skips nor repeats one.
    private long _nextMinute;

    private HallJournal? _journal;
    private HallState _state;
    private AnsweredCommands _answered;

    /// <summary>Opens the journal, brings the state up to it, and takes the plan in where it differs.</summary>
    /// <exception cref="SqliteException">The journal cannot be read, or a new hall cannot be written.</exception>
    public HallWriter(HallPlan plan, string hash, string file, TimeProvider time, ILogger<HallWriter> log)
    {
        (Id, _file, _log) = (plan.Id, file, log);
        _snapshots = new(file, plan.Id, time, log);
        _journal = HallJournal.Open(file, plan.Id);
        (_state, _answered) = _snapshots.Recover(_journal, (plan, hash));
        _time = new(time, _state);
        _reader = new(file, plan.Id);
        var first = new List<Order> { Own(new ConfigureHall(plan, hash)), Own(new TimeCame()) };
        if (_time.TakeStep() is { } step) first.Add(Own(new ReportClockStep((long)step.TotalMilliseconds)));
        var entries = new List<JournalEntry>();
        foreach (var order in first) Decide(order, entries);
        if (entries.Count > 0) _journal.Append(entries);
        _feed = new(new HallView(_state));
        _looks = time.CreateTimer(_ => { _look = true; _wake.Set(); }, null, Look, Look);
        _loop = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    public HallId Id { get; }
    public DateTimeOffset Now => _time.Now;
    public HallView View => _feed.View;

    public Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default)
    {
        var order = new Order(envelope);
        if (!_orders.Writer.TryWrite(order)) return Task.FromResult(Refused(RefusalCode.Busy));
        _wake.Set();
        return order.Task.WaitAsync(cancel);
    }

    public Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default) => _feed.AtAsync(sequence, cancel);

    public IAsyncEnumerable<HallView> WatchNewestAsync(CancellationToken cancel = default) => _feed.WatchAsync(cancel);

    public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default) =>
        Task.Run<IReadOnlyList<Recorded>>(() => [.. _reader.ReadAfter(after, limit).Select(e => e.Recorded)], cancel);

    private void Run()
    {
        var batch = new List<Order>(BatchMax);
        while (!_stopping)
        {
            _wake.Wait();
            // Before the look into the channel: who writes after it sets it again.
            _wake.Reset();
            do
            {
                var looked = _look;
                if (looked) LookAround(batch);
                Gather(batch);
                if (!looked && batch.Count == 0) break;
                if (!_failed && _time.Tick(_state.Tick) is var tick && tick >= _nextMinute)
                {
                    _nextMinute = tick + Minute;
                    batch.Insert(0, Own(new MinuteCame()));
                }
                // Before the orders that came with it: a busy hall turns its day too, and the first ticket after the turn is of the new one.
                if (!_failed && Hall.NextDue(_state) is { } due && due <= _time.Now) batch.Insert(0, Own(new TimeCame()));
                // Before them too: they were decided by a clock that somebody had set.
                if (!_failed && _time.TakeStep() is { } step) batch.Insert(0, Own(new ReportClockStep((long)step.TotalMilliseconds)));
                if (batch.Count == 0) break;
                Commit(batch);
                batch.Clear();
            }
            while (!_stopping);
        }
    }

    /// <returns>False: nothing came, or the batch is full.</returns>
    private bool Gather(List<Order> batch)
    {
        var before = batch.Count;
        while (batch.Count < BatchMax && _orders.Reader.TryRead(out var order)) batch.Add(order);
        return batch.Count > before;
    }

    /// <summary>What is looked after once a second: a disk that may have room again, a snapshot that may be due.</summary>
    private void LookAround(List<Order> batch)
    {
        _look = false;
        if (_failed) TryRecover();
        if (_failed) return;
        LookAhead();
        if (_journal is { } journal) _snapshots.Consider(_state, _answered, journal);
    }

    private void Commit(List<Order> batch)
    {
        if (_failed && !TryRecover())
        {
            foreach (var order in batch) order.TrySetResult(Refused(RefusalCode.NotDurable));
            return;
        }
        var answers = new List<Answer>(batch.Count);
        var entries = new List<JournalEntry>(batch.Count);
        try
        {
            // Whoever was answered by the batch before is back while this one is decided, and shares its way to the disk.
            do while (answers.Count < batch.Count) answers.Add(Decide(batch[answers.Count], entries));
            while (Gather(batch));
            if (entries.Count > 0) _journal!.Append(entries);
        }
        // A bug in a rule too: this thread is the hall, and one order must not be its end.
        catch (Exception e)
        {
            Fail(e);
            foreach (var order in batch) order.TrySetResult(Refused(RefusalCode.NotDurable));
            return;
        }
        if (entries.Count > 0) _feed.Publish(new(_state) { Waits = _waits });
        for (var i = 0; i < answers.Count; i++) batch[i].TrySetResult(answers[i]);
    }

    private Answer Decide(Order order, List<JournalEntry> entries)
    {
        var (id, actor, command, place, fingerprint) = order.Envelope;
        if (_answered.TryGet(actor.Id, id, out var first))
            return first.Fingerprint == fingerprint ? first.Answer : Refused(RefusalCode.KeyReused);
        var stamp = Stamp();
        var decision = Hall.Decide(_state, actor, place, command, stamp);
        if (decision.Refusal is { } refusal) return new(AnswerKind.Refused, _state.Sequence, Refusal: refusal);
        var at = (command as WindowCommand)?.Window;
        // Whose ids come again: the hub and the devices make a new one each time they send.
        var isKept = actor.Kind is not (ActorKind.Hub or ActorKind.Device);
        foreach (var e in decision.IsAlreadySo && isKept ? [new FoundAlreadySo(at)] : decision.Events)
        {
            var recorded = new Recorded(_state.Sequence + 1, stamp.At, stamp.Tick, e);
            Hall.Apply(_state, recorded);
            if (e is DayOpened) _answered.Turn();
            entries.Add(new(recorded, id, fingerprint, actor.Id, place));
        }
        var current = at is { } window ? _state.Find(window)?.Current : null;
        var answer = new Answer(decision.IsAlreadySo ? AnswerKind.AlreadySo : AnswerKind.Done, _state.Sequence, (decision.First as TicketEvent)?.Ticket, Current: current);
        // At once, so that a repeat within this very batch finds it; a failed commit throws them all away.
        if (isKept) _answered.Keep(actor.Id, id, answer, fingerprint);
        return answer;
    }

    private Stamp Stamp()
    {
        if (_randomUsed == _random.Length)
        {
            RandomNumberGenerator.Fill(_random);
            _randomUsed = 0;
        }
        var random = _random.AsSpan(_randomUsed, 16);
        _randomUsed += 16;
        var stamp = new Stamp(_time.Now, _time.Tick(_state.Tick), (BitConverter.ToUInt64(random), BitConverter.ToUInt64(random[8..])), _waits);
        // What made a ticket's code stays nowhere else.
        random.Clear();
        return stamp;
    }

    private static Order Own(HallCommand command) => new(new(Guid.CreateVersion7(), Actor.Hub, command));

    private Answer Refused(RefusalCode code) => new(AnswerKind.Refused, View.Sequence, Refusal: Refusal.Because(code));

    public async ValueTask DisposeAsync()
    {
        _orders.Writer.TryComplete();
        _stopping = true;
        _wake.Set();
        await _loop;
        await _looks.DisposeAsync();
        while (_orders.Reader.TryRead(out var left)) left.TrySetResult(Refused(RefusalCode.Busy));
        await _snapshots.FinishAsync(_failed ? null : _journal, _state, _answered);
        _reader.Dispose();
        _journal?.Dispose();
        _wake.Dispose();
    }
}
