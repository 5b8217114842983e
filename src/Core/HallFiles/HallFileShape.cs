using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using TidalHall.Core.Halls;
using static TidalHall.Core.HallFiles.HallFileMistakeCode;

namespace TidalHall.Core.HallFiles;

/// <summary>Holds a file against the types it is read into, and goes on after a mistake.</summary>
/// <param name="form">How the file is written; null: as hall files are. One that lets unknown members pass is of a newer hall's.</param>
/// <param name="words">How its words are spelt; null: as the types spell them.</param>
internal sealed class HallFileShape(string file, List<HallFileMistake> mistakes, JsonSerializerOptions? form = null, JsonNamingPolicy? words = null)
{
    private readonly JsonSerializerOptions _form = form ?? HallFileJson.Options;

    internal void Check(JsonElement root, JsonTypeInfo type) => Check(new(file, root), type, null);

    private void Check(HallFileEntry entry, JsonTypeInfo type, JsonPropertyInfo? member)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object: CheckObject(entry, type); break;
            case JsonTypeInfoKind.Enumerable: CheckList(entry, type, member); break;
            default: CheckValue(entry, Nullable.GetUnderlyingType(type.Type) ?? type.Type, member); break;
        }
    }

    private void CheckObject(HallFileEntry entry, JsonTypeInfo type)
    {
        if (entry.Element.ValueKind is not JsonValueKind.Object)
        {
            Tell(entry, WrongType, HallFileWord.Object, Found(entry));
            return;
        }
        var seen = new HashSet<string>();
        foreach (var property in entry.Element.EnumerateObject())
        {
            var place = entry with { Element = property.Value, Place = entry.Of(property.Name) };
            var member = type.Properties.FirstOrDefault(p => p.Name == property.Name);
            if (!seen.Add(property.Name)) Tell(place, MemberTwice, property.Name);
            else if (member is null && _form.UnmappedMemberHandling is JsonUnmappedMemberHandling.Skip) continue;
            else if (member is null) Tell(place, UnknownMember, property.Name, type.Properties.Select(p => p.Name).ToList());
            else if (property.Value.ValueKind is not JsonValueKind.Null) Check(place, _form.GetTypeInfo(member.PropertyType), member);
            else if (!member.MayBeNull()) Tell(place, WrongType, Wanted(member.PropertyType), HallFileWord.Nothing);
        }
        foreach (var missing in type.Properties.Where(p => p.IsRequired && !seen.Contains(p.Name))) Tell(entry, MissingMember, missing.Name);
    }

    private void CheckList(HallFileEntry entry, JsonTypeInfo type, JsonPropertyInfo? member)
    {
        if (entry.Element.ValueKind is not JsonValueKind.Array)
        {
            Tell(entry, WrongType, HallFileWord.List, Found(entry));
            return;
        }
        if (entry.Element.GetArrayLength() == 0 && member?.Attribute<MinLengthAttribute>() is not null) Tell(entry, ListEmpty);
        var of = _form.GetTypeInfo(type.ElementType!);
        foreach (var (at, value) in entry.Element.EnumerateArray().Index()) Check(entry with { Element = value, Place = $"{entry.Place}[{at}]" }, of, null);
    }

    private void CheckValue(HallFileEntry entry, Type type, JsonPropertyInfo? member)
    {
        var kind = entry.Element.ValueKind;
        if (type == typeof(bool))
        {
            if (kind is not (JsonValueKind.True or JsonValueKind.False)) Tell(entry, WrongType, HallFileWord.YesNo, Found(entry));
        }
        else if (type == typeof(int))
        {
            if (kind is not JsonValueKind.Number || !entry.Element.TryGetInt32(out var number)) Tell(entry, WrongType, HallFileWord.WholeNumber, Found(entry));
            else if (member?.Attribute<RangeAttribute>() is { } range && (number < (int)range.Minimum || number > (int)range.Maximum))
                Tell(entry, OutOfRange, number, range.Minimum, range.Maximum);
        }
        else if (entry.AsText is { } text) CheckText(entry, text, type, member);
        else Tell(entry, WrongType, HallFileWord.Text, Found(entry));
    }

    private void CheckText(HallFileEntry entry, string text, Type type, JsonPropertyInfo? member)
    {
        if (type.IsEnum)
        {
            string[] known = [.. Enum.GetNames(type).Select(n => words?.ConvertName(n) ?? n)];
            if (!known.Contains(text)) Tell(entry, ValueNotAllowed, text, known);
        }
        else if (type == typeof(TimeOnly))
        {
            if (HallFileEntry.ReadTime(text) is null) Tell(entry, NotATime, text);
        }
        else if (type == typeof(DateOnly))
        {
            if (!DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) Tell(entry, NotADate, text);
        }
        else if (type != typeof(string))
        {
            if (!TextId.IsValid(text)) Tell(entry, NotAnId, text, TextId.MaxLength);
        }
        else if (text.Any(char.IsControl)) Tell(entry, ControlCharacter, text);
        else if (string.IsNullOrWhiteSpace(text)) Tell(entry, TextEmpty);
        else if (member?.Attribute<RegularExpressionAttribute>() is { } form && !Regex.IsMatch(text, form.Pattern)) Tell(entry, WrongForm, text, new FormOfMember(member.Name));
    }

    private void Tell(HallFileEntry entry, HallFileMistakeCode code, params object[] arguments) => mistakes.Add(new(entry.File, entry.Place, code, arguments));

    private HallFileWord Wanted(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? Wanted(inner)
        : type.IsArray ? HallFileWord.List
        : type == typeof(bool) ? HallFileWord.YesNo
        : type == typeof(int) ? HallFileWord.WholeNumber
        : _form.GetTypeInfo(type).Kind is JsonTypeInfoKind.Object ? HallFileWord.Object
        : HallFileWord.Text;

    private static object Found(HallFileEntry entry) => entry.Element.ValueKind switch
    {
        JsonValueKind.Object => HallFileWord.Object,
        JsonValueKind.Array => HallFileWord.List,
        JsonValueKind.Null => HallFileWord.Nothing,
        JsonValueKind.String => string.Create(CultureInfo.InvariantCulture, $"\"{entry.Element.GetString()}\""),
        _ => entry.Element.GetRawText(),
    };
}
