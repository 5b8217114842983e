using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Reads ESC/POS as a printer does: byte by byte, with state, obeying what it knows and stepping over the rest.</summary>
/// <param name="paperDots">The printable width: a sign that does not fit begins a line of its own, wherever that cuts the text.</param>
internal sealed class PaperReader(int paperDots)
{
    private const byte Esc = 0x1B, Fs = 0x1C, Gs = 0x1D, Lf = 0x0A;

    private readonly List<byte> _bytes = [];
    private readonly List<byte> _line = [];
    /// <summary>The bytes of a sign that is not whole yet.</summary>
    private readonly List<byte> _sign = [];
    private int _lineDots;
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
        while (Next(at) is { } command)
        {
            at += command.Length;
            if (Obey(command, onQuery) is { } ink) yield return ink;
        }
        _bytes.RemoveRange(0, at);
    }

    private byte[]? Next(int at)
    {
        var rest = CollectionsMarshal.AsSpan(_bytes)[at..];
        return !rest.IsEmpty && CommandLengths.Of(rest) is { } length && length <= rest.Length ? rest[..length].ToArray() : null;
    }

    private Ink? Obey(byte[] command, Action onQuery)
    {
        switch (command)
        {
            case [Esc, 0x40]: (_alignment, _bold, _scale, _qr) = (Alignment.Left, false, 1, ""); return null;
            case [Esc, 0x61, var n]: _alignment = (Alignment)(n & 0x03); return null;
            case [Esc, 0x45, var n]: _bold = n % 2 == 1; return null;
            case [Esc, 0x21, var n]: (_bold, _scale) = ((n & 0x08) != 0, (n & 0x20) != 0 ? 2 : 1); return null;
            case [Esc, 0x4A, var n]: return new Ink.Feed(n);
            case [Esc, 0x64, var n]: return new Ink.Feed(n * PaperPicture.LineDots);
            case [Gs, 0x21, var n]: _scale = (n >> 4 & 0x07) + 1; return null;
            case [Gs, 0x56, ..]: return new Ink.Cut();
            case [Gs, 0x72, _]: onQuery(); return null;
            case [Gs, 0x28, 0x6B, _, _, 0x31, var function, .. var data]: return Symbol(function, data);
            case [Gs, 0x76, _, _, _, _, _, _, .. var bits]:
                return new Ink.Picture(new(BinaryPrimitives.ReadUInt16LittleEndian(command.AsSpan(4)), BinaryPrimitives.ReadUInt16LittleEndian(command.AsSpan(6)), bits), _alignment);
            case [Lf]: _sign.Clear(); return EndLine();
            // Nothing under a space is printed.
            case [>= 0x20 and var part]: return Sign(part);
            default: return null;
        }
    }

    /// <summary>A full line goes on paper when the next sign comes, not before: a line feed after it makes no empty one.</summary>
    private Ink.Text? Sign(byte part)
    {
        _sign.Add(part);
        // GB18030: one byte below 0x81, four where the second is a digit, else two.
        var length = _sign[0] < 0x81 ? 1 : _sign is [_, >= 0x30 and <= 0x39, ..] ? 4 : 2;
        if (_sign.Count < length) return null;
        var dots = (length == 1 ? 1 : 2) * PaperPicture.CellDots * _scale;
        var full = _line.Count > 0 && _lineDots + dots > paperDots ? EndLine() : null;
        _line.AddRange(_sign);
        _lineDots += dots;
        _sign.Clear();
        return full;
    }

    private Ink.Text EndLine()
    {
        var line = PaperText.Decode(CollectionsMarshal.AsSpan(_line));
        _line.Clear();
        _lineDots = 0;
        return new(line, _scale, _bold, _alignment);
    }

    private Ink.Qr? Symbol(byte function, byte[] data)
    {
        switch (function, data)
        {
            case (0x43, [var dots, ..]): _qrDots = dots; return null;
            case (0x50, [_, .. var content]): _qr = Encoding.ASCII.GetString(content); return null;
            case (0x51, _) when _qr.Length > 0: return new(_qr, _qrDots, _alignment);
            default: return null;
        }
    }
}
