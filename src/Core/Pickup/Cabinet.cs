using System.ComponentModel.DataAnnotations;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Pickup;

/// <summary>A pickup cabinet as it stands in the hall, column by column.</summary>
public sealed record Cabinet(PlaceId Id, LocalText Name, ZoneId Zone, [property: MinLength(1)] CabinetColumn[] Columns)
{
    /// <summary>Which device drives which of its boards; a board without one cannot be opened from here.</summary>
    public CabinetBoard[] Boards { get; init; } = [];
    /// <summary>An ID card reader at the cabinet.</summary>
    public DeviceId? Reader { get; init; }
    /// <summary>A scanner of codes at the cabinet.</summary>
    public DeviceId? Scanner { get; init; }
    /// <summary>The printer of the desk that loads it: prints a notice for whoever's result was put in.</summary>
    public DeviceId? Printer { get; init; }

    public Compartment? Find(int number) => All.FirstOrDefault(c => c.Number == number);
    internal IEnumerable<Compartment> All => Columns.SelectMany(c => c.Compartments);

    /// <summary>The device that drives a board.</summary>
    public DeviceId? DriverOf(int board) => Boards.FirstOrDefault(b => b.Board == board)?.Device;

    /// <summary>The compartment behind a lock of a device.</summary>
    public Compartment? Behind(DeviceId device, int atLock) => All.FirstOrDefault(c => c.Lock == atLock && DriverOf(c.Board) == device);
}

/// <param name="Board">As compartments name it, 0 to 255; once in a cabinet.</param>
/// <param name="Device">A locker board of the hall.</param>
public sealed record CabinetBoard([property: Range(0, 255)] int Board, DeviceId Device);

/// <summary>Compartments from top to bottom.</summary>
public sealed record CabinetColumn([property: MinLength(1)] Compartment[] Compartments);

/// <param name="Number">What is written on its door, 1 to 999; once in a cabinet.</param>
/// <param name="Board">The lock board's address, 0 to 255.</param>
/// <param name="Lock">The lock on that board, 1 to 255; once on a board.</param>
/// <param name="DropBox">Citizens put papers in, and no result lies there.</param>
public sealed record Compartment([property: Range(1, 999)] int Number, CompartmentSize Size, [property: Range(0, 255)] int Board, [property: Range(1, 255)] int Lock, bool DropBox = false);

public enum CompartmentSize { Small, Medium, Large }

/// <summary>How long things lie, and how often somebody may guess.</summary>
public sealed record PickupRules
{
    /// <summary>Calendar days after which a thing is marked overdue; its code still opens. 1 to 60. Default 7.</summary>
    [Range(1, 60)]
    public int OverdueDays { get; init; } = 7;
    /// <summary>Wrong tries that name one thing, after which its code ends and a new one is issued; 2 to 20. Default 5.</summary>
    [Range(2, 20)]
    public int TriesPerCode { get; init; } = 5;
    /// <summary>Wrong codes at one cabinet within <see cref="TryMinutes"/>, after which its keys rest; QRs, cards and staff still open. 2 to 100. Default 8.</summary>
    [Range(2, 100)]
    public int TriesPerCabinet { get; init; } = 8;
    /// <summary>Minutes those are counted in, 1 to 60. Default 5.</summary>
    [Range(1, 60)]
    public int TryMinutes { get; init; } = 5;
    /// <summary>Codes a day for one thing: the first, and those asked for anew by phone; 1 to 20. Default 4.</summary>
    [Range(1, 20)]
    public int CodesPerDay { get; init; } = 4;
    /// <summary>Seconds after which an open door was left open: a clerk sees it and whoever stands there is asked to shut it. 10 to 600. Default 90.</summary>
    [Range(10, 600)]
    public int LeftOpenSeconds { get; init; } = 90;
    /// <summary>Hours a cabinet gives out by its last list while the hub is away, 1 to 168. Default 48.</summary>
    [Range(1, 168)]
    public int PassHours { get; init; } = 48;
}
