using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.History;
using TidalHall.Core.Queueing;

namespace TidalHall.Simulation.OwnDays;

/// <summary>A hall's own days, to be run again under other rules: who came when for what and how long each took is as the journal has it.</summary>
/// <remarks>What came of a transfer comes when it came; who left would leave after as long; windows are open as they were, and all of them once the day's last has shut, for whoever still waits then.</remarks>
public sealed class OwnHall
{
    private const long Minute = 60_000, HalfHour = 30 * Minute;

    private readonly FloorMap _floor;
    private readonly IReadOnlyList<RecordedDay> _days;
    private readonly int[] _tidal;
    private readonly int[][] _allowed;
    private readonly Skill[][] _turned;
    private readonly double[] _service;
    private readonly long _opens;
    private readonly (Skill[] Skills, int Like)[] _more;
    private readonly HashSet<int> _fewer;
    private readonly double _share;
    private readonly TideRules _tide;

    /// <param name="days">With waits of this hall.</param>
    /// <param name="changes">As <see cref="WindowChange.Read"/> gives them; none: no policy with other windows.</param>
    public OwnHall(HallMap map, IReadOnlyList<RecordedDay> days, IReadOnlyList<WindowChange> changes)
    {
        (_floor, _days, _share, _tide) = (map.Floor, days, map.Plan.Dispatch.PrioritySharePercent / 100.0, map.Plan.Tide);
        var tidal = map.Plan.Windows.Where(map.IsTidal).ToList();
        _tidal = [.. tidal.Select(w => _floor[w.Id])];
        _allowed = [.. tidal.Select(w => (int[])[.. w.TidalFor.Select(c => _floor[c])])];
        // The last: turned to nothing.
        _turned = [.. _floor.CategoryIds.Select(c => tidal.Count > 0 ? _floor.SkillsOf(tidal[0].Id, c) : []), []];
        _opens = days.Min(d => d.Waits.Min(w => w.At)) / HalfHour * HalfHour;
        var waits = days.SelectMany(d => d.Waits).Where(w => w.Service > 0).GroupBy(w => w.Category).ToDictionary(g => g.Key, g => g.Average(w => w.Service));
        _service = [.. _floor.CategoryIds.Select((id, n) => waits.GetValueOrDefault(id, _floor.Plan.Categories[n].Service))];
        int[] Of(CategoryId category) => [.. map.Plan.Windows.Where(w => w.Category == category).Select(w => _floor[w.Id])];
        _more = [.. changes.Where(c => c.By > 0).SelectMany(c => Enumerable.Repeat((_floor.Plan.Windows[Of(c.Category)[0]], Of(c.Category)[0]), c.By))];
        _fewer = [.. changes.Where(c => c.By < 0).GroupBy(c => c.Category).SelectMany(g => Of(g.Key).TakeLast(-g.Sum(c => c.By)))];
        var last = days.Max(d => d.Waits.Max(w => w.At));
        Hall = new() { Categories = [.. _floor.CategoryIds.Select((id, n) => new SimulatedCategory(id.Value, _service[n] / Minute, _floor.Plan.Categories[n].Target / Minute, 0))], Weights = [], OpenMinutes = (last - _opens) / (double)Minute, NoShowCost = 1 };
        Policies = PoliciesOf(days[0]);
    }

    /// <summary>For the tables.</summary>
    public SimulatedHall Hall { get; }
    /// <summary>The names of what is compared; each day has its own of them.</summary>
    public IReadOnlyList<Policy> Policies { get; }
    /// <summary>When the first who ever came came, rounded down to a half-hour.</summary>
    public TimeOnly Opens => new(_opens % (24 * 60 * Minute) * TimeSpan.TicksPerMillisecond);

    /// <summary>A day to be run.</summary>
    public DayToRun DayOf(int day)
    {
        return new(Came(_days[day]), new(Shut(_days[day]), []), PoliciesOf(_days[day]));
    }

    /// <summary>The waits as they were, for comparison.</summary>
    public SimulatedDay AsItWas(int day)
    {
        var waits = Known(_days[day]).Where(w => w.Called is not null || w.Left is not null).ToList();
        var came = waits.Select(w => new Arrival(w.At - _opens, w.Ref - _opens, _floor[w.Category], (int)w.Class, w.Service)).ToList();
        return SimulatedDay.Of([.. waits.Select((w, n) => new Outcome(n, came[n].Category, came[n].Class, came[n].Ref, (w.Called ?? w.Left!.Value + 1) - _opens, 0, 0, default, false, w.Called is null ? w.Left!.Value - _opens : Arrival.Endless))], came, _tidal.Sum(w => TurnsOf(_days[day], w).Moves.Count));
    }

    private IEnumerable<RecordedWait> Known(RecordedDay day) => day.Waits.Where(w => _floor.Has(w.Category)).OrderBy(w => w.At);

    private List<Arrival> Came(RecordedDay day) =>
    [
        .. Known(day).Where(w => w.Called is not null || w.Left is not null).Select(w => new Arrival(w.At - _opens, w.Ref - _opens, _floor[w.Category], (int)w.Class,
            w.Called is null ? (long)_service[_floor[w.Category]] : w.Service, Patience: w.Left is { } left ? left - w.At : Arrival.Endless)),
    ];

    private List<Shut> Shut(RecordedDay day)
    {
        var end = Math.Max(day.Waits.Max(w => w.At), day.Open.Select(o => o.Until).DefaultIfEmpty().Max()) - _opens;
        var shut = new List<Shut>();
        for (var w = 0; w < _floor.WindowIds.Length; w++)
        {
            var free = 0L;
            foreach (var span in day.Open.Where(o => o.Window == _floor.WindowIds[w]).OrderBy(o => o.From))
            {
                if (span.From - _opens > free) shut.Add(new(w, free, span.From - _opens));
                free = Math.Max(free, span.Until - _opens);
            }
            if (free < end) shut.Add(new(w, free, end));
        }
        return [.. shut, .. _more.SelectMany((m, n) => shut.Where(s => s.Window == m.Like).Select(s => s with { Window = _floor.WindowIds.Length + n }))];
    }

    private Policy[] PoliciesOf(RecordedDay day)
    {
        var turns = _tidal.Select(w => TurnsOf(day, w)).ToList();
        var moves = turns.SelectMany(t => t.Moves).OrderBy(m => m.At).ToList();
        var today = Turned(new Policy("today", "the hall's rule", _floor.Plan, _share) { TurnedTo = _turned, Setup = TimeSpan.Zero }, [.. turns.Select(t => t.Start)]) with { Tide = () => new RecordedTide(moves) };
        List<Policy> all = [today];
        if (_tidal.Length > 0) all.AddRange([Turned(today, [.. turns.Select(t => t.First)]) with { Id = "no-tide", Name = "tidal windows stay", Tide = null }, Ebbing(today, turns) with { Id = "tide", Name = "the tide by itself" }]);
        all.Add(Separate(today) with { Id = "fifo", Name = "separate queues, FIFO" });
        if (_more.Length + _fewer.Count > 0) all.AddRange([.. all.Where(p => p.Id is "today" or "tide").Select(Changed).ToList()]);
        return [.. all];
    }

    private int Nothing => _turned.Length - 1;

    /// <summary>How a window was turned: what it began with, what it was turned to first, and each turn after the beginning.</summary>
    private (int Start, int First, List<(long At, TideMove Move)> Moves) TurnsOf(RecordedDay day, int window)
    {
        var (start, at, first, moves) = (Nothing, Nothing, Nothing, new List<(long, TideMove)>());
        foreach (var turn in day.Turns.Where(t => t.Window == _floor.WindowIds[window]))
        {
            var to = turn.To is { } category && _floor.Has(category) ? _floor[category] : Nothing;
            if (first == Nothing) first = to;
            if (turn.At <= _opens) (start, first) = (to, to);
            else if (to != at) moves.Add((turn.At - _opens, new(window, at, to, 0)));
            at = to;
        }
        return (start, first, moves);
    }

    /// <summary>With tidal windows turned to these as the day begins, and room for those that are tried.</summary>
    private Policy Turned(Policy policy, int[] starts) => policy with
    {
        Floor = policy.Floor with
        {
            Windows = [.. _floor.Plan.Windows.Select((skills, w) => Array.IndexOf(_tidal, w) is var t and >= 0 ? _turned[starts[t]] : skills), .. _more.Select(_ => (Skill[])[])],
        },
        Tidal = [.. _tidal.Select((w, t) => new TidalWindow(w, starts[t], _allowed[t]))],
    };

    private Policy Ebbing(Policy policy, IEnumerable<(int Start, int First, List<(long, TideMove)>)> turns)
    {
        // A window that was turned to nothing begins with the first that it is allowed.
        var ebbing = Turned(policy, [.. turns.Select((t, n) => t.First != Nothing ? t.First : _allowed[n] is [var allowed, ..] ? allowed : Nothing)]);
        int[] open = [.. Enumerable.Range(0, Nothing).Select(c => ebbing.Floor.Windows.Count(s => s is [var own, ..] && own.Category == c))];
        return ebbing with { Setup = TimeSpan.FromMinutes(_tide.SetupMinutes), Tide = () => new Tide(_tide, ebbing.Tidal, [.. open]) };
    }

    /// <summary>Each window calls its own alone, first come, first served.</summary>
    private static Policy Separate(Policy policy) => policy with
    {
        Share = 1,
        Floor = policy.Floor with
        {
            Categories = [.. policy.Floor.Categories.Select(c => c with { Target = Minute })],
            Classes = [.. policy.Floor.Classes.Select(_ => new FloorClass(double.PositiveInfinity, 0))],
            // What is nobody's own is called by those who help it.
            Windows = [.. policy.Floor.Windows.Select(s => (Skill[])[.. s.Where((k, n) => n == 0 || policy.Floor.Windows.All(o => o is not [var own, ..] || own.Category != k.Category))])],
            Aged = double.PositiveInfinity,
        },
    };

    private Policy Changed(Policy policy) => policy with
    {
        Id = policy.Id + "-changed",
        Name = policy.Name + ", changed",
        Floor = policy.Floor with
        {
            Windows = [.. policy.Floor.Windows.Select((s, w) => _fewer.Contains(w) ? [] : w >= _floor.WindowIds.Length ? _more[w - _floor.WindowIds.Length].Skills : s)],
        },
    };
}
