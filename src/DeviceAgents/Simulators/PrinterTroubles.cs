namespace TidalHall.DeviceAgents.Simulators;

/// <summary>What is wrong with a simulated printer, to be set while it runs.</summary>
internal sealed class PrinterTroubles
{
    private int _eat;
    private int _powerLeft = -1;

    public bool PaperOut { get; set; }
    public bool NearEnd { get; set; }
    public bool CoverOpen { get; set; }
    /// <summary>Answers nothing.</summary>
    public bool Silent { get; set; }
    /// <summary>Prints, but does not say so.</summary>
    public bool WithholdProof { get; set; }

    public bool CannotPrint => PaperOut || CoverOpen;

    /// <summary>The next bytes are swallowed, as after power-on.</summary>
    public void Eat(int bytes) => _eat = bytes;

    /// <summary>The power goes after so many more bytes.</summary>
    public void CutPowerAfter(int bytes) => _powerLeft = bytes;

    internal ReadOnlyMemory<byte> Pass(ReadOnlyMemory<byte> bytes, out bool powerOff)
    {
        powerOff = _powerLeft >= 0 && bytes.Length >= _powerLeft;
        if (powerOff) (bytes, _powerLeft) = (bytes[.._powerLeft], -1);
        else if (_powerLeft >= 0) _powerLeft -= bytes.Length;
        var eaten = Math.Min(_eat, bytes.Length);
        _eat -= eaten;
        return bytes[eaten..];
    }

    /// <summary>The answer to DLE EOT n: bits 1 and 4 fixed, the rest as in the makers' manuals.</summary>
    internal byte StatusOf(byte query) => (byte)(0x12 | query switch
    {
        1 => CannotPrint ? 0x08 : 0,
        2 => (CoverOpen ? 0x04 : 0) | (PaperOut ? 0x20 : 0),
        4 => (NearEnd ? 0x0C : 0) | (PaperOut ? 0x60 : 0),
        _ => 0,
    });
}
