using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Halls;

/// <summary>An id that people or files give: 1 to <see cref="TextId.MaxLength"/> ASCII letters, digits, '-', '_' or '.'.</summary>
/// <remarks><c>default</c> is no id and prints "".</remarks>
public interface ITextId<TSelf> where TSelf : struct, ITextId<TSelf>
{
    string Value { get; }
    static abstract TSelf From(string value);
}

public static class TextId
{
    /// <summary>80: item codes of the province's platform have up to 60 characters.</summary>
    public const int MaxLength = 80;
    // Looked through at once: a restart reads a hundred thousand ids.
    private static readonly SearchValues<char> Allowed = SearchValues.Create("-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz");

    public static bool IsValid(string? text) => text is { Length: > 0 and <= MaxLength } && !text.AsSpan().ContainsAnyExcept(Allowed);

    /// <exception cref="ArgumentException">The text is not a valid id.</exception>
    public static string Checked(string value, string kind) => IsValid(value)
        ? value
        : throw new ArgumentException($"\"{value}\" is no {kind}: 1 to {MaxLength} letters, digits, '-', '_' or '.'.", nameof(value));

    public static bool TryParse<TId>(string? text, out TId id) where TId : struct, ITextId<TId>
    {
        var valid = IsValid(text);
        id = valid ? TId.From(text!) : default;
        return valid;
    }
}

/// <summary>Writes an id as its bare text, also as the name of a property.</summary>
public sealed class TextIdConverter<TId> : JsonConverter<TId> where TId : struct, ITextId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    public override TId ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(reader.GetString());
    public override void WriteAsPropertyName(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WritePropertyName(value.Value);

    private static TId Parse(string? text) => TextId.TryParse<TId>(text, out var id)
        ? id
        : throw new JsonException($"\"{text}\" is no {typeof(TId).Name}: 1 to {TextId.MaxLength} letters, digits, '-', '_' or '.'.");
}
