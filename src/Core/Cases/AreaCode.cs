using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Cases;

/// <summary>The six digits of an administrative division. <c>default</c> is none and prints "".</summary>
[JsonConverter(typeof(AreaCodeConverter))]
public readonly record struct AreaCode
{
    private readonly string? _value;

    private AreaCode(string value) => _value = value;

    public static bool TryParse(string? text, out AreaCode area)
    {
        var isOne = text is { Length: 6 } && text.All(char.IsAsciiDigit);
        area = isOne ? new(text!) : default;
        return isOne;
    }

    public override string ToString() => _value ?? "";
}

internal sealed class AreaCodeConverter : JsonConverter<AreaCode>
{
    public override AreaCode Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AreaCode.TryParse(reader.GetString(), out var area) ? area : throw new JsonException("No area: six digits.");
    public override void Write(Utf8JsonWriter writer, AreaCode value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
