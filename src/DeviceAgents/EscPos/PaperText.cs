using System.Globalization;
using System.Text;

namespace TidalHall.DeviceAgents.EscPos;

/// <summary>What a ticket printer makes of a text: the bytes it is sent, the cells it takes.</summary>
/// <remarks>A cell is half a Hanzi wide. A printer gives one cell to one byte and two to any other character, so the
/// width follows the encoding and not Unicode's table: "·" and "–" take two.</remarks>
internal static class PaperText
{
    private static readonly Encoding Gb18030 = Register();

    /// <summary>The text without what could command the printer: breaks become spaces, all other control, formatting
    /// and unpaired characters are dropped.</summary>
    internal static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            // A half of a pair is reported as the replacement character, which a sender may also write himself: both go.
            Rune.DecodeFromUtf16(rest, out var rune, out var taken);
            rest = rest[taken..];
            if (rune.Value is '\t' or '\n' or '\r' or 0x2028 or 0x2029) clean.Append(' ');
            else if (rune != Rune.ReplacementChar && !IsHidden(rune)) clean.Append(rune.ToString());
        }
        return clean.ToString().Trim();
    }

    internal static byte[] Encode(string text) => Gb18030.GetBytes(text);

    internal static string Decode(ReadOnlySpan<byte> bytes) => Gb18030.GetString(bytes);

    /// <summary>1, 2 or 4.</summary>
    internal static int EncodedLength(Rune rune)
    {
        Span<char> utf16 = stackalloc char[2];
        return Gb18030.GetByteCount(utf16[..rune.EncodeToUtf16(utf16)]);
    }

    /// <summary>GB18030 has one byte for ASCII alone.</summary>
    internal static int Cells(Rune rune) => rune.IsAscii ? 1 : 2;

    internal static int Cells(string text) => text.EnumerateRunes().Sum(Cells);

    internal static bool NeedsFourBytes(string text) => text.EnumerateRunes().Any(rune => EncodedLength(rune) == 4);

    internal static bool HoldsWide(string text) => text.EnumerateRunes().Any(rune => Cells(rune) == 2);

    /// <summary>Cuts a text into lines of at most <paramref name="columns"/> cells: at spaces and around Hanzi, but no line begins with a closing
    /// mark or ends with an opening one. Only what is wider than a line by itself is cut anywhere.</summary>
    /// <param name="columns">2 or more.</param>
    internal static IReadOnlyList<string> Wrap(string text, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        var lines = new List<string>();
        var line = "";
        foreach (var piece in Pieces(text))
        {
            if (Cells(line) + Cells(piece.TrimEnd()) <= columns)
            {
                line += piece;
                continue;
            }
            if (line.Length > 0) lines.Add(line.TrimEnd());
            line = "";
            foreach (var rune in piece.TrimStart().EnumerateRunes())
            {
                if (Cells(line) + Cells(rune) > columns && rune.Value != ' ')
                {
                    lines.Add(line.TrimEnd());
                    line = "";
                }
                line += rune.ToString();
            }
        }
        if (line.Length > 0) lines.Add(line.TrimEnd());
        return lines;
    }

    // After CLREQ, "line composition rules": never at a line's beginning; never at its end.
    private const string Closing = "、。，．：；！？…—–·～”’）》〉」』】〕〗］｝％℃)]},.:;!?%";
    private const string Opening = "“‘（《〈「『【〔〖［｛([{";

    /// <summary>What stays together on a line, with the spaces after it.</summary>
    private static IEnumerable<string> Pieces(string text)
    {
        var piece = new StringBuilder();
        var (before, sign) = (default(Rune), default(Rune));
        foreach (var rune in text.EnumerateRunes())
        {
            var mayBreak = rune.Value != ' ' && (before.Value == ' ' || Cells(before) == 2 || Cells(rune) == 2) && !Holds(Closing, rune) && !Holds(Opening, sign);
            if (mayBreak && piece.Length > 0)
            {
                yield return piece.ToString();
                piece.Clear();
            }
            piece.Append(rune.ToString());
            before = rune;
            if (rune.Value != ' ') sign = rune;
        }
        if (piece.Length > 0) yield return piece.ToString();
    }

    private static bool Holds(string marks, Rune rune) => rune.IsBmp && marks.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static Encoding Register()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
