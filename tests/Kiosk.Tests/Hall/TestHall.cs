using System.Globalization;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using TidalHall.Core.Devices;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Tests;

/// <summary>A hall by the real rules, without disk or thread: what is sent is decided and published at once.</summary>
internal sealed class TestHall : IHall, IHalls
{
    private readonly TimeProvider _time;
    private readonly HallState _state = new();
    private readonly Dictionary<Guid, Answer> _answered = [];
    private readonly List<Channel<HallView>> _watchers = [];
    private ulong _random = 77;
    private DateTimeOffset? _fullSince;

    public TestHall(TimeProvider time, HallPlan? plan = null)
    {
        _time = time;
        Decide(Actor.Hub, null, new ConfigureHall(plan ?? TestPlan.Whole, "one"));
        Decide(Actor.Hub, null, new TimeCame());
        View = new(_state);
    }

    public HallId Id => View.Plan.Id;
    public DateTimeOffset Now => _time.GetUtcNow();
    public HallView View { get; private set; } = default!;
    public IHall Default => this;
    public IHall? Find(HallId id) => id == Id ? this : null;
    public List<CommandEnvelope> Sent { get; } = [];
    /// <summary>Answers wait for it: what was decided on stays so, as when a hub dies after its commit.</summary>
    public TaskCompletionSource? AnswersHeld { get; set; }
    public Action? BeforeSend { get; set; }

    /// <summary>The disk is full from now on, or has room again.</summary>
    public bool IsFull
    {
        get => View.NotDurableSince is not null;
        set
        {
            _fullSince = value ? _time.GetUtcNow() : null;
            Publish();
        }
    }

    /// <summary>Pages that are told of every change.</summary>
    public int Watchers => _watchers.Count;

    public IReadOnlyList<Ticket> Tickets => [.. View.Tickets.OrderBy(t => t.Id)];

    public async Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default)
    {
        BeforeSend?.Invoke();
        Sent.Add(envelope);
        if (IsFull) return new(AnswerKind.Refused, _state.Sequence, Refusal: Refusal.Because(RefusalCode.NotDurable));
        if (!_answered.TryGetValue(envelope.Id, out var answer))
        {
            var decision = Decide(envelope.Actor, envelope.Place, envelope.Command);
            answer = decision.Refusal is { } refusal
                ? new(AnswerKind.Refused, _state.Sequence, Refusal: refusal)
                : new(decision.IsAlreadySo ? AnswerKind.AlreadySo : AnswerKind.Done, _state.Sequence, (decision.First as TicketEvent)?.Ticket);
            if (answer.Kind is AnswerKind.Done) _answered[envelope.Id] = answer;
            Publish();
        }
        if (AnswersHeld is { } held) await held.Task.WaitAsync(cancel);
        return answer;
    }

    /// <summary>Somebody else's command, which has to be carried out.</summary>
    public Answer Do(Actor actor, HallCommand command, PlaceId? place = null)
    {
        var answer = SendAsync(new(Guid.NewGuid(), actor, command, place)).GetAwaiter().GetResult();
        Assert.Null(answer.Refusal);
        return answer;
    }

    public TicketId Take(ItemId item) => Do(Actor.Citizen("elsewhere"), new TakeTicket(item)).Ticket!.Value;

    public void Report(TicketId ticket, PaperState paper) => Do(new(ActorKind.Device, new("agent")), new ReportPaper(ticket, paper));
    public void Report(DeviceHealth health) => Do(new(ActorKind.Device, new("agent")), new ReportDevice(health));

    public void Publish()
    {
        View = new HallView(_state).Marked(_fullSince);
        foreach (var watcher in _watchers.ToArray()) watcher.Writer.TryWrite(View);
    }

    /// <summary>Publishes as the hub's own thread does, which speaks Chinese.</summary>
    public Task PublishInChineseAsync() => Task.Run(() =>
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("zh-CN");
        Publish();
    });

    public Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default) => Task.FromResult(View);

    public async IAsyncEnumerable<HallView> WatchNewestAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        var views = Channel.CreateBounded<HallView>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropOldest });
        _watchers.Add(views);
        views.Writer.TryWrite(View);
        try
        {
            await foreach (var view in views.Reader.ReadAllAsync(cancel)) yield return view;
        }
        finally
        {
            _watchers.Remove(views);
        }
    }

    public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default) => Task.FromResult<IReadOnlyList<Recorded>>([]);

    private Decision Decide(Actor actor, PlaceId? place, HallCommand command)
    {
        var at = _time.GetUtcNow();
        var tick = Math.Max(_state.Tick, at.ToUnixTimeMilliseconds());
        var decision = Hall.Decide(_state, actor, place, command, new(at, tick, (_random, ++_random * 7919)));
        foreach (var e in decision.Events) Hall.Apply(_state, new(_state.Sequence + 1, at, tick, e));
        return decision;
    }
}
