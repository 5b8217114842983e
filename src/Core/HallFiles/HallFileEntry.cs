using System.Globalization;
using System.Text.Json;

namespace TidalHall.Core.HallFiles;

/// <summary>A part of a file and its place, read with forbearance: what has the wrong shape is told elsewhere and is absent here.</summary>
internal readonly record struct HallFileEntry(string File, JsonElement Element, string Place = "")
{
    internal HallFileEntry? Member(string name) =>
        Element.ValueKind is JsonValueKind.Object && Element.TryGetProperty(name, out var value) && value.ValueKind is not JsonValueKind.Null
            ? new(File, value, Of(name))
            : null;

    internal HallFileEntry[] List(string name) =>
        Member(name) is { Element.ValueKind: JsonValueKind.Array } list
            ? [.. list.Element.EnumerateArray().Select((value, at) => new HallFileEntry(list.File, value, $"{list.Place}[{at}]"))]
            : [];

    internal string? AsText => Element.ValueKind is JsonValueKind.String ? Element.GetString() : null;

    internal string? Text(string name) => Member(name)?.AsText;

    internal int? Number(string name) =>
        Member(name) is { Element: { ValueKind: JsonValueKind.Number } number } && number.TryGetInt32(out var value) ? value : null;

    internal TimeOnly? Time(string name) => ReadTime(Text(name));

    internal string Of(string member) => Place.Length == 0 ? member : $"{Place}.{member}";

    internal static TimeOnly? ReadTime(string? text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
}
