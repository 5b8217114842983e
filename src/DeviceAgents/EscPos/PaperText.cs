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

    internal static int Cells(Rune rune) => EncodedLength(rune) == 1 ? 1 : 2;

    internal static int Cells(string text) => text.EnumerateRunes().Sum(Cells);

    internal static bool NeedsFourBytes(string text) => text.EnumerateRunes().Any(rune => EncodedLength(rune) == 4);

    internal static bool HoldsWide(string text) => text.EnumerateRunes().Any(rune => Cells(rune) == 2);

    /// <summary>Cuts a text into lines of at most <paramref name="columns"/> cells, at a space where there is one.</summary>
    /// <param name="columns">2 or more.</param>
    internal static IReadOnlyList<string> Wrap(string text, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 2);
        var lines = new List<string>();
        var line = new StringBuilder();
        var cells = 0;
        var lastSpace = -1;
        foreach (var rune in text.EnumerateRunes())
        {
            if (cells + Cells(rune) > columns)
            {
                var carried = lastSpace > 0 && rune.Value != ' ' ? line.ToString(lastSpace + 1, line.Length - lastSpace - 1) : "";
                lines.Add((lastSpace > 0 && rune.Value != ' ' ? line.ToString(0, lastSpace) : line.ToString()).TrimEnd());
                line.Clear().Append(carried);
                cells = Cells(carried);
                lastSpace = -1;
                if (rune.Value == ' ') continue;
            }
            if (rune.Value == ' ') lastSpace = line.Length;
            // A break is wanted between Hanzi too, so a space matters only since the last wide character.
            else if (Cells(rune) == 2) lastSpace = -1;
            line.Append(rune.ToString());
            cells += Cells(rune);
        }
        if (line.Length > 0) lines.Add(line.ToString());
        return lines;
    }

    private static bool IsHidden(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
        or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;

    private static Encoding Register()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        return Encoding.GetEncoding("GB18030");
    }
}
