using System.Text;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A printer's table of signs: two-byte Chinese (FS &amp;), or one of the single-byte pages of ESC t.</summary>
internal sealed class SignTable
{
    private const int ChinesePage = -1;
    private readonly int _page;
    private readonly Encoding? _encoding;

    private SignTable(int page, int codePage)
    {
        _page = page;
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        // A printer has signs where Windows has none: what .NET does not know is counted and shown as a box.
        if (codePage > 0) _encoding = Encoding.GetEncoding(codePage);
    }

    internal static SignTable Chinese { get; } = new(ChinesePage, 54936);

    /// <summary>By ESC t's n, as Epson numbers them.</summary>
    private static readonly Dictionary<int, int> CodePages = new()
    {
        [0] = 437, [2] = 850, [3] = 860, [4] = 863, [5] = 865, [13] = 857, [14] = 737, [15] = 28597, [16] = 1252, [17] = 866, [18] = 852, [19] = 858, [32] = 720, [33] = 775, [34] = 855,
        [35] = 861, [36] = 862, [37] = 864, [38] = 869, [39] = 28592, [40] = 28605, [45] = 1250, [46] = 1251, [47] = 1253, [48] = 1254, [49] = 1255, [50] = 1256, [51] = 1257, [52] = 1258, [255] = 0,
    };

    private static readonly SignTable[] Pages = [.. Enumerable.Range(0, 256).Select(n => new SignTable(n, CodePages.GetValueOrDefault(n)))];

    /// <summary>The page of ESC t n; one that is not known here shows boxes above 7F.</summary>
    internal static SignTable Page(byte n) => Pages[n];

    internal bool IsChinese => _page == ChinesePage;

    /// <summary>How many bytes a sign takes, 0 while that cannot be told.</summary>
    internal int LengthOf(ReadOnlySpan<byte> bytes)
    {
        // GB18030: one byte below 0x81, four where the second is a digit, else two.
        if (!IsChinese || bytes[0] < 0x81) return 1;
        return bytes.Length < 2 ? 0 : bytes[1] is >= 0x30 and <= 0x39 ? 4 : 2;
    }

    internal string Decode(ReadOnlySpan<byte> bytes)
    {
        if (IsChinese) return _encoding!.GetString(bytes);
        var text = new StringBuilder(bytes.Length);
        foreach (var b in bytes)
            text.Append(b < 0x80 ? (char)b : Above(b));
        return text.ToString();
    }

    private char Above(byte b)
    {
        // Half-width Katakana, JIS X 0201.
        if (_page == 1) return b is >= 0xA1 and <= 0xDF ? (char)(0xFF61 + b - 0xA1) : '□';
        Span<char> sign = stackalloc char[2];
        return _encoding is not null && _encoding.GetChars([b], sign) == 1 && !char.IsControl(sign[0]) && sign[0] != '\uFFFD' ? sign[0] : '□';
    }
}
