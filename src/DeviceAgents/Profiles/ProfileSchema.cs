using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;

namespace TidalHall.DeviceAgents.Profiles;

/// <summary>The JSON schema of a profile, made from the types; it stands as hardware-profile.schema.json beside the profiles.</summary>
internal static class ProfileSchema
{
    internal static string Make()
    {
        var schema = (JsonObject)JsonSchemaExporter.GetJsonSchemaAsNode(ProfileFile.Options, typeof(DeviceProfile),
            new() { TreatNullObliviousAsNonNullable = true, TransformSchemaNode = Complete });
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        return schema.ToJsonString(new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n";
    }

    private static JsonNode Complete(JsonSchemaExporterContext context, JsonNode node)
    {
        var type = Nullable.GetUnderlyingType(context.TypeInfo.Type) ?? context.TypeInfo.Type;
        // Behind a converter of ours the exporter sees nothing.
        var schema = node as JsonObject ?? [];
        if (type.IsEnum) schema["enum"] = new JsonArray([.. Enum.GetNames(type).Select(name => JsonValue.Create(name))]);
        if (context.PropertyInfo?.AttributeProvider is not { } property) return schema;
        if (Attribute<RangeAttribute>(property) is { } range) (schema["minimum"], schema["maximum"]) = ((int)range.Minimum, (int)range.Maximum);
        if (Attribute<DescriptionAttribute>(property) is { } description) schema.Insert(0, "description", description.Description);
        return schema;
    }

    private static T? Attribute<T>(ICustomAttributeProvider property) where T : Attribute => property.GetCustomAttributes(typeof(T), inherit: false).OfType<T>().FirstOrDefault();
}
