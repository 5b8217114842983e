using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Queueing;

/// <summary>A ticket by the order it was taken in, from 1 up over all days of a hall; everything acts by it.</summary>
/// <remarks><c>default</c>, 0, is no ticket.</remarks>
[JsonConverter(typeof(TicketIdConverter))]
public readonly record struct TicketId(long Value) : IComparable<TicketId>
{
    public int CompareTo(TicketId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

internal sealed class TicketIdConverter : JsonConverter<TicketId>
{
    public override TicketId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());
    public override void Write(Utf8JsonWriter writer, TicketId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}
