using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using TidalHall.Core.Cases;
using TidalHall.Core.Halls;

namespace TidalHall.Core.HallFiles;

/// <summary>How hall files are written: names as they stand, nothing unknown, nothing missing, numbers as numbers.</summary>
/// <remarks>Stricter than the journal's form, which must read what older files said.</remarks>
internal static class HallFileJson
{
    internal static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false) },
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveItemsOut } },
    };

    internal static JsonTypeInfo Plan => Options.GetTypeInfo(typeof(HallPlan));
    internal static JsonTypeInfo Items => Options.GetTypeInfo(typeof(ItemsDocument));

    /// <summary>A bare name: the file lies beside the hall file, never elsewhere.</summary>
    internal static bool IsFileName(string name) => Plan.Properties.Single(p => p.Name == "itemsFile").Attribute<RegularExpressionAttribute>() is { Pattern: var form } && Regex.IsMatch(name, form);

    internal static TAttribute? Attribute<TAttribute>(this JsonPropertyInfo member) where TAttribute : Attribute =>
        member.AttributeProvider?.GetCustomAttributes(typeof(TAttribute), inherit: false).OfType<TAttribute>().FirstOrDefault();

    internal static bool MayBeNull(this JsonPropertyInfo member) => member.IsSetNullable && member.AssociatedParameter?.IsNullable is not false;

    private static void LeaveItemsOut(JsonTypeInfo type)
    {
        if (type.Type != typeof(HallPlan)) return;
        foreach (var items in type.Properties.Where(p => p.PropertyType == typeof(ServiceItem[]) || p.PropertyType == typeof(CalendarYear[])).ToList()) type.Properties.Remove(items);
    }
}

/// <summary>The items' file.</summary>
internal sealed record ItemsDocument
{
    [JsonPropertyName("$schema")]
    public string? Schema { get; init; }
    [MinLength(1)]
    public required ServiceItem[] Items { get; init; }
}
