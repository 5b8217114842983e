using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Pickup;

/// <summary>A pickup code as it is kept: never the code itself.</summary>
/// <param name="Salt">Its own.</param>
/// <param name="Hash">Keyed, of salt and code. The key is not the core's.</param>
public sealed record PickupSecret(Digest Salt, Digest Hash);

/// <summary>1 to 64 bytes that mean nothing to a reader, written in Base64. <c>default</c> is none and equals no other.</summary>
[JsonConverter(typeof(DigestConverter))]
public readonly record struct Digest
{
    private readonly string? _value;

    private Digest(string value) => _value = value;

    public static Digest Of(ReadOnlySpan<byte> bytes) =>
        bytes.Length is >= 1 and <= 64 ? new(Convert.ToBase64String(bytes)) : throw new ArgumentOutOfRangeException(nameof(bytes), bytes.Length, "1 to 64 bytes");

    public static bool TryParse(string? text, out Digest digest)
    {
        Span<byte> bytes = stackalloc byte[64];
        var isOne = text is { Length: <= 88 } && Convert.TryFromBase64String(text, bytes, out var count) && count > 0;
        digest = isOne ? new(text!) : default;
        return isOne;
    }

    public byte[] ToBytes() => Convert.FromBase64String(_value ?? "");

    /// <summary>Compares in constant time: how long it takes tells nothing of how much was right.</summary>
    public bool Matches(Digest other) => _value is not null && CryptographicOperations.FixedTimeEquals(ToBytes(), other.ToBytes());

    public override string ToString() => _value ?? "";
}

internal sealed class DigestConverter : JsonConverter<Digest>
{
    public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Digest.TryParse(reader.GetString(), out var digest) ? digest : throw new JsonException("No digest: 1 to 64 bytes in Base64.");
    public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
