using TidalHall.Core.Halls;

namespace TidalHall.Core.Planning;

/// <summary>How many come a day for an item, or for a category as a whole.</summary>
/// <param name="PerDay">≥ 0.</param>
/// <param name="Minutes">At the window, the walk included, above 0.</param>
public readonly record struct Case(CategoryId Category, double PerDay, double Minutes);
