namespace TidalHall.Core.Dispatch;

/// <summary>One thing a window may call: a category, those of its classes, and how much a wait counts there.</summary>
/// <param name="Classes">A bit per class, the lowest for ordinary tickets.</param>
/// <param name="Factor">1 for its own, less where it only helps.</param>
public readonly record struct Skill(int Category, uint Classes, double Factor);

/// <summary>A category on the floor.</summary>
/// <param name="Target">T, milliseconds, above 0.</param>
/// <param name="Service">s, the expected time at the window with the walk and those who do not come, milliseconds.</param>
/// <param name="Lead">How long nine in ten of those who go first still wait for a window, milliseconds.</param>
/// <param name="Weight">What a target's worth of work weighs before the tide beside that of a usual category.</param>
public readonly record struct FloorCategory(double Target, double Service, double Lead = 0, double Weight = 1)
{
    /// <summary>All categories of a hall, with what follows from its windows and from one another.</summary>
    /// <param name="categories">Milliseconds, above 0.</param>
    /// <param name="windows">What each window that never turns may call.</param>
    /// <param name="known">Which of them have a service that is known: the others, and a guess for them, have no part in the hall's means. Null: all.</param>
    /// <remarks>Lead: see <see cref="FirstFree"/>. Weight: s₀/s · √(T/T₀) with the hall's means. By the generalised cµ rule a move brings most where work goes fastest, which makes people of work;
    /// the target counts by its root: wholly, long waits get longer, not at all, short targets are missed.</remarks>
    public static FloorCategory[] Of(IReadOnlyList<(double Target, double Service)> categories, IReadOnlyCollection<Skill[]> windows, Func<int, bool>? known = null)
    {
        if (categories.Count == 0) return [];
        var counted = categories.Where((_, n) => known is null || known(n)).DefaultIfEmpty(categories[0]).ToList();
        var (target, service) = (counted.Average(c => c.Target), counted.Average(c => c.Service));
        return [.. categories.Select((c, n) => new FloorCategory(c.Target, c.Service,
            c.Service * FirstFree.NineInTen(Math.Max(1, windows.Count(w => Array.Exists(w, s => s.Category == n)))), service / c.Service * Math.Sqrt(c.Target / target)))];
    }
}

/// <summary>A class of tickets: 0 is ordinary and has neither promise nor slope.</summary>
/// <param name="Promise">P, milliseconds; infinite: never due.</param>
/// <param name="Slope">Stands in for the target, milliseconds; 0: the category's target counts.</param>
public readonly record struct FloorClass(double Promise, double Slope);

/// <summary>What a floor is made of, by index: categories, classes, and the windows each with its skills.</summary>
/// <param name="Due">β, the share after which it is due of what a promise leaves beside the category's lead, 0 to 1.</param>
/// <param name="Aged">A, milliseconds, after which the wait alone counts.</param>
public sealed record FloorPlan(FloorCategory[] Categories, FloorClass[] Classes, Skill[][] Windows, double Due, double Aged)
{
    /// <summary>m, how far a short visit goes before a long one, 0 (not at all) to 1.</summary>
    public double ShorterFirst { get; init; }
    /// <summary>By category how long its visits take, milliseconds, rising, each once; empty where <see cref="ShorterFirst"/> is 0.</summary>
    public double[][] Lengths { get; init; } = [];

    /// <summary>(s₀/s)^m: what a wait counts more for a visit of a length, beside one as long as the hall's mean.</summary>
    /// <param name="length">Its place in <see cref="Lengths"/>.</param>
    public double Shortness(int category, int length) => ShorterFirst == 0 ? 1 : Math.Pow(Categories.Average(c => c.Service) / Lengths[category][length], ShorterFirst);

    /// <summary>Where a visit that takes so long has its place in <see cref="Lengths"/>: the nearest.</summary>
    public int LengthOf(int category, double service)
    {
        if (ShorterFirst == 0) return 0;
        var (lengths, nearest) = (Lengths[category], 0);
        for (var l = 1; l < lengths.Length; l++)
            if (Math.Abs(lengths[l] - service) < Math.Abs(lengths[nearest] - service)) nearest = l;
        return nearest;
    }

    /// <summary>The level and key of one who has waited so long: the whole rule.</summary>
    /// <param name="waited">Milliseconds; below 0, a slot that has not begun, counts as 0.</param>
    /// <param name="hasCredit">Whether priority may go ahead by its promise.</param>
    /// <param name="factor">What a wait counts at this window, and for so short a visit.</param>
    public (DispatchLevel Level, double Key) Weigh(int @class, in FloorCategory category, double waited, bool hasCredit, double factor)
    {
        if (waited < 0) waited = 0;
        ref readonly var rule = ref Classes[@class];
        if (@class > 0 && hasCredit && waited >= DueAfter(@class, category)) return (DispatchLevel.Due, (waited + category.Lead) / rule.Promise);
        if (waited >= Aged) return (DispatchLevel.Aged, waited);
        return (DispatchLevel.Ordinary, waited / (rule.Slope > 0 ? rule.Slope : category.Target) * factor);
    }

    /// <summary>The wait after which a promise is only just kept in nine of ten cases by who goes first from then on, milliseconds: at once where windows are few and visits long.</summary>
    public double DueAfter(int @class, in FloorCategory category) => Due * Math.Max(0, Classes[@class].Promise - category.Lead);
}
