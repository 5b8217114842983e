namespace TidalHall.DeviceAgents.Simulators;

/// <summary>What is wrong with a simulated printer, to be set while it runs.</summary>
internal sealed class PrinterTroubles
{
    private int _eat;
    private int _powerLeft = -1;
    private int _linesLeft = -1;

    public bool PaperOut { get; set; }
    public bool NearEnd { get; set; }
    public bool CoverOpen { get; set; }
    public bool CutterJam { get; set; }
    /// <summary>Answers nothing.</summary>
    public bool Silent { get; set; }
    /// <summary>Prints, but does not say so.</summary>
    public bool WithholdProof { get; set; }
    /// <summary>Sent before each answer: noise, or an automatic status block nobody asked for.</summary>
    public byte[] Chatter { get; set; } = [];

    public bool CannotPrint => PaperOut || CoverOpen || CutterJam;

    /// <summary>The next bytes are swallowed, as after power-on.</summary>
    public void Eat(int bytes) => _eat = bytes;

    /// <summary>The power goes after so many more bytes.</summary>
    public void CutPowerAfter(int bytes) => _powerLeft = bytes;

    /// <summary>The paper ends after so many more lines of text.</summary>
    public void EndPaperAfter(int lines) => _linesLeft = lines;

    internal ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes, out bool powerOff)
    {
        powerOff = _powerLeft >= 0 && bytes.Length >= _powerLeft;
        if (powerOff) (bytes, _powerLeft) = (bytes[.._powerLeft], -1);
        else if (_powerLeft >= 0) _powerLeft -= bytes.Length;
        var eaten = Math.Min(_eat, bytes.Length);
        _eat -= eaten;
        return bytes[eaten..];
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
}
