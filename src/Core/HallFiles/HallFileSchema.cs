using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;
using TidalHall.Core.Halls;
using TidalHall.Core.Papers;

namespace TidalHall.Core.HallFiles;

/// <summary>The JSON schemas by which an editor helps to write hall files; made from the same types and attributes the loader checks.</summary>
internal static class HallFileSchema
{
    /// <param name="describe">What a type (no member named) or one of its members means, or null.</param>
    internal static JsonObject Hall(Func<Type, string?, string?> describe) => Of(typeof(HallPlan), "TidalHall hall file", describe);

    /// <inheritdoc cref="Hall"/>
    internal static JsonObject Items(Func<Type, string?, string?> describe) => Of(typeof(ItemsDocument), "TidalHall items file", describe);

    /// <inheritdoc cref="Hall"/>
    internal static JsonObject Paper(Func<Type, string?, string?> describe) => Of(typeof(PaperLayout), "TidalHall layout of a paper", describe);

    private static JsonObject Of(Type type, string title, Func<Type, string?, string?> describe)
    {
        var options = new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = (context, node) => Transform(context, node, describe) };
        var schema = HallFileJson.Options.GetJsonSchemaAsNode(type, options).AsObject();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", title);
        return schema;
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node, Func<Type, string?, string?> describe)
    {
        // "true", anything at all: an id has a converter of its own, behind which the exporter cannot see.
        var schema = node as JsonObject ?? [];
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        var member = context.PropertyInfo;
        if (type == typeof(DateOnly)) Pattern(schema, "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
        else if (type == typeof(TimeOnly)) Pattern(schema, "^([01][0-9]|2[0-3]):[0-5][0-9]$");
        else if (IsId(type)) Id(schema, mayBeNull: member is not null && Nullable.GetUnderlyingType(member.PropertyType) is not null);
        else if (context.TypeInfo.ElementType is { } element && IsId(element)) schema["items"] = Id([], mayBeNull: false);
        else if (type == typeof(string)) Pattern(schema, member?.Attribute<RegularExpressionAttribute>()?.Pattern ?? @"^(?=.*\S)[^\u0000-\u001f\u007f-\u009f]*$");
        if (member?.Attribute<RangeAttribute>() is { } range) (schema["minimum"], schema["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
        if (member?.Attribute<MinLengthAttribute>() is { } least) schema["minItems"] = least.Length;
        var meaning = member is null ? null : describe(member.DeclaringType, (member.AttributeProvider as MemberInfo)?.Name);
        if ((meaning ?? (context.TypeInfo.Kind is JsonTypeInfoKind.Object ? describe(type, null) : null)) is { } told) schema.Insert(0, "description", told);
        return schema;
    }

    private static bool IsId(Type type) => type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ITextId<>));

    private static JsonObject Id(JsonObject schema, bool mayBeNull)
    {
        schema["type"] = mayBeNull ? new JsonArray("string", "null") : "string";
        return Pattern(schema, $"^[A-Za-z0-9_.-]{{1,{TextId.MaxLength}}}$");
    }

    private static JsonObject Pattern(JsonObject schema, string pattern)
    {
        schema.Remove("format");
        schema["pattern"] = pattern;
        return schema;
    }
}
