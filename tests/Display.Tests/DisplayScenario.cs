using System.Globalization;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Display.Tests;

/// <summary>A hall of two zones whose screens a test looks at: two intake windows and a tax window in A, a room in B.</summary>
internal sealed class DisplayScenario
{
    public static readonly CultureInfo Chinese = CultureInfo.GetCultureInfo("zh-CN"), English = CultureInfo.GetCultureInfo("en");
    public static readonly ItemId Passport = new("passport"), Tax = new("tax-return"), Complaint = new("complaint");
    public static readonly WindowId W1 = new("w1"), W2 = new("w2"), W3 = new("w3"), W4 = new("w4");
    public static readonly Core.Halls.Display ZoneA = new(new("zone-a"), new("A 区屏", "Zone A display"), [new("a")]);

    private DateTimeOffset _at = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);
    private DateTimeOffset? _fullSince;
    private long _tick;
    private long _sequence;
    private readonly HallState _hall = new();

    /// <param name="helping">The room in B helps with intake.</param>
    public DisplayScenario(HallRules? rules = null, bool helping = false)
    {
        var windows = Plan.Windows.Select(w => helping && w.Id == W4 ? w with { Helps = [new("intake")] } : w).ToArray();
        Do(Actor.Hub, new ConfigureHall(Plan with { Rules = rules ?? new(), Windows = windows }, "one"));
        Do(Actor.Hub, new TimeCame());
    }

    public HallView View => new HallView(_hall).Marked(_fullSince);

    /// <summary>The disk is full from now on.</summary>
    public DisplayScenario Full()
    {
        _fullSince = _at;
        return this;
    }

    public static HallPlan Plan => new()
    {
        Id = new("small"), Name = new("小厅", "Small hall"), Kind = HallKind.CountyCentre, TimeZone = "Asia/Shanghai", ItemsFile = "small.items.json",
        Themes = [new(new("all"), new("全部"), "all")],
        Categories =
        [
            new(new("intake"), CategoryKind.UnifiedIntake, new("综合受理", "General intake"), "A", 20, "#ffd54f"),
            new(new("tax"), CategoryKind.Sector, new("税务"), "T", 20, "#9c3d5a", Sector.Tax),
            new(new("matters"), CategoryKind.FunctionalUnresolvedMatters, new("“办不成事”反映", "Unresolved matters"), "F", 20, "#a8442a"),
        ],
        Zones = [new(new("a"), new("A 区")), new(new("b"), new("B 区"))],
        Windows =
        [
            new() { Id = W1, Number = 1, Category = new("intake"), Zone = new("a") }, new() { Id = W2, Number = 2, Category = new("intake"), Zone = new("a") },
            new() { Id = W3, Number = 3, Category = new("tax"), Zone = new("a") },
            new() { Id = W4, Number = 4, Category = new("matters"), Zone = new("b"), SpokenPlace = new("办不成事反映室", "unresolved matters room") },
        ],
        Displays = [ZoneA, new(new("hall"), new("主屏"), [new("a"), new("b")])],
        Items = [Item(Passport, "intake"), Item(Tax, "tax"), Item(Complaint, "matters")],
    };

    private static ServiceItem Item(ItemId id, string category) =>
        new() { Id = id, Name = new(id.Value), Department = "局", Theme = new("all"), Category = new(category), Minutes = 10 };

    public DisplayScenario Open(params WindowId[] windows)
    {
        foreach (var window in windows) Do(Clerk(window), new OpenWindow(window));
        return this;
    }

    public DisplayScenario Tickets(ItemId item, int count)
    {
        for (var i = 0; i < count; i++) Do(Actor.Citizen("kiosk-1"), new TakeTicket(item));
        return this;
    }

    public DisplayScenario At(WindowId window, params HallCommand[] commands)
    {
        foreach (var command in commands) Do(Clerk(window), command);
        return this;
    }

    public DisplayScenario Later(TimeSpan span)
    {
        _at += span;
        _tick += (long)span.TotalMilliseconds;
        return this;
    }

    public DisplayScenario Do(Actor actor, HallCommand command)
    {
        Later(TimeSpan.FromSeconds(1));
        var decision = Hall.Decide(_hall, actor, null, command, new(_at, _tick, ((ulong)_tick, (ulong)_tick * 7919)));
        Assert.Null(decision.Refusal);
        foreach (var e in decision.Events) Hall.Apply(_hall, new(++_sequence, _at, _tick, e));
        return this;
    }

    private static Actor Clerk(WindowId window) => new(ActorKind.Staff, new($"clerk-{window}"), Roles.IntakeClerk | Roles.Manager);
}
