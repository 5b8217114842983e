using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Core.Staffing;

namespace TidalHall.Benchmarks.Dispatch;

/// <summary>A hall as large as they come, with many waiting: every order through its own rules, without disk.</summary>
internal sealed class FullHall
{
    public const int Waiting = 2_000, Windows = 200;
    private const int Categories = 40, Helps = 4;
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ";
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 1, 0, 0, TimeSpan.Zero);

    private readonly HallState _state = new();
    private readonly Actor[] _clerks = [.. Enumerable.Range(0, Windows).Select(n => new Actor(ActorKind.Staff, new($"clerk{n}"), Roles.IntakeClerk))];
    private readonly WindowId[] _windows = [.. Enumerable.Range(0, Windows).Select(n => new WindowId($"w{n}"))];
    private long _tick;
    private ulong _taken;

    public FullHall()
    {
        Do(Actor.Hub, new ConfigureHall(Plan, "bench"));
        Do(Actor.Hub, new TimeCame());
        for (var n = 0; n < Windows; n++) Do(_clerks[n], new OpenWindow(_windows[n]));
        for (var n = 0; n < Waiting; n++) Take();
    }

    /// <summary>Decides and applies the next call at a window that has nobody.</summary>
    public void Call(int window) => Do(_clerks[window], new CallNext(_windows[window]));

    /// <summary>The visit ends and somebody else comes, so that as many wait as before.</summary>
    public void Refill(int window)
    {
        Do(_clerks[window], new CompleteVisit(_windows[window]));
        Take();
    }

    private void Take()
    {
        var n = (int)_taken;
        Do(Actor.Hub, new TakeTicket(new($"i{n % Categories}"), n % 20 == 0 ? TicketClass.GreenChannel : TicketClass.Ordinary));
    }

    private void Do(Actor actor, HallCommand command)
    {
        _tick += 250;
        var decision = Hall.Decide(_state, actor, null, command, new(Nine.AddMilliseconds(_tick), _tick, (++_taken, _taken * 7919)));
        if (decision.Refusal is { } refusal) throw new InvalidOperationException($"{command}: {refusal.Code}");
        if (decision.First is { } first) Hall.Apply(_state, new(_state.Sequence + 1, Nine.AddMilliseconds(_tick), _tick, first));
        foreach (var more in decision.More) Hall.Apply(_state, new(_state.Sequence + 1, Nine.AddMilliseconds(_tick), _tick, more));
    }

    private static HallPlan Plan => new()
    {
        Id = new("bench"), Name = new("基准", "Benchmark"), Kind = HallKind.ProvincialCentre, TimeZone = "Asia/Shanghai", ItemsFile = "items.json",
        Rules = new() { DailyMaximum = int.MaxValue },
        Themes = [new(new("all"), new("全部", "All"), "apps")],
        Zones = [new(new("z"), new("大厅", "Hall"))],
        Categories = [.. Enumerable.Range(0, Categories).Select(n => new Category(new($"c{n}"), CategoryKind.UnifiedIntake, new($"类{n}"), $"{Letters[n / 24]}{Letters[n % 24]}", 20, "#1f5fa8"))],
        Windows = [.. Enumerable.Range(0, Windows).Select(n => new ServiceWindow
        {
            Id = new($"w{n}"), Number = n + 1, Category = new($"c{n % Categories}"), Zone = new("z"),
            Helps = [.. Enumerable.Range(1, Helps).Select(h => new CategoryId($"c{(n + h) % Categories}"))],
        })],
        Items = [.. Enumerable.Range(0, Categories).Select(n => new ServiceItem { Id = new($"i{n}"), Name = new($"事项{n}"), Department = "d", Theme = new("all"), Category = new($"c{n}"), Minutes = 10 })],
    };
}
