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
    // Bits, not text: a day's tickets are kept and looked up by them.
    private readonly ulong _low;
    /// <summary>The upper 16 bits, and above them the mark that this is a code.</summary>
    private readonly uint _high;

    private const uint IsOne = 1 << 16;

    private TicketCode(ulong high, ulong low) => (_high, _low) = (IsOne | (ushort)high, low);

    /// <summary>Makes a code of fresh random bits; the lower 16 of <paramref name="high"/> and all of <paramref name="low"/> are used.</summary>
    public static TicketCode From(ulong high, ulong low) => new(high, low);

    /// <summary>Takes lower case too, and reads O as 0, I and L as 1, as people type them.</summary>
    public static bool TryParse(string? text, out TicketCode code)
    {
        code = default;
        if (text is not { Length: Length }) return false;
        var (high, low) = (0UL, 0UL);
        foreach (var sign in text)
        {
            if (ValueOf(sign) is not (>= 0 and var value)) return false;
            high = (high << 5) | (low >> 59);
            low = (low << 5) | (uint)value;
        }
        code = new(high, low);
        return true;
    }

    private static int ValueOf(char sign) => char.ToUpperInvariant(sign) switch
    {
        'O' => 0,
        'I' or 'L' => 1,
        var other => Alphabet.IndexOf(other),
    };

    public override string ToString() => _high == 0 ? "" : string.Create(Length, this, static (signs, code) => code.WriteTo(signs));

    private void WriteTo(Span<char> signs)
    {
        var (high, low) = (_high, _low);
        for (var i = Length - 1; i >= 0; i--)
        {
            signs[i] = Alphabet[(int)(low & 31)];
            low = (low >> 5) | ((ulong)high << 59);
            high >>= 5;
        }
    }

    internal void WriteTo(Utf8JsonWriter writer)
    {
        Span<char> signs = stackalloc char[_high == 0 ? 0 : Length];
        if (_high != 0) WriteTo(signs);
        writer.WriteStringValue(signs);
    }
}

internal sealed class TicketCodeConverter : JsonConverter<TicketCode>
{
    public override TicketCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        TicketCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("No ticket code.");
    public override void Write(Utf8JsonWriter writer, TicketCode value, JsonSerializerOptions options) => value.WriteTo(writer);
}
