namespace TidalHall.Core.Dispatch;

/// <summary>One thing a window may call: a category, those of its classes, and how much it counts there.</summary>
/// <param name="Classes">A bit per class, the lowest for ordinary tickets.</param>
/// <param name="Factor">1 for its own, less where it only helps.</param>
public readonly record struct Skill(int Category, uint Classes, double Factor);

/// <summary>A category on the floor.</summary>
/// <param name="Target">T, milliseconds, above 0.</param>
/// <param name="Service">s, the expected time at the window with the walk and those who do not come, milliseconds.</param>
public readonly record struct FloorCategory(double Target, double Service);

/// <summary>A class of tickets: 0 is ordinary and has neither promise nor slope.</summary>
/// <param name="Promise">P, milliseconds.</param>
/// <param name="Slope">Milliseconds.</param>
public readonly record struct FloorClass(double Promise, double Slope);

/// <summary>What a floor is made of, by index: categories, classes, and the windows each with its skills.</summary>
public sealed record FloorPlan(FloorCategory[] Categories, FloorClass[] Classes, Skill[][] Windows, DispatchRules Rules);
