using TidalHall.Core.Dispatch;

namespace TidalHall.Core.Waiting;

/// <summary>What a window does when a picture is taken.</summary>
public enum WindowDoing
{
    /// <summary>Not open: it calls nobody.</summary>
    Away,
    /// <summary>Has nobody, and calls whom it finds.</summary>
    Free,
    /// <summary>Serves somebody since a tick.</summary>
    Serving,
    /// <summary>Calls from a tick on: it moves, or its clerk is expected back.</summary>
    Out,
}

/// <summary>A window of a picture.</summary>
/// <param name="Tick">Since when it serves, or until when it is out.</param>
/// <param name="Expected">Of who is served, milliseconds.</param>
/// <param name="Credit">See <see cref="PriorityCredit"/>.</param>
/// <param name="MovesTo">The category it goes over to when the visit is over, or <see cref="Lines.None"/>.</param>
public readonly record struct PicturedWindow(WindowDoing Doing, long Tick, double Expected, double Credit, int MovesTo = Lines.None);

/// <summary>A floor at one moment with all that its next hours depend on. Nobody changes it; any thread may draw from it.</summary>
/// <remarks>Taken on the thread that owns the floor, in microseconds: arrays are copied, nothing is looked up.</remarks>
public sealed class FloorPicture
{
    private readonly Floor _floor;
    private readonly ITide? _tide;

    /// <param name="floor">Copied.</param>
    /// <param name="tide">Copied; null: tidal windows stay.</param>
    public FloorPicture(Floor floor, ITide? tide, long now, PicturedWindow[] windows)
    {
        (_floor, _tide, Now, Windows) = (floor.Copy(), tide?.Copy(), now, windows);
        Waiting = [.. _floor.Places()];
    }

    public long Now { get; }
    public PicturedWindow[] Windows { get; }
    /// <summary>The places of all who wait, in no order.</summary>
    public int[] Waiting { get; }
    /// <summary>Expected milliseconds at the window by place; null or 0: what its category takes.</summary>
    public double[]? Expected { get; init; }
    /// <summary>What a tidal window calls when it is turned to a category, by category.</summary>
    public Skill[][] TurnedTo { get; init; } = [];
    /// <summary>How long a window is out while it moves, milliseconds.</summary>
    public long Setup { get; init; }
    /// <summary>κ; 1: priority is not bounded.</summary>
    public double Share { get; init; } = 0.5;
    public ServiceLaw Service { get; init; } = ServiceLaw.Usual;
    public ExpectedArrivals Arrivals { get; init; } = ExpectedArrivals.None;

    internal Floor CopyFloor() => _floor.Copy();
    internal ITide? CopyTide() => _tide?.Copy();
    internal int Categories => _floor.Categories;
    internal int Classes => _floor.Classes;
}
