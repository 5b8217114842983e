using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>Reads QR codes and barcodes.</summary>
internal interface ICodeScanner : IDriver
{
    /// <summary>What a code says, 1 to <see cref="TextLines.MaxLength"/> printable characters.</summary>
    event Action<string>? Scanned;
}
