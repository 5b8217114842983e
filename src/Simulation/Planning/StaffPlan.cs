using TidalHall.Core.Halls;
using TidalHall.Core.Planning;

namespace TidalHall.Simulation.Planning;

/// <summary>A plan by formula, then tried on simulated days and mended: a window more where a half-hour misses the target, one fewer where it is kept by far.</summary>
/// <param name="Kept">Over the days it was tried on.</param>
/// <param name="Rounds">How often it was tried.</param>
public sealed record StaffPlan(WindowPlan Plan, KeptTarget Kept, int Rounds)
{
    /// <summary>What is kept by so much more than asked can do with a window fewer.</summary>
    public const double TooGood = 0.12;
    private const int MostRounds = 60;

    /// <param name="told">Told after each trial, from the thread that runs it.</param>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static StaffPlan Of(HallMap hall, DayLoad load, WaitTarget target, ulong seed, Action<StaffPlan>? told = null, CancellationToken cancel = default)
    {
        var groups = WindowPlan.GroupsOf(hall.Plan, load);
        var plan = WindowPlan.Of(load, target, groups);
        // Somebody must be there for the last who come.
        foreach (var (c, category) in load.Categories.Index()) AtLeastOne(plan.Windows[c], Array.FindLastIndex(category.People, p => p > 0));
        var run = new PlanRun(hall, load, groups, seed);
        // What was raised is not lowered again: it would come and go for ever.
        bool[][] raised = [.. plan.Windows.Select(w => new bool[w.Length])];
        for (var round = 1; ; round++)
        {
            var tried = new StaffPlan(plan, run.Of(plan, cancel), round);
            told?.Invoke(tried);
            var mended = tried.Mended(raised);
            if (mended is null || round == MostRounds) return tried;
            plan = mended;
        }
    }

    private static void AtLeastOne(int[] windows, int halfHour) => windows[halfHour] = Math.Max(1, windows[halfHour]);

    /// <returns>Null where there is nothing to mend.</returns>
    private WindowPlan? Mended(bool[][] raised)
    {
        int[][] windows = [.. Plan.Windows.Select(w => (int[])[.. w])];
        var changed = false;
        for (var c = 0; c < windows.Length; c++)
        {
            var missed = false;
            for (var h = 0; h < windows[c].Length; h++)
            {
                var misses = Kept.Misses(Plan.Target.Share, c, h);
                // Of half-hours that miss one after another only the first: the others may wait for what it left.
                if (misses && !missed) (windows[c][h], raised[c][h], changed) = (windows[c][h] + 1, true, true);
                else if (!misses && windows[c][h] > 1 && !raised[c][h] && Kept.At(c, h) > Plan.Target.Share + TooGood) (windows[c][h], changed) = (windows[c][h] - 1, true);
                missed = misses;
            }
        }
        return changed ? Plan with { Windows = windows } : null;
    }
}
