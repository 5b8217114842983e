using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Devices;

/// <summary>Something happened at a device without a job. A card is told by itself (<see cref="CardRead"/>): it is never kept anywhere.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(CardNotRead), "card-not-read")]
[JsonDerivedType(typeof(CodeScanned), "code")]
[JsonDerivedType(typeof(KeyPressed), "key")]
[JsonDerivedType(typeof(RatingGiven), "rating")]
[JsonDerivedType(typeof(DoorsChanged), "doors")]
public abstract record DeviceEvent(DeviceId Device)
{
    /// <summary>It is told however late. What is of its moment alone (a key, a code held up) is forgotten if the hub is away: done minutes later it would be somebody else's.</summary>
    [JsonIgnore] public bool IsKept => this is RatingGiven or DoorsChanged;
}

/// <summary>A card was there and could not be used.</summary>
public sealed record CardNotRead(DeviceId Device, CardHitch Why) : DeviceEvent(Device);

/// <summary>What a citizen can do about a card that was not read.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CardHitch>))]
public enum CardHitch
{
    /// <summary>Taken away too soon or read badly.</summary>
    PresentAgain,
    /// <summary>Another kind of card: by hand, at a window.</summary>
    OtherCard,
}

/// <summary>A bar or QR code was held to a scanner.</summary>
public sealed record CodeScanned(DeviceId Device, string Code) : DeviceEvent(Device)
{
    /// <summary>Masked: a code may be somebody's key to a compartment.</summary>
    public override string ToString() => $"CodeScanned {{ {Device} }}";
}

/// <param name="Key">The key's own name: "0" to "9", "Next", "Recall"…</param>
public sealed record KeyPressed(DeviceId Device, string Key) : DeviceEvent(Device);

/// <summary>A citizen rated unasked, or after the job that asked had ended.</summary>
/// <param name="Level">5 to 1; null: not rated.</param>
public sealed record RatingGiven(DeviceId Device, int? Level, int[] Reasons) : DeviceEvent(Device);

/// <summary>The doors of a locker as they stand now; told when one changes, by hand too.</summary>
public sealed record DoorsChanged(DeviceId Device, DoorNow[] Doors) : DeviceEvent(Device);

/// <param name="Lock">From 1.</param>
/// <param name="IsOpen">null: unknown, as while the board does not answer; never taken for open or closed.</param>
/// <param name="IsOccupied">null: the board cannot tell.</param>
public sealed record DoorNow(int Lock, bool? IsOpen, bool? IsOccupied = null);

/// <summary>An event on the wire.</summary>
/// <param name="Id">The same each time it is told, so that a repeat is one event.</param>
/// <param name="Ago">How long before the sending it happened: the hub puts it on its own clock.</param>
public sealed record DeviceNews(Guid Id, TimeSpan Ago, DeviceEvent Event);
