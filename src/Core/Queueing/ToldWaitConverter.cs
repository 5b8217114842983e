using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Queueing;

/// <summary>A told wait in an event, by the bytes the serializer would write by itself.</summary>
/// <remarks>For an object in an object that makes a stack of its own, half a kilobyte; every ticket's event has this one.</remarks>
internal sealed class ToldWaitConverter : JsonConverter<ToldWait>
{
    private static readonly JsonEncodedText P50 = JsonEncodedText.Encode("p50Minutes"), P90 = JsonEncodedText.Encode("p90Minutes"), NotToday = JsonEncodedText.Encode("mayNotBeToday");

    public override ToldWait Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType is not JsonTokenType.StartObject) throw new JsonException("No told wait.");
        var told = default(ToldWait);
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            if (IsNext(ref reader, P50)) told = told with { P50Minutes = reader.GetDouble() };
            else if (IsNext(ref reader, P90)) told = told with { P90Minutes = reader.GetDouble() };
            else if (IsNext(ref reader, NotToday)) told = told with { MayNotBeToday = reader.GetBoolean() };
            else reader.Skip();
        }
        return told;
    }

    private static bool IsNext(ref Utf8JsonReader reader, JsonEncodedText name) => reader.TokenType is JsonTokenType.PropertyName && reader.ValueTextEquals(name.EncodedUtf8Bytes) && reader.Read();

    public override void Write(Utf8JsonWriter writer, ToldWait value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber(P50, value.P50Minutes);
        writer.WriteNumber(P90, value.P90Minutes);
        if (value.MayNotBeToday) writer.WriteBoolean(NotToday, true);
        writer.WriteEndObject();
    }
}
