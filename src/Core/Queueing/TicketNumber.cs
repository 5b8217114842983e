using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Queueing;

/// <summary>What is called aloud and printed large: a category's letters and the count of the day, "A012".</summary>
/// <remarks>At least three digits are shown, four when the day needs them. <c>default</c> is no number and prints "".</remarks>
[JsonConverter(typeof(TicketNumberConverter))]
public readonly record struct TicketNumber
{
    /// <summary>The last count a machine gives, 8,999.</summary>
    public const int MaxIssued = 8_999;
    /// <summary>The last count of all: 9,000 to 9,999 are pre-printed for the hours without power.</summary>
    public const int MaxCount = 9_999;

    private readonly string? _prefix;

    /// <exception cref="ArgumentException">The prefix is not 1 or 2 letters A–Z without I and O.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The count is not 1 to <see cref="MaxCount"/>.</exception>
    public TicketNumber(string prefix, int count)
    {
        if (!IsPrefix(prefix)) throw new ArgumentException($"\"{prefix}\" is no prefix: 1 or 2 letters A to Z without I and O.", nameof(prefix));
        if (count is < 1 or > MaxCount) throw new ArgumentOutOfRangeException(nameof(count), count, $"1 to {MaxCount}");
        _prefix = prefix;
        Count = count;
    }

    public string Prefix => _prefix ?? "";
    public int Count { get; }
    /// <summary>Keyed in from pre-printed paper, not issued by a machine.</summary>
    public bool IsPrePrinted => Count > MaxIssued;

    public static bool IsPrefix(string? text) => text is { Length: 1 or 2 } && IsLetter(text[0]) && IsLetter(text[^1]);

    private static bool IsLetter(char c) => c is >= 'A' and <= 'Z' and not 'I' and not 'O';

    public static bool TryParse(string? text, out TicketNumber number)
    {
        number = default;
        if (text is not { Length: >= 4 and <= 6 }) return false;
        var letters = char.IsAsciiLetter(text[1]) ? 2 : 1;
        var prefix = text[..letters].ToUpperInvariant();
        if (!IsPrefix(prefix) || text.Length - letters is < 3 or > 4) return false;
        if (!int.TryParse(text.AsSpan(letters), NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count < 1) return false;
        number = new(prefix, count);
        return true;
    }

    public override string ToString() => _prefix is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{_prefix}{Count:000}");
}

internal sealed class TicketNumberConverter : JsonConverter<TicketNumber>
{
    public override TicketNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TicketNumber.TryParse(reader.GetString(), out var number) ? number : throw new JsonException("No ticket number.");

    public override void Write(Utf8JsonWriter writer, TicketNumber value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[6];
        var letters = System.Text.Encoding.ASCII.GetBytes(value.Prefix, text);
        value.Count.TryFormat(text[letters..], out var digits, "D3", CultureInfo.InvariantCulture);
        writer.WriteStringValue(text[..(letters + digits)]);
    }
}
