using System.Text;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>The text of a line, or none: what cannot be read or would command a screen is no text.</summary>
internal static class LineText
{
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    internal static string? Read(ReadOnlySpan<byte> line, TextCode code)
    {
        try
        {
            var text = (code is TextCode.Gbk ? Gbk : Utf8).GetString(line).Trim();
            return text.Length == 0 || text.Any(char.IsControl) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
