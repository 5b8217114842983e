using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>What no rule of calling can do for a hall: a promise below what its windows need, priority for more people than its share, help that nobody returns.</summary>
/// <remarks>Where all windows that may call somebody are busy, the most favoured still waits the least of what is left at each.</remarks>
internal sealed class HallFileLimits(string file, HallPlan plan)
{
    private readonly HallMap _map = new(plan);

    /// <summary>What the file says of itself and cannot be.</summary>
    /// <param name="states">Whether the file holds a place.</param>
    internal IEnumerable<HallFileMistake> Refused(Func<string, bool> states) => Limits().Where(l => states(l.Place));

    /// <summary>What a hall should know: defaults that its windows cannot keep, categories that are far from the promise, windows that help and are not helped.</summary>
    internal IEnumerable<HallFileMistake> Warnings(Func<string, bool> states) => [.. Limits().Where(l => !states(l.Place)), .. FarFromPromise(), .. Harmed()];

    private IEnumerable<HallFileMistake> Limits()
    {
        var (rules, floor) = (plan.Dispatch, HallFloor());
        foreach (var (name, rule) in new[] { ("greenChannel", rules.GreenChannel), ("appointment", rules.Appointment) })
            if (rule.PromiseMinutes < floor) yield return new(file, $"dispatch.{name}.promiseMinutes", PromiseBelowFloor, rule.PromiseMinutes, Math.Ceiling(floor));
        if (rules.PrioritySharePercent <= rules.ExpectedPriorityPercent)
            yield return new(file, "dispatch.prioritySharePercent", PriorityShareTooSmall, rules.PrioritySharePercent, rules.ExpectedPriorityPercent, rules.ExpectedPriorityPercent + 1);
    }

    /// <summary>Of the whole hall, each category as often as it has windows.</summary>
    private double HallFloor()
    {
        var all = Served().Select(c => (Floor: FloorOf(c), Weight: plan.Windows.Count(w => w.Category == c.Id))).Where(f => f.Weight > 0).ToList();
        return all.Count == 0 ? 0 : all.Sum(f => f.Floor * f.Weight) / all.Sum(f => f.Weight);
    }

    private IEnumerable<HallFileMistake> FarFromPromise()
    {
        var promise = plan.Dispatch.GreenChannel.PromiseMinutes;
        var far = Served().Where(c => FloorOf(c) > promise).OrderByDescending(FloorOf).Select(c => FormattableString.Invariant($"{c.Id} {Math.Ceiling(FloorOf(c))}")).ToList();
        if (far.Count > 0) yield return new(file, "dispatch.greenChannel", FarFromThePromise, promise, far);
    }

    private IEnumerable<HallFileMistake> Harmed() =>
        from window in plan.Windows.Select((w, at) => (Of: w, at))
        where window.Of.Helps.Length > 0 && !_map.IsGreenChannel(window.Of) && _map.ServedBy(window.Of.Category).All(w => w.Id == window.Of.Id || _map.IsGreenChannel(w))
        select new HallFileMistake(file, $"windows[{window.at}].helps", HelpsUnhelped, window.Of.Category.Value);

    private IEnumerable<Category> Served() => plan.Categories.Where(c => plan.Items.Any(i => i.Category == c.Id));

    private double FloorOf(Category category) => FirstFree.NineInTen(WindowsFor(category)) * _map.MinutesOf(category.Id);

    // Tidal windows may be elsewhere.
    private int WindowsFor(Category category) => _map.ServedBy(category.Id).Count(w => !_map.IsTidal(w));
}
