using System.Globalization;

namespace TidalHall.Core.Queueing;

/// <summary>What is wrong with a resident's ID number.</summary>
public enum IdNumberFault { Form, BirthDate, CheckDigit }

/// <summary>A resident's ID number (GB 11643): six digits of the division, the birth date, three of order, and a check.</summary>
/// <remarks>The division is not looked up: the codes of abolished ones stay on their people's cards. The check is ISO 7064 mod 11-2, 10 written X.</remarks>
public static class IdNumber
{
    private const int Length = 18;

    /// <param name="today">A birth after it is none.</param>
    /// <returns>Null: nothing is wrong.</returns>
    public static IdNumberFault? Check(string? text, DateOnly today)
    {
        if (text is not { Length: Length } || !text[..^1].All(char.IsAsciiDigit) || !(char.IsAsciiDigit(text[^1]) || text[^1] is 'X' or 'x')) return IdNumberFault.Form;
        if (!DateOnly.TryParseExact(text[6..14], "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var born) || born > today || born.Year < 1850) return IdNumberFault.BirthDate;
        var sum = 0;
        foreach (var sign in text) sum = (sum * 2 + (sign is 'X' or 'x' ? 10 : sign - '0')) % 11;
        return sum == 1 ? null : IdNumberFault.CheckDigit;
    }
}
