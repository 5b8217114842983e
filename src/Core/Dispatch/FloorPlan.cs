namespace TidalHall.Core.Dispatch;

/// <summary>One thing a window may call: a category, those of its classes, and how much a wait counts there.</summary>
/// <param name="Classes">A bit per class, the lowest for ordinary tickets.</param>
/// <param name="Factor">1 for its own, less where it only helps.</param>
public readonly record struct Skill(int Category, uint Classes, double Factor);

/// <summary>A category on the floor.</summary>
/// <param name="Target">T, milliseconds, above 0.</param>
/// <param name="Service">s, the expected time at the window with the walk and those who do not come, milliseconds.</param>
public readonly record struct FloorCategory(double Target, double Service);

/// <summary>A class of tickets: 0 is ordinary and has neither promise nor slope.</summary>
/// <param name="Promise">P, milliseconds; infinite: never due.</param>
/// <param name="Slope">Stands in for the target, milliseconds; 0: the category's target counts.</param>
public readonly record struct FloorClass(double Promise, double Slope);

/// <summary>What a floor is made of, by index: categories, classes, and the windows each with its skills.</summary>
/// <param name="Due">β, the share of a promise after which it is due, 0 to 1.</param>
/// <param name="Aged">A, milliseconds, after which the wait alone counts.</param>
public sealed record FloorPlan(FloorCategory[] Categories, FloorClass[] Classes, Skill[][] Windows, double Due, double Aged)
{
    /// <summary>The level and key of one who has waited so long: the whole rule.</summary>
    /// <param name="target">Of the category, milliseconds.</param>
    /// <param name="waited">Milliseconds; below 0, a slot that has not begun, counts as 0.</param>
    /// <param name="hasCredit">Whether priority may go ahead by its promise.</param>
    /// <param name="factor">What a wait counts at this window.</param>
    public (DispatchLevel Level, double Key) Weigh(int @class, double target, double waited, bool hasCredit, double factor)
    {
        if (waited < 0) waited = 0;
        ref readonly var rule = ref Classes[@class];
        if (@class > 0 && hasCredit && waited >= Due * rule.Promise) return (DispatchLevel.Due, waited / rule.Promise);
        if (waited >= Aged) return (DispatchLevel.Aged, waited);
        return (DispatchLevel.Ordinary, waited / (rule.Slope > 0 ? rule.Slope : target) * factor);
    }
}
