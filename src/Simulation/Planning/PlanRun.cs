using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Planning;
using TidalHall.Core.Queueing;

namespace TidalHall.Simulation.Planning;

/// <summary>Runs a plan of windows through the hall's own floor: its rule, its targets, and the help of categories that help each other. Help that goes one way only is not planned with: it takes from the helper what it gives.</summary>
internal sealed class PlanRun
{
    private const double Minute = 60_000, NoShow = 1;
    private static readonly uint AllClasses = (1U << Enum.GetValues<TicketClass>().Length) - 1;
    private static readonly SimulatedHall Hall = new() { Categories = [], Weights = [], NoShowCost = NoShow };

    private readonly FloorMap _map;
    private readonly double _share;
    private readonly Skill[][] _skills;
    private readonly int[] _numbers, _last;
    private readonly PlanDays _days;

    /// <param name="groups">Categories of the load, by index, that help each other.</param>
    internal PlanRun(HallMap hall, DayLoad load, IReadOnlyList<int[]> groups, ulong seed)
    {
        _map = hall.Floor;
        _share = hall.Plan.Dispatch.PrioritySharePercent / 100.0;
        _numbers = [.. load.Categories.Select(c => _map[c.Category])];
        _skills = new Skill[_numbers.Length][];
        foreach (var group in groups)
            foreach (var c in group)
                _skills[c] = hall.Plan.Windows.FirstOrDefault(w => w.Category == load.Categories[c].Category) is { } like
                    ? [.. _map.SkillsOf(like.Id, null).Where(s => group.Any(g => _numbers[g] == s.Category))]
                    : [new(_numbers[c], AllClasses, 1)];
        // Whoever is inside then is served: the windows of a category's last half-hour stay until nobody waits.
        _last = [.. load.Categories.Select(c => Array.FindLastIndex(c.People, p => p > 0))];
        _days = new(load, _numbers, seed);
    }

    internal KeptTarget Of(WindowPlan plan, CancellationToken cancel)
    {
        var (policy, roster) = Staffed(plan);
        var target = (long)(plan.Target.Minutes * Minute);
        int[] categoryOf = [.. Enumerable.Repeat(Lines.None, _map.CategoryIds.Length)];
        foreach (var (c, number) in _numbers.Index()) categoryOf[number] = c;
        int[][] Table() => [.. _numbers.Select(_ => new int[plan.Load.HalfHours])];
        var (came, inTime) = (Table(), Table());
        Parallel.ForEach(_days.All, new() { CancellationToken = cancel }, arrivals =>
        {
            var outcomes = new List<Outcome>(arrivals.Count);
            new DayRun(policy, Hall, roster).Run(arrivals, outcomes);
            foreach (var outcome in outcomes)
            {
                var (c, h) = (categoryOf[outcome.Category], (int)(arrivals[outcome.Who].At / Minute) / OfferedLoad.HalfHour);
                Interlocked.Increment(ref came[c][h]);
                if (outcome.Wait <= target) Interlocked.Increment(ref inTime[c][h]);
            }
        });
        return new(came, inTime);
    }

    /// <summary>As many windows of each category as it ever has open, each shut while it is not planned.</summary>
    private (Policy, Roster) Staffed(WindowPlan plan)
    {
        var (windows, shut) = (new List<Skill[]>(), new List<Shut>());
        for (var c = 0; c < _numbers.Length; c++)
            for (var n = 0; n < plan.Peak(c); n++)
            {
                for (var h = 0; h <= _last[c]; h++)
                    if (plan.Windows[c][h] <= n) shut.Add(new(windows.Count, At(h), h == _last[c] ? Roster.Never : At(h + 1)));
                windows.Add(_skills[c]);
            }
        return (new("plan", "plan", _map.Plan with { Windows = [.. windows] }, _share), new(shut, []));
    }

    private static long At(int halfHour) => (long)(halfHour * OfferedLoad.HalfHour * Minute);
}
