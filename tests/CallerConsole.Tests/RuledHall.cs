using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.CallerConsole.Tests;

/// <summary>A small hall in memory under the core's own rules; a test sees what was sent and may refuse what it likes.</summary>
internal sealed class RuledHall : IHall, IHalls
{
    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    public static readonly ItemId Passport = new("passport"), TaxReturn = new("tax-return"), Advice = new("advice");
    public static readonly CategoryId Intake = new("intake"), Tax = new("tax"), Help = new("help"), Tide = new("tide");
    public static readonly WindowId W1 = new("w1"), W2 = new("w2"), W3 = new("w3"), W4 = new("w4");
    public static readonly Actor Li = new(ActorKind.Staff, new("li"), Roles.IntakeClerk);
    public static readonly Actor Wang = new(ActorKind.Staff, new("wang"), Roles.IntakeClerk);

    private readonly HallState _state = new();
    private readonly List<Recorded> _journal = [];
    private readonly FakeTimeProvider _time;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ulong _random;
    private DateTimeOffset? _fullSince;

    public RuledHall(FakeTimeProvider time, HallPlan? plan = null)
    {
        _time = time;
        Decide(Actor.Hub, new ConfigureHall(plan ?? Plan, "one"));
        Decide(Actor.Hub, new TimeCame());
        View = new(_state);
    }

    public HallId Id { get; } = new("small");
    public IHall Default => this;
    public IHall? Find(HallId id) => id == Id ? this : null;
    public DateTimeOffset Now => _time.GetUtcNow();
    public HallView View { get; private set; }

    /// <summary>What came through the door, in order.</summary>
    public List<CommandEnvelope> Sent { get; } = [];
    /// <summary>Answers the next order, once.</summary>
    public Refusal? NextRefusal { get; set; }
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

    /// <summary>Orders wait for it before they are decided.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public static HallPlan Plan => new()
    {
        Id = new("small"), Name = new("小厅", "Small hall"), Kind = HallKind.CountyCentre, TimeZone = "Asia/Shanghai", ItemsFile = "small.items.json",
        Themes = [new(new("all"), new("全部"), "all")],
        Categories =
        [
            new(Intake, CategoryKind.UnifiedIntake, new("综合受理", "Intake"), "A", 20, "#1e66f5"),
            new(Help, CategoryKind.UnifiedConsultationCorrection, new("咨询", "Advice"), "C", 10, "#5b6abf"),
            new(Tax, CategoryKind.Sector, new("税务", "Tax"), "T", 20, "#9c3d5a", Sector.Tax),
            new(Tide, CategoryKind.DedicatedTidal, new("潮汐窗口", "Tidal"), "W", 20, "#0077a3"),
        ],
        Zones = [new(new("a"), new("A 区", "Zone A"))],
        Windows =
        [
            Window(W1, 1, Intake) with { Helps = [Help] }, Window(W2, 2, Intake), Window(W3, 3, Tax), Window(W4, 4, Tide) with { TidalFor = [Intake, Tax] },
        ],
        Items = [Item(Passport, "护照", "Passport", Intake) with { Materials = ["身份证", "照片"] }, Item(TaxReturn, "退税", "Tax return", Tax), Item(Advice, "咨询", "Advice", Help)],
    };

    private static ServiceWindow Window(WindowId id, int number, CategoryId category) => new() { Id = id, Number = number, Category = category, Zone = new("a") };
    private static ServiceItem Item(ItemId id, string zh, string en, CategoryId category) =>
        new() { Id = id, Name = new(zh, en), Department = "出入境管理局", Theme = new("all"), Category = category, Minutes = 10 };

    /// <summary>Something that happens at another door; the page hears of it by the feed.</summary>
    public TicketId? Do(Actor actor, HallCommand command)
    {
        var decision = Decide(actor, command);
        Assert.Null(decision.Refusal);
        Publish();
        return (decision.First as TicketEvent)?.Ticket;
    }

    /// <summary>Takes a ticket; a second passes, so that the order of arrival is plain.</summary>
    public TicketId Take(ItemId item, TicketClass @class = TicketClass.Ordinary, PersonRef? person = null)
    {
        var ticket = Do(Actor.Citizen("kiosk-1"), new TakeTicket(item, @class, Person: person))!.Value;
        _time.Advance(TimeSpan.FromSeconds(1));
        return ticket;
    }

    public async Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default)
    {
        Sent.Add(envelope);
        await Gate;
        if (IsFull) return new(AnswerKind.Refused, _state.Sequence, Refusal: Refusal.Because(RefusalCode.NotDurable));
        if (NextRefusal is { } refusal)
        {
            NextRefusal = null;
            return new(AnswerKind.Refused, _state.Sequence, Refusal: refusal);
        }
        var decision = Decide(envelope.Actor, envelope.Command);
        if (decision.Refusal is { } no) return new(AnswerKind.Refused, _state.Sequence, Refusal: no);
        Publish();
        return new(decision.IsAlreadySo ? AnswerKind.AlreadySo : AnswerKind.Done, _state.Sequence, (decision.First as TicketEvent)?.Ticket);
    }

    public async Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default)
    {
        while (View.Sequence < sequence) await _next.Task.WaitAsync(cancel);
        return View;
    }

    public async IAsyncEnumerable<HallView> WatchNewestAsync([EnumeratorCancellation] CancellationToken cancel = default)
    {
        HallView? seen = null;
        while (true)
        {
            var next = _next.Task;
            if (View is { } view && view != seen)
            {
                seen = view;
                yield return view;
            }
            else await next.WaitAsync(cancel);
        }
    }

    /// <summary>Events that were read from the journal.</summary>
    public int Read { get; private set; }

    public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default)
    {
        Recorded[] found = [.. _journal.Where(r => r.Sequence > after).Take(limit)];
        Read += found.Length;
        return Task.FromResult<IReadOnlyList<Recorded>>(found);
    }

    /// <summary>What the journal has of a kind.</summary>
    public async Task<IReadOnlyList<TEvent>> EventsAsync<TEvent>() where TEvent : HallEvent => [.. (await ReadJournalAsync(0, int.MaxValue)).Select(r => r.Event).OfType<TEvent>()];

    private Decision Decide(Actor actor, HallCommand command)
    {
        var tick = (long)(_time.GetUtcNow() - Nine).TotalMilliseconds;
        var decision = Hall.Decide(_state, actor, null, command, new(_time.GetUtcNow(), tick, (_random, ++_random * 7919)));
        foreach (var e in decision.Events)
        {
            _journal.Add(new(_state.Sequence + 1, _time.GetUtcNow(), tick, e));
            Hall.Apply(_state, _journal[^1]);
        }
        return decision;
    }

    private void Publish()
    {
        View = new HallView(_state).Marked(_fullSince);
        var woken = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        woken.SetResult();
    }
}
