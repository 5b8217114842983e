using System.Buffers.Binary;
using System.Text;
using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.EscPos;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Codes and pictures: what is set for them, what is stored, and what of it is printed.</summary>
internal sealed class SymbolStore
{
    private const byte Gs = 0x1D;
    private const int DefaultHeight = 162, DefaultModule = 3;

    private int _qrDots = DefaultModule, _height = DefaultHeight, _module = DefaultModule, _textAt;
    private char _qrLevel = 'L';
    private string _qr = "";
    private (Raster Raster, int Across, int Down)? _picture;

    internal void Reset() => (_qrDots, _height, _module, _textAt, _qrLevel, _qr, _picture) = (DefaultModule, DefaultHeight, DefaultModule, 0, 'L', "", null);

    /// <returns>What comes on paper; null for a setting, and for what no symbol can be made of.</returns>
    internal Ink? Take(ReadOnlySpan<byte> command, PaperAlign alignment, PrintArea area)
    {
        switch (command)
        {
            case [Gs, 0x68, > 0 and var n]: _height = n; return null;
            case [Gs, 0x77, >= 2 and <= 6 and var n]: _module = n; return null;
            case [Gs, 0x48, var n]: _textAt = n & 0x03; return null;
            case [Gs, 0x6B, > 6 and var m, _, .. var data]: return Barcode(m, data, alignment, area);
            case [Gs, 0x6B, var m, .. var data, 0x00]: return Barcode(m + 65, data, alignment, area);
            case [Gs, 0x28, 0x6B, _, _, 0x31, var function, .. var data]: return Qr(function, data, alignment, area);
            case [Gs, 0x28, 0x4C, _, _, .. var data]: return Graphics(data, alignment, area);
            case [Gs, 0x38, 0x4C, _, _, _, _, .. var data]: return Graphics(data, alignment, area);
            case [Gs, 0x76, 0x30, var scale, _, _, _, _, .. var bits]:
                var (perRow, rows) = (U16(command, 4), U16(command, 6));
                return perRow == 0 || rows == 0 ? null : new Ink.Picture(new(perRow, rows, bits.ToArray()), alignment, area, (scale & 0x01) + 1, (scale >> 1 & 0x01) + 1);
            default: return null;
        }
    }

    private Ink.Qr? Qr(byte function, ReadOnlySpan<byte> data, PaperAlign alignment, PrintArea area)
    {
        if (data.IsEmpty) return null;
        switch (function)
        {
            case 0x43 when data[0] is >= 1 and <= 16: _qrDots = data[0]; return null;
            case 0x45 when data[0] is >= 48 and <= 51: _qrLevel = "LMQH"[data[0] - 48]; return null;
            case 0x50: _qr = Encoding.Latin1.GetString(data[1..]); return null;
            case 0x51 when _qr.Length > 0: return new(_qr, _qrDots, alignment, area, _qrLevel);
            default: return null;
        }
    }

    private Ink.Barcode? Barcode(int system, ReadOnlySpan<byte> data, PaperAlign alignment, PrintArea area)
    {
        var content = system == 73 ? Code128(data) : Encoding.ASCII.GetString(data);
        return content.Length == 0 ? null : new(system, content, _height, _module, (_textAt & 1) != 0, (_textAt & 2) != 0, alignment, area);
    }

    /// <summary>Of CODE128 in its three code sets: C holds two digits a byte.</summary>
    private static string Code128(ReadOnlySpan<byte> data)
    {
        var (content, set) = (new StringBuilder(), 'B');
        for (var at = 0; at < data.Length; at++)
        {
            if (data[at] == '{' && at + 1 < data.Length)
            {
                at++;
                if (data[at] is (byte)'A' or (byte)'B' or (byte)'C') set = (char)data[at];
                else if (data[at] == '{') content.Append('{');
                // {1 to {4 are function signs, {S a shift; none is printed.
            }
            else if (set == 'C') content.Append(System.Globalization.CultureInfo.InvariantCulture, $"{data[at] % 100:00}");
            else content.Append((char)data[at]);
        }
        return content.ToString();
    }

    /// <summary>Function 112: store a raster; 113: columns; 2 and 50: print what is stored.</summary>
    private Ink.Picture? Graphics(ReadOnlySpan<byte> data, PaperAlign alignment, PrintArea area)
    {
        switch (data)
        {
            case [_, 0x70, _, var across, var down, _, _, _, _, _, .. var bits]:
                var (width, height) = (U16(data, 6), U16(data, 8));
                var perRow = (width + 7) / 8;
                if (perRow == 0 || height == 0 || bits.Length < perRow * height) return null;
                _picture = (new(perRow, height, bits[..(perRow * height)].ToArray()), Math.Clamp((int)across, 1, 2), Math.Clamp((int)down, 1, 2));
                return null;
            case [_, 0x02 or 0x32, ..]:
                var stored = _picture;
                _picture = null;
                return stored is var (raster, x, y) ? new(raster, alignment, area, x, y) : null;
            default: return null;
        }
    }

    private static int U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
