using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Handbooks;

/// <summary>A question that a window could not answer, as anybody may ask it, with the unit's answer.</summary>
/// <remarks>Plain text, in the journal for ever: it is written for everybody, by the unit, and not in a citizen's words; those are a note in the vault.</remarks>
/// <param name="Question">1 to <see cref="MaxQuestion"/> UTF-16 units, one line.</param>
/// <param name="Answer">1 to <see cref="MaxAnswer"/> UTF-16 units, one line.</param>
public sealed record HandbookText(string Question, string Answer)
{
    public const int MaxQuestion = 200;
    public const int MaxAnswer = 500;

    /// <summary>So many digits in a row are a mobile or an ID number, and no office's telephone.</summary>
    private const int DigitsOfSomebody = 11;

    /// <summary>Why it does not go into a handbook; null where it does.</summary>
    internal Refusal? Refuses() =>
        !IsWritten(Question, MaxQuestion) || !IsWritten(Answer, MaxAnswer) ? Refusal.Because(RefusalCode.HandbookTextNotPlain, MaxQuestion, MaxAnswer)
        : NamesSomebody(Question) || NamesSomebody(Answer) ? Refusal.Because(RefusalCode.HandbookNamesSomebody)
        : null;

    private static bool IsWritten(string text, int most) => !string.IsNullOrWhiteSpace(text) && NoteText.IsPlain(text, most);

    private static bool NamesSomebody(string text)
    {
        var digits = 0;
        return text.Any(sign => (digits = char.IsDigit(sign) ? digits + 1 : 0) == DigitsOfSomebody);
    }
}

/// <summary>An answer of the handbook.</summary>
/// <param name="By">Who answered for the unit.</param>
/// <param name="Answers">The question of the register that it answers.</param>
public sealed record HandbookEntry(HandbookId Id, ItemId Item, HandbookText Text, ClerkId By, DateOnly On, UnresolvedId Answers);

public sealed record HandbookWritten(HandbookId Entry, ItemId Item, HandbookText Text, ClerkId By, DateOnly On, UnresolvedId Answers) : HallEvent;
/// <summary>It is true no more.</summary>
public sealed record HandbookRetired(HandbookId Entry, Reason Reason, ClerkId By) : HallEvent;

/// <summary>Puts an answer in other words, or right; it stays the answer to the same question of the register.</summary>
public sealed record ReviseAnswer(HandbookId Entry, HandbookText Text, ClerkId? By = null) : HallCommand;
/// <summary>Takes an answer out that is true no more.</summary>
public sealed record RetireAnswer(HandbookId Entry, Reason? Reason, ClerkId? By = null) : HallCommand;
