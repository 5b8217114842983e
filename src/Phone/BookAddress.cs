using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TidalHall.Core.Appointments;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Phone;

/// <summary>An address on the way to a booking. It keeps what is chosen, so that back and reload do; who it is for is in no address.</summary>
/// <param name="Language">"en"; anything else is Chinese.</param>
/// <param name="Large">Large type.</param>
public sealed record BookAddress(string Language, bool Large)
{
    internal const string Path = "/book";

    internal string To() => PhoneAddress.Of(Path, Language, Large);
    internal string To(Theme theme) => Of(("theme", theme.Id.Value));
    internal string To(ServiceItem item, DateOnly? day = null) => Of(("item", item.Id.Value), ("day", day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)));
    internal string To(ServiceItem item, DateOnly day, HallMap map, Slot slot) =>
        Of(("item", item.Id.Value), ("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("at", TimeOf(map, slot)));

    /// <summary>How a slot is named within its day.</summary>
    internal static string TimeOf(HallMap map, Slot slot) => map.Local(slot.Begin).ToString("HH:mm", CultureInfo.InvariantCulture);

    private string Of(params (string Name, string? Value)[] chosen) =>
        PhoneAddress.Of(QueryHelpers.AddQueryString(Path, chosen.Select(c => KeyValuePair.Create(c.Name, c.Value))), Language, Large);
}
