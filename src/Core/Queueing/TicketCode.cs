using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Queueing;

/// <summary>The unguessable name of a ticket in links and the API: 16 signs of Crockford's base 32, 80 bits.</summary>
/// <remarks><c>default</c> is no code and prints "".</remarks>
[JsonConverter(typeof(TicketCodeConverter))]
public readonly record struct TicketCode
{
    public const int Length = 16;
    // Crockford's alphabet: no I, L, O, U.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static readonly SearchValues<char> Signs = SearchValues.Create(Alphabet);
    private readonly string? _value;

    private TicketCode(string value) => _value = value;

    /// <summary>Makes a code of fresh random bits; the lower 16 of <paramref name="high"/> and all of <paramref name="low"/> are used.</summary>
    public static TicketCode From(ulong high, ulong low) => new(string.Create(Length, (high, low), static (signs, bits) =>
    {
        var (high, low) = bits;
        for (var i = Length - 1; i >= 0; i--)
        {
            signs[i] = Alphabet[(int)(low & 31)];
            low = (low >> 5) | (high << 59);
            high >>= 5;
        }
    }));

    /// <summary>Takes lower case too, and reads O as 0, I and L as 1, as people type them.</summary>
    public static bool TryParse(string? text, out TicketCode code)
    {
        code = default;
        if (text is not { Length: Length }) return false;
        // As it is written down nearly always.
        var signs = IsCode(text) ? text : text.ToUpperInvariant().Replace('O', '0').Replace('I', '1').Replace('L', '1');
        if (!IsCode(signs)) return false;
        code = new(signs);
        return true;
    }

    private static bool IsCode(string signs) => !signs.AsSpan().ContainsAnyExcept(Signs);

    public override string ToString() => _value ?? "";
}

internal sealed class TicketCodeConverter : JsonConverter<TicketCode>
{
    public override TicketCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TicketCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("No ticket code.");
    public override void Write(Utf8JsonWriter writer, TicketCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
