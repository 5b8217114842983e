using TidalHall.Core.Devices;
using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>Reads ID cards that are held to it. Number and name leave it, nothing else of a card.</summary>
internal interface ICardReader : IDriver
{
    /// <summary>A card was read whole. Once per presenting: a card left lying is not read again.</summary>
    event Action<CardRead>? Read;
    /// <summary>A card was there but could not be used.</summary>
    event Action<CardTrouble>? Troubled;
}

internal enum CardTrouble
{
    /// <summary>Taken away too soon or read badly: hold it to the reader again.</summary>
    PresentAgain,
    /// <summary>Another kind of card: by hand, at a window.</summary>
    OtherCard,
    /// <summary>The reader itself needs a technician; resetting and reopening it did not help, or its module is not authorised.</summary>
    ReaderFailing,
}
