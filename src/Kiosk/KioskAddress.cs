using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using TidalHall.Core.Halls;

namespace TidalHall.Kiosk;

/// <summary>What a kiosk's address keeps over a reload, so that a hub killed in the middle brings nobody a second ticket.</summary>
internal sealed record KioskAddress(string Path, string? Hall)
{
    internal string? Language { get; init; }
    internal bool Elder { get; init; }
    internal bool Priority { get; init; }
    internal ItemId? Item { get; init; }
    internal Guid? Confirm { get; init; }
    /// <summary>When the confirm button was touched, by the hub's clock; whole seconds.</summary>
    internal DateTimeOffset? Sent { get; init; }

    internal static KioskAddress Parse(string address)
    {
        var uri = new Uri(address);
        var query = QueryHelpers.ParseQuery(uri.Query);
        string? Of(string name) => query.TryGetValue(name, out var values) ? values.ToString() : null;
        return new(uri.AbsolutePath, Of("hall"))
        {
            Language = Of("lang"),
            Elder = Of("elder") is "1",
            Priority = Of("priority") is "1",
            Item = TextId.TryParse<ItemId>(Of("item"), out var item) ? item : null,
            Confirm = Guid.TryParse(Of("confirm"), out var confirm) ? confirm : null,
            Sent = long.TryParse(Of("sent"), CultureInfo.InvariantCulture, out var sent) && sent is > 0 and < 100_000_000_000 ? DateTimeOffset.FromUnixTimeSeconds(sent) : null,
        };
    }

    public override string ToString() => QueryHelpers.AddQueryString(Path, new Dictionary<string, string?>
    {
        ["hall"] = Hall,
        ["lang"] = Language,
        ["elder"] = Elder ? "1" : null,
        ["priority"] = Priority ? "1" : null,
        ["item"] = Item?.Value,
        ["confirm"] = Confirm?.ToString(),
        ["sent"] = Sent?.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
    });
}
