using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace TidalHall.Hub.Api;

/// <summary>Why a body is not what an order takes: the framework knows, but says it in one language and in its own words.</summary>
internal static partial class BodyMisfit
{
    private static readonly JsonDocumentOptions Once = new() { AllowDuplicateProperties = false };

    /// <param name="wrong">What the framework found at the first part that does not fit.</param>
    /// <param name="strict">What it was read by.</param>
    public static IResult Of<T>(byte[] body, JsonException wrong, JsonSerializerOptions strict)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind is not JsonValueKind.Object) return ApiProblem.Form("NoObject");
        }
        catch (JsonException e)
        {
            return ApiProblem.Form("NoJson", e.LineNumber + 1, e.BytePositionInLine + 1);
        }
        var member = (wrong.Path ?? "").TrimStart('$', '.');
        return IsTwice(body) ? ApiProblem.Form("Twice", member) : Of(strict.GetTypeInfo(typeof(T)), member, strict);
    }

    private static bool IsTwice(byte[] body)
    {
        try
        {
            JsonDocument.Parse(body, Once).Dispose();
            return false;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>Goes down the path to the part: it is not known there, or is of another kind.</summary>
    private static IResult Of(JsonTypeInfo type, string member, JsonSerializerOptions strict)
    {
        foreach (var name in Step().Matches(member).Select(m => m.Value))
        {
            while (type.ElementType is { } element) type = strict.GetTypeInfo(element);
            if (type.Properties.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } known)
                return ApiProblem.Form("NotKnown", member, type.Properties.Count > 0 ? string.Join(", ", type.Properties.Select(p => p.Name)) : new ApiText("Nothing"));
            type = strict.GetTypeInfo(known.PropertyType);
        }
        // "materials[2]": a thing in the list, not the list.
        if (member.EndsWith(']') && type.ElementType is { } one) type = strict.GetTypeInfo(one);
        return ApiProblem.Needed(member, new ApiText(KindOf(type)));
    }

    private static string KindOf(JsonTypeInfo type) => (Nullable.GetUnderlyingType(type.Type) ?? type.Type) switch
    {
        var t when t == typeof(string) => "KindText",
        var t when t == typeof(bool) => "KindTruth",
        var t when t == typeof(DateOnly) => "Date",
        var t when t == typeof(DateTimeOffset) => "KindInstant",
        var t when t.IsPrimitive => "KindNumber",
        _ when type.Kind is JsonTypeInfoKind.Enumerable => "KindList",
        _ => "KindObject",
    };

    [GeneratedRegex(@"[^.\[\]]+(?=\[\d+\]|\.|$)")]
    private static partial Regex Step();
}
