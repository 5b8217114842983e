using System.Globalization;
using System.Text;

namespace TidalHall.Core.Queueing;

/// <summary>What people may type into a note: one line of plain text. Markup is text like any other; who shows it encodes it.</summary>
public static class NoteText
{
    /// <summary>UTF-16 units of a note at most.</summary>
    public const int MaxLength = 200;

    /// <summary>Why the vault does not take a text; null where it does.</summary>
    public static Refusal? Refuses(string text) => IsPlain(text, MaxLength) ? null : Refusal.Because(RefusalCode.TextNotPlain, MaxLength);

    // Control signs would reach printers and screens as orders; turned writing direction and halves of a sign make a lie or a hole of the text.
    internal static bool IsPlain(string text, int most) => text.Length <= most && text.EnumerateRunes().All(r => Rune.GetUnicodeCategory(r) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && r != Rune.ReplacementChar);
}
