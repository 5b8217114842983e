using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TidalHall.Core.Halls;

/// <summary>An id that a hall counts up from 1. <c>default</c>, 0, is none.</summary>
public interface ICountId<TSelf> where TSelf : struct, ICountId<TSelf>
{
    long Value { get; }
    static abstract TSelf From(long value);
}

/// <summary>Writes a counted id as its bare number.</summary>
public sealed class CountIdConverter<TId> : JsonConverter<TId> where TId : struct, ICountId<TId>
{
    public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => TId.From(reader.GetInt64());
    public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
}

/// <summary>A citizen's or an organisation's case; everything acts by it.</summary>
[JsonConverter(typeof(CountIdConverter<CaseId>))]
public readonly record struct CaseId(long Value) : ICountId<CaseId>, IComparable<CaseId>
{
    public static CaseId From(long value) => new(value);
    public int CompareTo(CaseId other) => Value.CompareTo(other.Value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A list by which folders go to a department, signed by both sides.</summary>
[JsonConverter(typeof(CountIdConverter<FolderListId>))]
public readonly record struct FolderListId(long Value) : ICountId<FolderListId>
{
    public static FolderListId From(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A rating somebody gave.</summary>
[JsonConverter(typeof(CountIdConverter<RatingId>))]
public readonly record struct RatingId(long Value) : ICountId<RatingId>
{
    public static RatingId From(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An entry in the register of what could not be got done.</summary>
[JsonConverter(typeof(CountIdConverter<UnresolvedId>))]
public readonly record struct UnresolvedId(long Value) : ICountId<UnresolvedId>
{
    public static UnresolvedId From(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An answer of the handbook.</summary>
[JsonConverter(typeof(CountIdConverter<HandbookId>))]
public readonly record struct HandbookId(long Value) : ICountId<HandbookId>
{
    public static HandbookId From(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>Somebody is accompanied, or acted for, by the hall.</summary>
[JsonConverter(typeof(CountIdConverter<ErrandId>))]
public readonly record struct ErrandId(long Value) : ICountId<ErrandId>
{
    public static ErrandId From(long value) => new(value);
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
