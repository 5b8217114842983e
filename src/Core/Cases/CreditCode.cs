using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Cases;

/// <summary>An organisation's unified social credit code (GB 32100): 18 signs without I, O, S, V, Z, the last of them a check.</summary>
/// <remarks>The check makes the sum of all signs, each by the powers of 3 modulo 31, a multiple of 31. <c>default</c> is no code and prints "".</remarks>
[JsonConverter(typeof(CreditCodeConverter))]
public readonly record struct CreditCode
{
    private const string Signs = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    private readonly string? _value;

    private CreditCode(string value) => _value = value;

    /// <summary>Takes lower case too.</summary>
    public static bool TryParse(string? text, out CreditCode code)
    {
        code = default;
        if (text?.ToUpperInvariant() is not { Length: 18 } signs || signs.Any(s => !Signs.Contains(s, StringComparison.Ordinal))) return false;
        var (sum, weight) = (0, 1);
        foreach (var sign in signs[..17])
        {
            sum += Signs.IndexOf(sign, StringComparison.Ordinal) * weight;
            weight = weight * 3 % 31;
        }
        if (Signs[(31 - sum % 31) % 31] != signs[17]) return false;
        code = new(signs);
        return true;
    }

    public override string ToString() => _value ?? "";
}

internal sealed class CreditCodeConverter : JsonConverter<CreditCode>
{
    public override CreditCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        CreditCode.TryParse(reader.GetString(), out var code) ? code : throw new JsonException("No credit code.");
    public override void Write(Utf8JsonWriter writer, CreditCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
