using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>An enum by its names alone; a wrong one is told with those that are allowed. Numbers are no names.</summary>
internal sealed class NamedValue<T> : JsonConverter<T> where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is JsonTokenType.String && reader.GetString() is { } name && Enum.GetNames<T>().Contains(name)) return Enum.Parse<T>(name);
        var found = reader.TokenType is JsonTokenType.String ? $"\"{reader.GetString()}\"" : reader.TokenType.ToString();
        throw new JsonException($"{found} is not allowed. Allowed: {string.Join(", ", Enum.GetNames<T>())}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
