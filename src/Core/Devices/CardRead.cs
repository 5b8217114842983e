using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

/// <summary>A card was read: the agent's event to the hub; never journalled, never logged.</summary>
public sealed record CardRead(DeviceId Device, string Number, string Name)
{
    /// <summary>Masked, so that no log ever holds the card.</summary>
    public override string ToString() => $"CardRead {{ {Device} }}";
}
