using System.Text.Json;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Core.Tests.Queueing;

/// <summary>A small hall whose clock and orders a test gives: two intake windows, one tax window, one tidal one.</summary>
internal sealed class HallScenario
{
    public static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    public static readonly ItemId Passport = new("passport"), Tax = new("tax-return");
    public static readonly CategoryId Intake = new("intake"), TaxDesk = new("tax"), Tide = new("tide");
    public static readonly WindowId W1 = new("w1"), W2 = new("w2"), W3 = new("w3"), W4 = new("w4");
    public static readonly Actor Anna = new(ActorKind.Staff, new("anna"), Roles.IntakeClerk);
    public static readonly Actor Bo = new(ActorKind.Staff, new("bo"), Roles.IntakeClerk);
    public static readonly Actor Carol = new(ActorKind.Staff, new("carol"), Roles.IntakeClerk);
    public static readonly Actor Chief = new(ActorKind.Staff, new("chief"), Roles.Manager);
    public static readonly Actor Citizen = Actor.Citizen("kiosk-1");

    public static readonly Reason Break = new Reason.Offered(ReasonWord.ShortBreak), Gone = new Reason.Offered(ReasonWord.ClerkLeft), Grown = new Reason.Offered(ReasonWord.LineHasGrown);
    /// <summary>Something that was typed; the words are in no test's hall either.</summary>
    public static readonly Reason Noted = new Reason.Typed(new(new("33333333-3333-3333-3333-333333333333")));

    private long _tick;
    private ulong _random;

    public HallScenario(HallPlan? plan = null) : this(plan ?? Plan, Nine) => Do(Actor.Hub, new TimeCame());

    private HallScenario(HallPlan plan, DateTimeOffset at)
    {
        At = at;
        Do(Actor.Hub, new ConfigureHall(plan, "one"));
    }

    /// <summary>A hall whose first day nobody and no clock has opened yet.</summary>
    public static HallScenario BeforeItsFirstDay(HallPlan? plan = null, DateTimeOffset? at = null) => new(plan ?? Plan, at ?? Nine);

    public HallState State { get; private set; } = new();
    public List<Recorded> Journal { get; } = [];
    public DateTimeOffset At { get; private set; }

    public static HallPlan Plan => new()
    {
        Id = new("small"), Name = new("小厅"), Kind = HallKind.CountyCentre, TimeZone = "Asia/Shanghai", ItemsFile = "small.items.json",
        Themes = [new(new("all"), new("全部"), "all")],
        Categories =
        [
            new(Intake, CategoryKind.UnifiedIntake, new("综合收件"), "A", 20, "#1e66f5"),
            new(TaxDesk, CategoryKind.Sector, new("税务"), "T", 20, "#1e66f5", Sector.Tax),
            new(Tide, CategoryKind.DedicatedTidal, new("潮汐"), "W", 20, "#1e66f5"),
        ],
        Zones = [new(new("a"), new("A 区"))],
        Windows =
        [
            Window(W1, 1, Intake), Window(W2, 2, Intake), Window(W3, 3, TaxDesk) with { Helps = [Intake] },
            Window(W4, 4, Tide) with { TidalFor = [Intake, TaxDesk] },
        ],
        Items = [Item(Passport, Intake), Item(Tax, TaxDesk)],
    };

    /// <summary>The tidal window's people are in the back office while it is closed.</summary>
    public static HallPlan OnCall => Plan with { Windows = [.. Plan.Windows.Select(w => w.Id == W4 ? w with { OnCall = true } : w)] };

    private static ServiceWindow Window(WindowId id, int number, CategoryId category) => new() { Id = id, Number = number, Category = category, Zone = new("a") };

    private static ServiceItem Item(ItemId id, CategoryId category) =>
        new() { Id = id, Name = new(id.Value), Department = "局", Theme = new("all"), Category = category, Minutes = 10 };

    public HallScenario Later(TimeSpan span)
    {
        At += span;
        _tick += (long)span.TotalMilliseconds;
        return this;
    }

    public HallScenario LaterUntil(DateTimeOffset at) => Later(at - At);

    /// <summary>Somebody sets the wall clock; the hall's own axis goes on as it was.</summary>
    public HallScenario ClockSet(TimeSpan by)
    {
        At += by;
        return Given(Actor.Hub, new ReportClockStep((long)by.TotalMilliseconds));
    }

    public long Tick => _tick;

    /// <summary>How a ticket came to its calls, told from the whole journal.</summary>
    public CallStory StoryOf(TicketId ticket)
    {
        var story = new CallStory(e => e.Ticket == ticket);
        foreach (var recorded in Journal) story.Take(recorded);
        return story;
    }

    /// <summary>What would be decided now, without doing it.</summary>
    public Decision Decide(Actor actor, HallCommand command) => Hall.Decide(State, actor, null, command, new(At, _tick, (_random, (_random + 1) * 7919)));

    public Decision Do(Actor actor, HallCommand command)
    {
        var decision = Decide(actor, command);
        _random++;
        foreach (var e in decision.Events) Record(e);
        return decision;
    }

    private void Record(HallEvent e)
    {
        var recorded = new Recorded(Journal.Count + 1, At, _tick, e);
        Journal.Add(recorded);
        Hall.Apply(State, recorded);
    }

    /// <summary>The process dies, and begins anew from a snapshot so many events old, read from its bytes, and the journal after it.</summary>
    public HallScenario Restarted(int eventsAgo)
    {
        var kept = Math.Max(1, Journal.Count - eventsAgo);
        var old = new HallState();
        foreach (var r in Journal.Take(kept)) Hall.Apply(old, r);
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes)) HallSnapshot.Of(old).Write(writer);
        var reader = new Utf8JsonReader(bytes.ToArray());
        State = HallSnapshot.Read(ref reader).Restore(old.Map!.Plan);
        foreach (var r in Journal.Skip(kept)) Hall.Apply(State, r with { Event = HallEventJson.Read(HallEventJson.KindOf(r.Event), HallEventJson.Write(r.Event)) });
        return this;
    }

    public HallScenario Given(Actor actor, HallCommand command)
    {
        Assert.Null(Do(actor, command).Refusal);
        return this;
    }

    /// <summary>Takes a ticket and lets a second pass, so that the order of arrival is plain.</summary>
    public TicketId Ticket(ItemId? item = null, TicketClass @class = TicketClass.Ordinary)
    {
        var taken = Assert.IsType<TicketTaken>(Do(Citizen, new TakeTicket(item ?? Passport, @class)).First);
        Later(TimeSpan.FromSeconds(1));
        return taken.Ticket;
    }

    public TicketId? CallNext(Actor clerk, WindowId window) => (Do(clerk, new CallNext(window)).First as TicketCalled)?.Ticket;

    public RefusalCode? Refused(Actor actor, HallCommand command)
    {
        var before = Journal.Count;
        var code = Do(actor, command).Refusal?.Code;
        Assert.Equal(before, Journal.Count);
        return code;
    }

    public VisitState StateOf(TicketId ticket) => State.Find(ticket)!.State;
}
