using System.Text;
using System.Text.Json;

namespace TidalHall.Core.HallFiles;

/// <summary>Whether a text is JSON at all, and where it stops being so.</summary>
internal static class HallFileSyntax
{
    internal static JsonDocument? Parse(string text, string file, List<HallFileMistake> mistakes)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            var (line, column) = IsBrokenOff(text) ? End(text) : Position(text, e);
            mistakes.Add(new(file, "", IsBrokenOff(text) ? HallFileMistakeCode.BrokenOff : HallFileMistakeCode.NotJson, line, column));
            return null;
        }
    }

    /// <summary>Right as far as it goes: a reader that hopes for more finds nothing wrong.</summary>
    private static bool IsBrokenOff(string text)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), isFinalBlock: false, default);
        try
        {
            while (reader.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static (long Line, long Column) End(string text)
    {
        var lines = text.TrimEnd().Split('\n');
        return (lines.Length, lines[^1].Length + 1);
    }

    /// <summary>From 1, in characters: the reader counts from 0, in bytes.</summary>
    private static (long Line, long Column) Position(string text, JsonException e)
    {
        var line = (int)(e.LineNumber ?? 0);
        var bytes = Encoding.UTF8.GetBytes(text.Split('\n').ElementAtOrDefault(line) ?? "");
        var before = Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(e.BytePositionInLine ?? 0, bytes.Length));
        return (line + 1, before + 1);
    }
}
