using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Relays;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Drivers;

/// <summary>Asks a line whether the device of a profile is there, so that nothing opens, prints, lights up or speaks.</summary>
internal static class Identify
{
    /// <returns>What answered; null: nothing did, or such a device never answers. Printers are asked by their own.</returns>
    /// <exception cref="LineException">The line broke.</exception>
    internal static async Task<string?> AskAsync(DeviceProfile profile, ILine line, TimeProvider time, CancellationToken cancel) => profile switch
    {
        { CardReader.Codec: CardReaderCodec.Sam } => await SamCardReader.IdentifyAsync(line, profile.Deadlines, time, cancel),
        { LockerBoard: { } board } => await LockerBus.IdentifyAsync(line, board, profile.Deadlines, time, cancel),
        { RelayBoard: { } board } => await ModbusRelays.IdentifyAsync(line, board, profile.Deadlines, time, cancel),
        { RatingPad: not null } => await RatingPad.IdentifyAsync(line, profile.Deadlines, time, cancel),
        _ => null,
    };

    /// <summary>Whether <see cref="AskAsync"/> can tell that a device of this profile is there.</summary>
    internal static bool CanTell(DeviceProfile profile) => profile is { CardReader.Codec: CardReaderCodec.Sam } or { LockerBoard: not null } or { RelayBoard: not null } or { RatingPad: not null };
}
