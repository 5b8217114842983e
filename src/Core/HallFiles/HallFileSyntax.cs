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
            var document = JsonDocument.Parse(text);
            if (HalfSign(text) is not { } at) return document;
            document.Dispose();
            Tell(HallFileMistakeCode.NotJson, at);
        }
        catch (JsonException e)
        {
            if (IsBrokenOff(text)) Tell(HallFileMistakeCode.BrokenOff, End(text));
            else Tell(HallFileMistakeCode.NotJson, Position(text, (int)(e.LineNumber ?? 0), e.BytePositionInLine ?? 0));
        }
        return null;

        void Tell(HallFileMistakeCode code, (long Line, long Column) at) => mistakes.Add(new(file, "", code, at.Line, at.Column));
    }

    /// <summary>Where a text holds half a sign, like <c>\ud800</c> alone: the parser lets it pass and fails when the text is read.</summary>
    private static (long Line, long Column)? HalfSign(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName) || !reader.ValueIsEscaped) continue;
            try
            {
                reader.GetString();
            }
            catch (InvalidOperationException)
            {
                var before = bytes.AsSpan(0, (int)reader.TokenStartIndex);
                return Position(text, before.Count((byte)'\n'), before.Length - before.LastIndexOf((byte)'\n') - 1);
            }
        }
        return null;
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
    private static (long Line, long Column) Position(string text, int line, long bytesBefore)
    {
        var bytes = Encoding.UTF8.GetBytes(text.Split('\n').ElementAtOrDefault(line) ?? "");
        var before = Encoding.UTF8.GetCharCount(bytes, 0, (int)Math.Min(bytesBefore, bytes.Length));
        return (line + 1, before + 1);
    }
}
