namespace TidalHall.Core.Announcing;

public enum SpeechTokenKind
{
    /// <summary>A fixed part of the sentence: one clip.</summary>
    Words,
    /// <summary>A letter of a ticket number, spoken as a letter.</summary>
    Letter,
    /// <summary>A digit of a ticket number, spoken alone: "零", "幺".</summary>
    Digit,
    /// <summary>A window's number, spoken as a whole: "十二".</summary>
    Cardinal,
    /// <summary>The name of a room.</summary>
    Place,
}

/// <summary>The smallest part that a clip or a synthesiser says. A clip set is a file for each kind and text.</summary>
/// <param name="Text">As written in the sentence's language; a letter and a digit are one sign.</param>
public readonly record struct SpeechToken(SpeechTokenKind Kind, string Text);

/// <summary>One whole sentence, said by one voice without a break.</summary>
/// <param name="Language">"zh-CN" or "en".</param>
/// <param name="Text">For a synthesiser: numbers as words one by one, so that "012" is never "twelve".</param>
public sealed record Sentence(string Language, IReadOnlyList<SpeechToken> Tokens, string Text)
{
    /// <summary>What a sentence takes at an ordinary rate; espeak-ng was measured at 0.29 s a syllable of Chinese and 0.28 s an English word.</summary>
    public TimeSpan Length => TimeSpan.FromSeconds(Language is "en" ? 0.3 * Tokens.Sum(WordsOf) : 0.3 * Tokens.Sum(SyllablesOf));

    private static int SyllablesOf(SpeechToken token) => token.Text.Count(char.IsLetterOrDigit);

    private static int WordsOf(SpeechToken token) =>
        token.Kind is SpeechTokenKind.Words or SpeechTokenKind.Place ? token.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length : token.Text.Length;
}
