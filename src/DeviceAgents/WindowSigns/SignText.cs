using System.Text;

namespace TidalHall.DeviceAgents.WindowSigns;

/// <summary>Text as a line of lights can show it: GBK, a Hanzi two cells and two bytes, never half of one.</summary>
internal static class SignText
{
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936, new EncoderReplacementFallback("?"), DecoderFallback.ExceptionFallback)!;

    /// <summary>The first form that fits, or as much of the last as does.</summary>
    /// <param name="forms">The same in ever shorter words.</param>
    /// <param name="cells">Of the sign, two to a Hanzi.</param>
    internal static byte[] Fit(IReadOnlyList<string> forms, int cells)
    {
        var bytes = Array.Empty<byte>();
        foreach (var form in forms)
            if ((bytes = Encode(form)).Length <= cells) return bytes;
        var end = 0;
        while (end < bytes.Length && end + Width(bytes[end]) <= cells) end += Width(bytes[end]);
        return bytes[..end];
    }

    /// <summary>The number the forms speak of, or null: the digits of the first that has some, "A012" is 12.</summary>
    internal static int? Number(IReadOnlyList<string> forms)
    {
        // The shortest first: a long form names a window too.
        foreach (var form in forms.Reverse())
        {
            var start = form.AsSpan().IndexOfAnyInRange('0', '9');
            if (start < 0) continue;
            var digits = form.AsSpan(start);
            var end = digits.IndexOfAnyExceptInRange('0', '9');
            return int.TryParse(end < 0 ? digits : digits[..end], out var number) ? number : null;
        }
        return null;
    }

    private static byte[] Encode(string text) => Gbk.GetBytes(string.Concat(text.EnumerateRunes().Where(r => !Rune.IsControl(r)).Select(r => r.IsBmp ? r.ToString() : "?")));
    private static int Width(byte lead) => lead >= 0x81 ? 2 : 1;
}
