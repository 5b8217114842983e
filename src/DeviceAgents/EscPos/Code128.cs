using System.Text;

namespace TidalHall.DeviceAgents.EscPos;

/// <summary>The content of a CODE128 bar code as GS k 73 takes it: code sets chosen by "{B" and "{C", where C packs two digits into one symbol.</summary>
internal static class Code128
{
    /// <summary>Fewer digits are not worth the change of code set.</summary>
    private const int WorthC = 4;
    /// <summary>Modules of a symbol, and of the stop pattern, which is wider.</summary>
    private const int Symbol = 11, Stop = 13;

    /// <param name="content">Printable ASCII.</param>
    /// <param name="modules">How wide it is, without quiet zones.</param>
    /// <returns>Null for other signs, nothing, or more than one command takes.</returns>
    internal static byte[]? Encode(string content, out int modules)
    {
        var (data, symbols, inC) = (new List<byte>(), 0, (bool?)null);
        for (var at = 0; at < content.Length;)
        {
            var digits = content.AsSpan(at).IndexOfAnyExceptInRange('0', '9') is var end and >= 0 ? end : content.Length - at;
            var wantsC = digits >= WorthC || (inC is true && digits >= 2);
            if (wantsC != inC)
            {
                data.AddRange([(byte)'{', (byte)(wantsC ? 'C' : 'B')]);
                // The first is the start symbol, later ones are shifts; both are one symbol.
                symbols++;
                inC = wantsC;
            }
            if (wantsC)
                for (; digits >= 2; digits -= 2, at += 2, symbols++) data.Add((byte)((content[at] - '0') * 10 + content[at + 1] - '0'));
            else
            {
                if (content[at] == '{') data.Add((byte)'{');
                data.Add((byte)content[at++]);
                symbols++;
            }
        }
        // The check symbol.
        modules = (symbols + 1) * Symbol + Stop;
        return data.Count is > 0 and <= 255 && content.All(c => c is >= ' ' and <= '~') ? [.. data] : null;
    }
}
