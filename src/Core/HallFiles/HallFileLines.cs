using System.Text;
using System.Text.Json;

namespace TidalHall.Core.HallFiles;

/// <summary>On which line of a file each place stands; found only once there is a mistake to tell.</summary>
internal static class HallFileLines
{
    /// <summary>Lines from 1, by place as in <see cref="HallFileEntry.Place"/>. A member that stands twice counts where it stands again.</summary>
    /// <param name="text">JSON without a fault.</param>
    internal static Dictionary<string, int> Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var lines = new Dictionary<string, int>();
        // The place of each open object or list, with how many entries of a list were met; null for an object.
        var open = new Stack<(string Place, int? Entries)>();
        var (line, counted, place) = (1, 0, "");
        while (reader.Read())
        {
            line += bytes.AsSpan(counted, (int)reader.TokenStartIndex - counted).Count((byte)'\n');
            counted = (int)reader.TokenStartIndex;
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }
            if (reader.TokenType is JsonTokenType.PropertyName)
            {
                place = Join(open.Peek().Place, reader.GetString()!);
                lines[place] = line;
                continue;
            }
            if (open.TryPeek(out var around) && around.Entries is { } entries)
            {
                open.Pop();
                open.Push((around.Place, entries + 1));
                place = $"{around.Place}[{entries}]";
                lines[place] = line;
            }
            if (reader.TokenType is JsonTokenType.StartObject) open.Push((place, null));
            if (reader.TokenType is JsonTokenType.StartArray) open.Push((place, 0));
        }
        return lines;
    }

    private static string Join(string place, string member) => place.Length == 0 ? member : $"{place}.{member}";
}
