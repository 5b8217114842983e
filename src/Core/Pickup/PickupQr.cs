using TidalHall.Core.Queueing;

namespace TidalHall.Core.Pickup;

/// <summary>What a pickup QR holds: which case, and its code; "P-CASE-12345678".</summary>
public static class PickupQr
{
    private const string Mark = "P-";

    public static string Of(TicketCode of, string code) => $"{Mark}{of}-{code}";

    public static bool TryRead(string? text, out TicketCode of, out string code)
    {
        (of, code) = (default, "");
        if (text is null || text.Length != Mark.Length + TicketCode.Length + 1 + PickupCode.Digits || !text.StartsWith(Mark, StringComparison.Ordinal) || text[Mark.Length + TicketCode.Length] != '-') return false;
        code = text[^PickupCode.Digits..];
        return PickupCode.IsOne(code) && TicketCode.TryParse(text.Substring(Mark.Length, TicketCode.Length), out of);
    }

    /// <summary>The 8 digits in what was keyed in or scanned, a QR or the digits alone; null: none.</summary>
    public static string? CodeIn(string said) => TryRead(said, out _, out var code) ? code : said.Replace(" ", "", StringComparison.Ordinal) is var digits && PickupCode.IsOne(digits) ? digits : null;
}
