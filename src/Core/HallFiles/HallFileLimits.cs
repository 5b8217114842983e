using TidalHall.Core.Dispatch;
using TidalHall.Core.Halls;
using TidalHall.Core.Planning;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>What no rule of calling can do for a hall: a promise below what its windows need, priority for more people than its share, help that nobody returns.</summary>
/// <remarks>Where all windows that may call somebody are busy, the most favoured still waits the least of what is left at each: that depends on no load. How often they are all busy does, and is not reckoned with: a promise is for then.</remarks>
/// <param name="caseload">What the hall has to do in a day; null: that is not known.</param>
internal sealed class HallFileLimits(string file, HallPlan plan, IReadOnlyCollection<Case>? caseload = null)
{
    /// <summary>Up to this load of its own a window that helps, and is not helped, harms nobody to speak of.</summary>
    private const double HarmlessLoad = 0.7;
    private readonly HallMap _map = new(plan);

    /// <summary>What the file says of itself and cannot be.</summary>
    /// <param name="states">Whether the file holds a place.</param>
    internal IEnumerable<HallFileMistake> Refused(Func<string, bool> states) => [.. Limits().Where(l => states(l.Place)), .. Promises().Where(p => states(p.Place)).SelectMany(BelowOwnFloor)];

    /// <summary>What a hall should know: defaults that its windows cannot keep, categories that are far from the promise, windows that help and are not helped.</summary>
    internal IEnumerable<HallFileMistake> Warnings(Func<string, bool> states) => [.. Limits().Where(l => !states(l.Place)), .. Promises().Where(p => !states(p.Place)).SelectMany(FarFromPromise), .. Harmed()];

    private IEnumerable<HallFileMistake> Limits()
    {
        var (rules, floor) = (plan.Dispatch, HallFloor());
        foreach (var (place, promised, _, _) in Promises())
            if (promised < floor) yield return new(file, place, PromiseBelowFloor, promised, Math.Ceiling(floor));
        if (rules.PrioritySharePercent <= rules.ExpectedPriorityPercent)
            yield return new(file, "dispatch.prioritySharePercent", PriorityShareTooSmall, rules.PrioritySharePercent, rules.ExpectedPriorityPercent, rules.ExpectedPriorityPercent + 1);
    }

    /// <summary>A promise, and the categories whose windows cannot keep it, the farthest first.</summary>
    private readonly record struct Promise(string Place, int Minutes, string Excepts, List<Category> Far);

    private IEnumerable<Promise> Promises()
    {
        var booked = plan.Appointments.Slots.Select(s => s.Category).ToHashSet();
        yield return Of("dispatch.greenChannel", plan.Dispatch.GreenChannel, _ => true);
        yield return Of("dispatch.appointment", plan.Dispatch.Appointment, c => booked.Contains(c.Id));

        Promise Of(string name, PriorityRule rule, Func<Category, bool> isFor) => new($"{name}.promiseMinutes", rule.PromiseMinutes, $"{name}.notIn",
            [.. Served().Where(c => isFor(c) && FloorOf(c) > rule.PromiseMinutes && !rule.NotIn.Contains(c.Id)).OrderByDescending(FloorOf)]);
    }

    /// <summary>Of single categories, once the whole hall might keep it: one that has to change says nothing of them.</summary>
    private IEnumerable<HallFileMistake> BelowOwnFloor(Promise promise)
    {
        if (promise.Far.Count > 0 && promise.Minutes >= HallFloor())
            yield return new(file, promise.Place, PromiseBelowOwnFloor, promise.Minutes, Floors(promise), Math.Ceiling(FloorOf(promise.Far[0])), promise.Excepts);
    }

    private IEnumerable<HallFileMistake> FarFromPromise(Promise promise)
    {
        if (promise.Far.Count > 0) yield return new(file, promise.Place[..promise.Place.LastIndexOf('.')], FarFromThePromise, promise.Minutes, Floors(promise));
    }

    private List<string> Floors(Promise promise) => [.. promise.Far.Select(c => FormattableString.Invariant($"{c.Id} {Math.Ceiling(FloorOf(c))}"))];

    /// <summary>Of the whole hall, each category as often as it has windows.</summary>
    private double HallFloor()
    {
        var all = Served().Select(c => (Floor: FloorOf(c), Weight: plan.Windows.Count(w => w.Category == c.Id))).Where(f => f.Weight > 0).ToList();
        return all.Count == 0 ? 0 : all.Sum(f => f.Floor * f.Weight) / all.Sum(f => f.Weight);
    }

    private IEnumerable<HallFileMistake> Harmed()
    {
        foreach (var (at, window) in plan.Windows.Index())
            if (window.Helps.Length > 0 && !_map.IsGreenChannel(window) && _map.ServedBy(window.Category).All(w => w.Id == window.Id || _map.IsGreenChannel(w)))
            {
                var place = $"windows[{at}].helps";
                if (caseload is null) yield return new(file, place, HelpsUnhelped, window.Category.Value);
                else if (LoadOf(window.Category) is var load and > HarmlessLoad) yield return new(file, place, HelpsUnhelpedAt, window.Category.Value, Math.Round(load, 2));
            }
    }

    /// <summary>Work of a category in the hours that its hall is open, in windows, on the weekday where it is most.</summary>
    private double LoadOf(CategoryId category) => Enum.GetValues<DayOfWeek>().Select(day => DayLoad.Of(plan, day, caseload!, DayShape.Ordinary)).SelectMany(d => d.Categories)
        .Where(c => c.Category == category).Select(c => c.PerDay * c.Service.Mean / (c.People.Count(p => p > 0) * OfferedLoad.HalfHour)).DefaultIfEmpty().Max();

    private IEnumerable<Category> Served() => plan.Categories.Where(c => plan.Items.Any(i => i.Category == c.Id));

    private double FloorOf(Category category) => FirstFree.NineInTen(WindowsFor(category)) * _map.MinutesOf(category.Id);

    // Tidal windows may be elsewhere.
    private int WindowsFor(Category category) => _map.ServedBy(category.Id).Count(w => !_map.IsTidal(w));
}
