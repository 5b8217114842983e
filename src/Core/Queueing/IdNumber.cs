using System.Globalization;
using TidalHall.Core.Cases;

namespace TidalHall.Core.Queueing;

/// <summary>What is wrong with a resident's ID number.</summary>
public enum IdNumberFault { Form, BirthDate, CheckDigit, Division }

/// <summary>A resident's ID number (GB 11643): six digits of the division, the birth date, three of order, and a check.</summary>
/// <remarks>The check is ISO 7064 mod 11-2, 10 written X. The division may be abolished: numbers keep the code of their first registration.</remarks>
public static class IdNumber
{
    public const int Length = 18;

    /// <param name="text">A lower-case x is well.</param>
    /// <param name="today">A birth after it is none.</param>
    /// <param name="newer">Divisions founded since the list that is shipped.</param>
    /// <returns>Null: nothing is wrong.</returns>
    public static IdNumberFault? Check(ReadOnlySpan<char> text, DateOnly today, string[]? newer = null)
    {
        if (text.Length != Length || text[..^1].ContainsAnyExceptInRange('0', '9') || !(char.IsAsciiDigit(text[^1]) || text[^1] is 'X' or 'x')) return IdNumberFault.Form;
        if (!DateOnly.TryParseExact(text[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) || born > today || born.Year < 1850) return IdNumberFault.BirthDate;
        if (CheckSign(text[..^1]) != char.ToUpperInvariant(text[^1])) return IdNumberFault.CheckDigit;
        return Divisions.Has(text[..6]) || newer?.Contains(text[..6].ToString()) is true ? null : IdNumberFault.Division;
    }

    /// <summary>The number in its written form, a lower-case x made large. Of a card that was read: a division we do not know is the list's fault, not the card's.</summary>
    public static bool TryRead(ReadOnlySpan<char> text, DateOnly today, out string number)
    {
        var isOne = Check(text, today) is null or IdNumberFault.Division;
        number = isOne ? string.Concat(text[..^1], [char.ToUpperInvariant(text[^1])]) : "";
        return isOne;
    }

    /// <param name="digits">17 of them.</param>
    public static char CheckSign(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        foreach (var digit in digits) sum = (sum + digit - '0') * 2 % 11;
        return "10X98765432"[sum];
    }

    /// <summary>The refusal of a fault, each with its own.</summary>
    public static RefusalCode CodeOf(IdNumberFault fault) => fault switch
    {
        IdNumberFault.BirthDate => RefusalCode.IdNumberBirthDate,
        IdNumberFault.CheckDigit => RefusalCode.IdNumberCheckDigit,
        IdNumberFault.Division => RefusalCode.IdNumberDivision,
        _ => RefusalCode.IdNumberForm,
    };
}
