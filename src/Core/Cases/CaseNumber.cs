using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using TidalHall.Core.Halls;

namespace TidalHall.Core.Cases;

/// <summary>What a case is called by: area, year, item and the count of that year, "210100-2026-passport-00001".</summary>
/// <remarks><c>default</c> is no number and prints "": what was not taken in has none.</remarks>
[JsonConverter(typeof(CaseNumberConverter))]
public readonly record struct CaseNumber
{
    private readonly string? _value;

    /// <param name="area">Six digits.</param>
    /// <param name="serial">From 1; five digits, or more.</param>
    public CaseNumber(string area, int year, ItemId item, int serial) => _value = string.Create(CultureInfo.InvariantCulture, $"{area}-{year:0000}-{item}-{serial:00000}");

    private CaseNumber(string value) => _value = value;

    internal static CaseNumber Read(string? text) => text is { Length: > 0 } ? new(text) : default;

    public override string ToString() => _value ?? "";
}

internal sealed class CaseNumberConverter : JsonConverter<CaseNumber>
{
    public override CaseNumber Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => CaseNumber.Read(reader.GetString());
    public override void Write(Utf8JsonWriter writer, CaseNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
