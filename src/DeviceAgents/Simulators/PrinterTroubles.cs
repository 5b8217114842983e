namespace TidalHall.DeviceAgents.Simulators;

/// <summary>What is wrong with a simulated printer, to be set while it runs.</summary>
internal sealed class PrinterTroubles
{
    private int _eat;
    private int _powerLeft = -1;
    private int _eatOnReturn;
    private int _lineLeft = -1;
    private int _heardLeft = -1;
    private int _linesLeft = -1;

    /// <summary>Its state changed: what automatic status tells.</summary>
    public event Action? Changed;
    /// <summary>All lines are to be reset now.</summary>
    public event Action? Disconnected;

    public bool PaperOut { get; set => Set(ref field, value); }
    public bool NearEnd { get; set => Set(ref field, value); }
    public bool CoverOpen { get; set => Set(ref field, value); }
    public bool CutterJam { get; set => Set(ref field, value); }
    /// <summary>Answers nothing.</summary>
    public bool Silent { get; set; }
    /// <summary>Prints, but does not say so.</summary>
    public bool WithholdProof { get; set; }
    /// <summary>Sent before each answer: noise, or an automatic status block nobody asked for.</summary>
    public byte[] Chatter { get; set; } = [];
    /// <summary>Of each answer that has several bytes only the first half is sent; one byte is none.</summary>
    public bool HalfFrames { get; set; }
    /// <summary>Sends back whatever it gets, as some RS-485 adapters do.</summary>
    public bool Echo { get; set; }
    /// <summary>Each answer comes so much later.</summary>
    public TimeSpan Late { get; set; }
    /// <summary>Takes so many bytes ahead of the paper and lets go of the rest; null: it makes the sender wait.</summary>
    public SmallBuffer? Buffer { get; set; }
    /// <summary>Every connection is taken, and all that is sent to it lost.</summary>
    public bool Swallows { get; set; }

    public bool CannotPrint => PaperOut || CoverOpen || CutterJam;

    /// <summary>The next bytes are swallowed, as after power-on.</summary>
    public void Eat(int bytes) => _eat = bytes;

    /// <summary>The power goes after so many more bytes; when it is back the first <paramref name="eatOnReturn"/> bytes are swallowed.</summary>
    public void CutPowerAfter(int bytes, int eatOnReturn = 0) => (_powerLeft, _eatOnReturn) = (bytes, eatOnReturn);

    /// <summary>The line is reset after so many more bytes; what came is printed.</summary>
    public void CutLineAfter(int bytes) => _lineLeft = bytes;

    /// <summary>After so many more bytes all that is sent is lost, and nobody is told.</summary>
    public void SwallowAfter(int bytes) => _heardLeft = bytes;

    public void Disconnect() => Disconnected?.Invoke();

    /// <summary>The paper ends after so many more lines of text.</summary>
    public void EndPaperAfter(int lines) => _linesLeft = lines;

    /// <summary>The words a person orders a trouble by; "well" takes all back.</summary>
    public static IReadOnlyList<string> Orders { get; } =
        ["no-paper", "near-end", "cover-open", "cutter-jam", "slow BUFFER RATE", "silent", "garbage", "half-frame", "late SECONDS", "echo", "power-off BYTES", "disconnect", "swallow", "well"];

    /// <returns>False: no such order.</returns>
    public bool TryOrder(string order)
    {
        switch (order.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            case ["no-paper"]: PaperOut = true; return true;
            case ["near-end"]: NearEnd = true; return true;
            case ["cover-open"]: CoverOpen = true; return true;
            case ["cutter-jam"]: CutterJam = true; return true;
            case ["slow", var buffer, var rate] when int.TryParse(buffer, out var bytes) && bytes > 0 && int.TryParse(rate, out var perSecond) && perSecond > 0: Buffer = new(bytes, perSecond); return true;
            case ["silent"]: Silent = true; return true;
            case ["garbage"]: Chatter = [0xFF, 0x00, 0x8F, 0x31, 0xA5, 0xFF]; return true;
            case ["half-frame"]: HalfFrames = true; return true;
            case ["late", var seconds] when int.TryParse(seconds, out var late) && late is >= 0 and <= 600: Late = TimeSpan.FromSeconds(late); return true;
            case ["echo"]: Echo = true; return true;
            case ["power-off", var after] when int.TryParse(after, out var left) && left >= 0: CutPowerAfter(left, eatOnReturn: 200); return true;
            case ["disconnect"]: Disconnect(); return true;
            case ["swallow"]: Swallows = true; return true;
            case ["well"]: Mend(); return true;
            default: return false;
        }
    }

    private void Mend()
    {
        (Silent, WithholdProof, HalfFrames, Echo, Swallows, Late, Buffer, Chatter) = (false, false, false, false, false, default, null, []);
        (_eat, _powerLeft, _eatOnReturn, _lineLeft, _heardLeft, _linesLeft) = (0, -1, 0, -1, -1, -1);
        PaperOut = NearEnd = CoverOpen = CutterJam = false;
    }

    /// <param name="end">What becomes of the line after these bytes.</param>
    internal ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes, out LineEnd end)
    {
        end = LineEnd.None;
        if (Reaches(ref _powerLeft, ref bytes)) (end, _eat) = (LineEnd.PowerOff, _eatOnReturn);
        else if (Reaches(ref _lineLeft, ref bytes)) end = LineEnd.Reset;
        else if (Reaches(ref _heardLeft, ref bytes)) Swallows = true;
        if (end is LineEnd.PowerOff) return bytes;
        var eaten = Math.Min(_eat, bytes.Length);
        _eat -= eaten;
        return bytes[eaten..];
    }

    private static bool Reaches(ref int left, ref ReadOnlyMemory<byte> bytes)
    {
        if (left < 0) return false;
        if (bytes.Length < left)
        {
            left -= bytes.Length;
            return false;
        }
        (bytes, left) = (bytes[..left], -1);
        return true;
    }

    internal void LinePrinted()
    {
        if (_linesLeft > 0 && --_linesLeft == 0) (PaperOut, _linesLeft) = (true, -1);
    }

    /// <summary>The answer to DLE EOT n: bits 1 and 4 fixed, the rest as in the makers' manuals.</summary>
    internal byte StatusOf(byte query) => (byte)(0x12 | query switch
    {
        1 => CannotPrint ? 0x08 : 0,
        2 => (CoverOpen ? 0x04 : 0) | (PaperOut ? 0x20 : 0) | (CutterJam ? 0x40 : 0),
        3 => CutterJam ? 0x08 : 0,
        4 => (NearEnd ? 0x0C : 0) | (PaperOut ? 0x60 : 0),
        _ => 0,
    });

    /// <summary>The four bytes of automatic status: bit 4 fixed and bit 1 clear in the first, drawer closed.</summary>
    internal byte[] AutomaticStatus() =>
    [
        (byte)(0x14 | (CannotPrint ? 0x08 : 0) | (CoverOpen ? 0x20 : 0)),
        (byte)(CutterJam ? 0x08 : 0),
        (byte)((NearEnd ? 0x03 : 0) | (PaperOut ? 0x0C : 0)),
        0x0F,
    ];

    /// <summary>The answer to GS r: bits 4 and 7 clear; of the paper sensor the same bits as in automatic status.</summary>
    internal byte AnswerTo(byte request) => (byte)((request & 0x0F) == 1 ? (NearEnd ? 0x03 : 0) | (PaperOut ? 0x0C : 0) : 0);

    private void Set(ref bool field, bool value)
    {
        if (field == value) return;
        field = value;
        Changed?.Invoke();
    }
}

/// <param name="Bytes">What it holds.</param>
/// <param name="PerSecond">Bytes that leave it for the paper.</param>
internal sealed record SmallBuffer(int Bytes, int PerSecond);

internal enum LineEnd { None, Reset, PowerOff }
