using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>One locker board: its doors are opened one at a time and watched.</summary>
internal interface ILockerBus : IDriver
{
    /// <summary>As last seen, with since when: a board that stopped answering is unknown since then.</summary>
    DoorReport Doors { get; }

    /// <summary>Something about a door changed.</summary>
    event Action<DoorChange>? Changed;

    /// <summary>Opens one door. Opened means the door was seen open; a board's word for it counts for nothing.</summary>
    /// <param name="locker">1 to the board's number of locks.</param>
    Task<OpenOutcome> OpenAsync(int locker, CancellationToken cancel);

    /// <summary>Opens every door, one after the other. Refused unless the profile allows it.</summary>
    Task<OpenOutcome> OpenAllAsync(CancellationToken cancel);

    /// <summary>Asks the board for its doors now; unknown if it does not answer.</summary>
    Task<DoorReport> ReadAsync(CancellationToken cancel);
}

/// <param name="Since">When this was first so.</param>
internal readonly record struct DoorReport(DoorMap Map, DateTimeOffset Since);

internal enum OpenOutcome
{
    /// <summary>The door was seen open.</summary>
    Opened,
    /// <summary>The order went out and the door stayed closed: jammed, or held. What is inside still counts as inside.</summary>
    NotOpened,
    /// <summary>The order went out, and then the board could not be asked.</summary>
    Unknown,
    /// <summary>Nothing went out: the board was not there.</summary>
    Failed,
    /// <summary>Nothing went out: no such lock, or opening all is not allowed.</summary>
    Refused,
}

internal enum DoorEvent
{
    /// <summary>By an order of ours.</summary>
    Opened,
    /// <summary>Without an order: by key or by force. Booked to nobody.</summary>
    OpenedByHand,
    Closed,
    /// <summary>Open for longer than the profile allows.</summary>
    LeftOpen,
    ItemPut,
    ItemTaken,
}

internal readonly record struct DoorChange(int Locker, DoorEvent What, DateTimeOffset At);
