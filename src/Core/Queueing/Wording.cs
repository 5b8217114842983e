using System.Globalization;
using System.Text;

namespace TidalHall.Core.Queueing;

/// <summary>What people may type into a reason: one line of plain text. Markup is text like any other; who shows it encodes it.</summary>
internal static class Wording
{
    /// <summary>Signs of a reason at most.</summary>
    internal const int MaxLength = 200;

    internal static Refusal? Refuses(HallCommand command) => ReasonOf(command) is { } reason && !IsPlain(reason)
        ? Refusal.Because(RefusalCode.TextNotPlain, MaxLength)
        : null;

    private static string? ReasonOf(HallCommand command) => command switch
    {
        CallChosen c => c.Reason,
        ReleaseTicket c => c.Reason,
        PauseWindow c => c.Reason,
        ClearSession c => c.Reason,
        AssignWindow c => c.Reason,
        _ => null,
    };

    // Control signs would reach printers and screens as orders; turned writing direction and halves of a sign make a lie or a hole of the text.
    private static bool IsPlain(string text) => text.Length <= MaxLength && text.EnumerateRunes().All(r => Rune.GetUnicodeCategory(r) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate)
        && r != Rune.ReplacementChar);
}
