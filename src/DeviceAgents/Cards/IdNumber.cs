using System.Globalization;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>A resident's ID number by GB 11643: area 6, birth 8, order 3, check 1.</summary>
internal static class IdNumber
{
    internal const int Length = 18;
    private static ReadOnlySpan<byte> Weights => [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    /// <summary>The number in its written form, a lower-case x made large; false: its form, its birth or its check digit is wrong.</summary>
    /// <param name="today">A birth after it is wrong.</param>
    internal static bool TryRead(ReadOnlySpan<char> text, DateOnly today, out string number)
    {
        number = "";
        if (text.Length != Length || text[..17].ContainsAnyExceptInRange('0', '9')) return false;
        if (!DateOnly.TryParseExact(text.Slice(6, 8), "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var birth) || birth > today) return false;
        if (char.ToUpperInvariant(text[17]) != CheckDigit(text[..17])) return false;
        number = string.Concat(text[..17], [char.ToUpperInvariant(text[17])]);
        return true;
    }

    /// <summary>ISO 7064 MOD 11-2.</summary>
    /// <param name="digits">17 of them.</param>
    internal static char CheckDigit(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++) sum += (digits[i] - '0') * Weights[i];
        return "10X98765432"[sum % 11];
    }
}
