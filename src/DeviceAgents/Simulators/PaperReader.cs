using System.Text;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Something a printer put on its paper.</summary>
internal abstract record Ink
{
    private Ink() { }
    internal sealed record Text(string Line, int Scale, bool IsBold, Alignment Alignment) : Ink;
    internal sealed record Qr(string Content, int ModuleDots, Alignment Alignment) : Ink;
    internal sealed record Picture(Raster Raster, Alignment Alignment) : Ink;
    internal sealed record Feed(int Dots) : Ink;
    internal sealed record Cut : Ink;
}

/// <summary>Reads ESC/POS as a printer does: byte by byte, with state, obeying what it knows.</summary>
internal sealed class PaperReader
{
    private const byte Esc = 0x1B, Fs = 0x1C, Gs = 0x1D, Lf = 0x0A;

    private readonly List<byte> _bytes = [];
    private readonly List<byte> _line = [];
    private Alignment _alignment;
    private bool _bold;
    private int _scale = 1;
    private int _qrDots = 3;
    private string _qr = "";

    /// <summary>Takes bytes in; gives what they put on paper, and asks for answers through <paramref name="onQuery"/>.</summary>
    /// <param name="onQuery">GS r: everything before it is on paper.</param>
    internal IEnumerable<Ink> Read(ReadOnlyMemory<byte> bytes, Action onQuery)
    {
        _bytes.AddRange(bytes.Span);
        var at = 0;
        while (at < _bytes.Count && LengthAt(at) is { } length && at + length <= _bytes.Count)
        {
            if (Obey(at, length, onQuery) is { } ink) yield return ink;
            at += length;
        }
        _bytes.RemoveRange(0, at);
    }

    /// <summary>The power went: modes and what was begun are gone.</summary>
    internal void Forget()
    {
        _bytes.Clear();
        _line.Clear();
        Reset();
    }

    private void Reset() => (_alignment, _bold, _scale, _qr) = (Alignment.Left, false, 1, "");

    /// <summary>How many bytes the command at a place has, or null while they are not all here.</summary>
    private int? LengthAt(int at) => (_bytes[at], At(at + 1)) switch
    {
        (Esc or Fs or Gs, null) => null,
        (Esc, 0x40) => 2,
        (Esc, 0x61 or 0x45 or 0x74 or 0x4A) => 3,
        (Fs, 0x26) => 2,
        (Fs, 0x21) => 3,
        (Gs, 0x21 or 0x56 or 0x72) => 3,
        (Gs, 0x28) => At(at + 4) is { } high ? 5 + _bytes[at + 3] + high * 256 : null,
        (Gs, 0x76) => At(at + 7) is { } high ? 8 + (_bytes[at + 4] + _bytes[at + 5] * 256) * (_bytes[at + 6] + high * 256) : null,
        _ => 1,
    };

    private byte? At(int at) => at < _bytes.Count ? _bytes[at] : null;

    private Ink? Obey(int at, int length, Action onQuery)
    {
        var argument = length > 2 ? _bytes[at + 2] : (byte)0;
        switch (_bytes[at], length > 1 ? _bytes[at + 1] : 0)
        {
            case (Esc, 0x40): Reset(); return null;
            case (Esc, 0x61): _alignment = (Alignment)argument; return null;
            case (Esc, 0x45): _bold = argument % 2 == 1; return null;
            case (Esc, 0x4A): return new Ink.Feed(argument);
            case (Gs, 0x21): _scale = (argument & 0x07) + 1; return null;
            case (Gs, 0x56): return new Ink.Cut();
            case (Gs, 0x72): onQuery(); return null;
            case (Gs, 0x28): return Symbol(at);
            case (Gs, 0x76):
                var bytesPerRow = _bytes[at + 4] + _bytes[at + 5] * 256;
                return new Ink.Picture(new(bytesPerRow, _bytes[at + 6] + _bytes[at + 7] * 256, [.. _bytes.GetRange(at + 8, length - 8)]), _alignment);
            case (Lf, _):
                var line = Encoding.GetEncoding("GB18030").GetString([.. _line]);
                _line.Clear();
                return new Ink.Text(line, _scale, _bold, _alignment);
            default:
                if (length == 1) _line.Add(_bytes[at]);
                return null;
        }
    }

    private Ink.Qr? Symbol(int at)
    {
        switch (_bytes[at + 6])
        {
            case 0x43: _qrDots = _bytes[at + 7]; return null;
            case 0x50: _qr = Encoding.ASCII.GetString([.. _bytes.GetRange(at + 8, _bytes[at + 3] + _bytes[at + 4] * 256 - 3)]); return null;
            case 0x51: return new Ink.Qr(_qr, _qrDots, _alignment);
            default: return null;
        }
    }
}
