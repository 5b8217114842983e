using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Appointments;

/// <summary>What the holder of a booking keys in at a kiosk: 8 digits, shown "2745 0183".</summary>
/// <remarks>No two bookings that a hall remembers share one. It opens nothing but the check-in at a kiosk: links and the API take the code. <c>default</c> is no number and prints "".</remarks>
[JsonConverter(typeof(BookingNumberConverter))]
public readonly record struct BookingNumber
{
    public const int Digits = 8;
    private const int First = 10_000_000, Count = 90_000_000;

    private readonly int _value;

    private BookingNumber(int value) => _value = value;

    /// <summary>The number that fresh random bits point at, or the next one that is free.</summary>
    internal static BookingNumber From(ulong random, Func<BookingNumber, bool> isTaken)
    {
        var offset = (int)(random % Count);
        while (isTaken(new(First + offset))) offset = (offset + 1) % Count;
        return new(First + offset);
    }

    /// <summary>Takes spaces and hyphens too, as people write them.</summary>
    public static bool TryParse(string? text, out BookingNumber number)
    {
        number = default;
        var digits = text?.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        if (digits is not { Length: Digits } || !int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) || value < First) return false;
        number = new(value);
        return true;
    }

    public override string ToString() => _value == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{_value / 10_000:0000} {_value % 10_000:0000}");
}

internal sealed class BookingNumberConverter : JsonConverter<BookingNumber>
{
    public override BookingNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        BookingNumber.TryParse(reader.GetString(), out var number) ? number : throw new JsonException("No booking number.");
    public override void Write(Utf8JsonWriter writer, BookingNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
