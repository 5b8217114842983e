using System.ComponentModel.DataAnnotations;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Dispatch;

/// <summary>Who sends tidal windows over to other categories.</summary>
public enum TideMode
{
    /// <summary>People alone.</summary>
    Off,
    /// <summary>The rule proposes, a manager accepts or declines.</summary>
    Propose,
    /// <summary>The rule moves windows by itself.</summary>
    Automatic,
    /// <summary>Plain limits move windows by themselves: open above so many waiting or so long a wait, close below.</summary>
    Thresholds,
}

/// <summary>When a tidal window goes over to another category.</summary>
public sealed record TideRules
{
    /// <summary>Default: Propose. A manager may set another for the day.</summary>
    public TideMode Mode { get; init; } = TideMode.Propose;
    /// <summary>η: the pressures, each with its weight, must differ by more than this share of a service target, 0 to 500. Default 60.</summary>
    [Range(0, 500)]
    public int HysteresisPercent { get; init; } = 60;
    /// <summary>D: how long a window stays with a category at least, 0 to 480 minutes. Default 20.</summary>
    [Range(0, 480)]
    public int DwellMinutes { get; init; } = 20;
    /// <summary>Moves of one window within 60 minutes at most, 1 to 12. Default 2.</summary>
    [Range(1, 12)]
    public int MovesPerHour { get; init; } = 2;
    /// <summary>How long a window is out while it moves, 0 to 60 minutes: what is reckoned with, a clerk who is ready sooner calls. Default 2.</summary>
    [Range(0, 60)]
    public int SetupMinutes { get; init; } = 2;
    /// <summary>How much a wait counts at a tidal window that is allowed its category but turned to another, 0 to 100. Default 0: it does not call there.</summary>
    [Range(0, 100)]
    public int SecondaryPercent { get; init; }
    /// <summary>A window called in from the back office goes back when without it the pressure is no more than this share of a service target, 0 to 100. Default 10.</summary>
    [Range(0, 100)]
    public int EbbPercent { get; init; } = 10;
    /// <summary>How long who is on call has to answer, 1 to 60 minutes. Default 5.</summary>
    [Range(1, 60)]
    public int AcknowledgeMinutes { get; init; } = 5;
    /// <summary>With plain limits: a category is full with more waiting than this, 1 to 1,000. Default 20.</summary>
    [Range(1, 1_000)]
    public int OpenAboveWaiting { get; init; } = 20;
    /// <summary>With plain limits: or with somebody waiting longer than this, 1 to 480 minutes. Default 30.</summary>
    [Range(1, 480)]
    public int OpenAboveMinutes { get; init; } = 30;
    /// <summary>Categories that the tide leaves so many open windows at least; none = it may take the last.</summary>
    public KeptWindows[] Keeps { get; init; } = [];
}

/// <param name="Windows">1 to 200.</param>
public sealed record KeptWindows(CategoryId Category, [property: Range(1, 200)] int Windows);
