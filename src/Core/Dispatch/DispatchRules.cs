namespace TidalHall.Core.Dispatch;

/// <summary>How a freed window chooses among those it may call. Declared in the hall file; nothing else bends the rule.</summary>
/// <remarks>Levels and keys: a generalised cµ rule with bounded priority (van Mieghem 1995; Mandelbaum &amp; Stolyar 2004; accumulating priority after Kleinrock, Stanford, Taylor &amp; Ziedins 2014).</remarks>
public sealed record DispatchRules
{
    /// <summary>β: a priority class is due once it has waited this share of its promise; 0–1, 0 = at once.</summary>
    public double DueAt { get; init; } = 0.5;
    /// <summary>κ: the most of a window's calls that may go ahead by priority while ordinary people wait; above the share of priority tickets, below 1.</summary>
    public double PriorityShare { get; init; } = 0.5;
    /// <summary>A: who has waited this long goes by waiting time alone, whatever the class; at least twice the longest target.</summary>
    public TimeSpan AgedAfter { get; init; } = TimeSpan.FromMinutes(60);
    /// <summary>h: how much a helper's key counts beside the window's own; 0–1.</summary>
    public double HelperFactor { get; init; } = 0.5;
    /// <summary>The same for a tidal window's categories which it is not turned to; 0–1.</summary>
    public double SecondaryFactor { get; init; } = 0.3;
}

/// <summary>A priority class: what it was promised, and how its wait weighs when it is not due.</summary>
/// <param name="Promise">P, above 0.</param>
/// <param name="Slope">Stands in for the category's target, above 0.</param>
public sealed record PriorityRule(TimeSpan Promise, TimeSpan Slope);
