using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Core.Announcing;

/// <summary>How numbers sound. A ticket's digits go one by one and keep their zeros; a window's number is one word.</summary>
public static class SpokenForm
{
    private const string Digits = "零一二三四五六七八九";

    /// <summary>"A012" as A, 零, 幺, 二; in English as A, 0, 1, 2.</summary>
    public static IEnumerable<SpeechToken> Of(TicketNumber number, string language, DigitOne one) => number.ToString().Select(sign => char.IsAsciiDigit(sign)
        ? new SpeechToken(SpeechTokenKind.Digit, (language is "en" ? sign : Digit(sign - '0', one)).ToString())
        : new SpeechToken(SpeechTokenKind.Letter, sign.ToString()));

    /// <summary>0 to 9 as they sound in a ticket's number.</summary>
    internal static IEnumerable<SpeechToken> AllDigits(string language, DigitOne one) =>
        Enumerable.Range(0, 10).Select(d => new SpeechToken(SpeechTokenKind.Digit, (language is "en" ? (char)('0' + d) : Digit(d, one)).ToString()));

    /// <summary>"A 零 幺 二" and "A, 0 1 2": the comma keeps a synthesiser from reading the letter as an article.</summary>
    public static string Text(TicketNumber number, string language, DigitOne one)
    {
        var signs = Of(number, language, one).ToLookup(t => t.Kind, t => t.Text);
        var (letters, digits) = (signs[SpeechTokenKind.Letter], signs[SpeechTokenKind.Digit]);
        return language is "en" ? $"{string.Concat(letters)}, {string.Join(' ', digits)}" : string.Join(' ', letters.Concat(digits));
    }

    /// <summary>A cardinal as it is said before 号: 3 三, 12 十二, 110 一百一十.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 1 to 999.</exception>
    public static string Cardinal(int number, string language)
    {
        if (number is < 1 or > 999) throw new ArgumentOutOfRangeException(nameof(number), number, "1 to 999");
        return language is "en" ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : Chinese(number);
    }

    private static string Chinese(int number) => number switch
    {
        < 10 => Digits[number].ToString(),
        < 20 => "十" + Rest(number - 10),
        < 100 => Digits[number / 10] + "十" + Rest(number % 10),
        _ => Digits[number / 100] + "百" + (number % 100) switch
        {
            0 => "",
            < 10 and var units => "零" + Digits[units],
            // Inside a hundred, ten is 一十.
            var tens => Digits[tens / 10] + "十" + Rest(tens % 10),
        },
    };

    private static string Rest(int units) => units == 0 ? "" : Digits[units].ToString();

    private static char Digit(int digit, DigitOne one) => digit == 1 && one is DigitOne.Yao ? '幺' : Digits[digit];
}
