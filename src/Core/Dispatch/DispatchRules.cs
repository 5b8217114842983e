using System.ComponentModel.DataAnnotations;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Dispatch;

/// <summary>How a freed window chooses among those it may call. Nothing else bends the rule.</summary>
/// <remarks>Levels and keys: a generalised cµ rule with bounded priority (van Mieghem 1995; Mandelbaum and Stolyar 2004; accumulating priority after Kleinrock, Stanford, Taylor and Ziedins 2014).</remarks>
public sealed record DispatchRules
{
    /// <summary>A priority class is due once it has waited this share of what its promise leaves beside the time that even who goes first waits for a window of the category, 0 to 100. Default 100: as late as the promise allows; 0 = at once.</summary>
    [Range(0, 100)]
    public int DuePercent { get; init; } = 100;
    /// <summary>The most of a window's calls that go ahead by priority while ordinary people wait, 1 to 99; above the share of priority tickets. Default 50.</summary>
    [Range(1, 99)]
    public int PrioritySharePercent { get; init; } = 50;
    /// <summary>The share of tickets with priority that the hall expects, 0 to 98. Default 15.</summary>
    [Range(0, 98)]
    public int ExpectedPriorityPercent { get; init; } = 15;
    /// <summary>Who has waited this long goes by waiting time alone, 10 to 960 minutes; at least twice the longest target. Default 60.</summary>
    [Range(10, 960)]
    public int AgedAfterMinutes { get; init; } = 60;
    /// <summary>How much a wait counts at a window that only helps, 0 to 100. Default 50.</summary>
    [Range(0, 100)]
    public int HelperPercent { get; init; } = 50;
    /// <summary>How far a short visit goes before a long one, by the minutes of its item, 0 to 100. Default 0: not at all, and a line is served in its order.</summary>
    [Range(0, 100)]
    public int ShorterFirstPercent { get; init; }
    public PriorityRule GreenChannel { get; init; } = new(8, 8);
    public PriorityRule Appointment { get; init; } = new(15, 20);
}

/// <summary>What a priority class is promised, and how its wait weighs before that is due.</summary>
/// <param name="PromiseMinutes">Nine in ten are called within it, 1 to 240.</param>
/// <param name="SlopeMinutes">Stands in for the category's target, 1 to 240.</param>
public sealed record PriorityRule([property: Range(1, 240)] int PromiseMinutes, [property: Range(1, 240)] int SlopeMinutes)
{
    /// <summary>Categories to which it is not promised, because their windows are too few to keep it; it is called as early there as ever. Default: none.</summary>
    public CategoryId[] NotIn { get; init; } = [];
}
