using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Relays;

/// <summary>Relays that are switched on for a moment only: a lock's coil left on burns out.</summary>
internal interface IRelayBoard : IDriver
{
    /// <param name="relay">1 to the board's number of relays.</param>
    Task<PulseOutcome> PulseAsync(int relay, CancellationToken cancel);

    /// <summary>The board's inputs, bit 0 is input 1; null: it has none or did not answer.</summary>
    Task<ulong?> ReadInputsAsync(CancellationToken cancel);
}

internal enum PulseOutcome
{
    /// <summary>The board confirmed on, and off or its own timer.</summary>
    Pulsed,
    /// <summary>Bytes left without an answer; the relay is being switched off.</summary>
    Unknown,
    /// <summary>Nothing was switched on.</summary>
    Failed,
    /// <summary>No such relay.</summary>
    Refused,
}
