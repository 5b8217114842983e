using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using TidalHall.Core.Papers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.EscPos;

/// <summary>Writes the ESC/POS commands a Chinese ticket needs.</summary>
/// <remarks>Layouts: Epson's ESC/POS as the makers of compatible printers follow it. FS C is Japanese and never sent.</remarks>
internal sealed class EscPosWriter
{
    /// <summary>GS ! scales from 1 to 8.</summary>
    internal const int MaxScale = 8;
    private const byte Esc = 0x1B, Fs = 0x1C, Gs = 0x1D, Dle = 0x10, Lf = 0x0A;
    private readonly ArrayBufferWriter<byte> _bytes = new(1024);
    private readonly List<int> _pauses = [];

    internal byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    /// <summary>Resets the modes, chooses table 0 and two-byte Chinese.</summary>
    internal EscPosWriter Begin() => Put([Esc, 0x40, Esc, 0x74, 0x00, Fs, 0x26]);

    internal EscPosWriter Align(PaperAlign alignment) => Put([Esc, 0x61, (byte)alignment]);

    internal EscPosWriter Bold(Weight weight) => Put([Esc, 0x45, (byte)weight]);

    /// <summary>White on black.</summary>
    internal EscPosWriter Inverse(Ground ground) => Put([Gs, 0x42, (byte)ground]);

    /// <param name="scale">1 to <see cref="MaxScale"/>, both ways.</param>
    /// <param name="hanzi">Printers that leave Hanzi small under GS ! also get FS !, which knows only single and double.</param>
    internal EscPosWriter Scale(int scale, HanziSize hanzi)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(scale, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(scale, MaxScale);
        Put([Gs, 0x21, (byte)(((scale - 1) << 4) | (scale - 1))]);
        return hanzi == HanziSize.GsAndFs ? Put([Fs, 0x21, (byte)(scale > 1 ? 0x0C : 0x00)]) : this;
    }

    /// <summary>One line. Control characters never pass, whatever the caller did.</summary>
    internal EscPosWriter Line(string text)
    {
        // Leading spaces are layout and stay.
        var indent = text.Length - text.TrimStart(' ').Length;
        return Put(PaperText.Encode(new string(' ', indent) + PaperText.Clean(text))).Put([Lf]);
    }

    /// <param name="dots">0 or more.</param>
    internal EscPosWriter Feed(int dots)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(dots);
        for (; dots > 0; dots -= Math.Min(dots, 255)) Put([Esc, 0x4A, (byte)Math.Min(dots, 255)]);
        return this;
    }

    /// <summary>A model 2 QR code with error correction M.</summary>
    /// <param name="content">Printable ASCII, see <see cref="IsQrContent"/>.</param>
    /// <param name="moduleDots">1 to 16.</param>
    internal EscPosWriter Qr(string content, int moduleDots)
    {
        if (!IsQrContent(content)) throw new ArgumentException($"1 to {MaxQrLength} printable ASCII characters.", nameof(content));
        ArgumentOutOfRangeException.ThrowIfLessThan(moduleDots, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(moduleDots, 16);
        var data = Encoding.ASCII.GetBytes(content);
        Put([Gs, 0x28, 0x6B, 0x04, 0x00, 0x31, 0x41, 0x32, 0x00]);
        Put([Gs, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x43, (byte)moduleDots]);
        Put([Gs, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x45, 0x31]);
        Put([Gs, 0x28, 0x6B]).PutUInt16(data.Length + 3).Put([0x31, 0x50, 0x30]).Put(data);
        return Put([Gs, 0x28, 0x6B, 0x03, 0x00, 0x31, 0x51, 0x30]);
    }

    /// <summary>The longest address that still gives modules one can read on a narrow paper.</summary>
    internal const int MaxQrLength = 256;

    internal static bool IsQrContent(string content) =>
        content.Length is > 0 and <= MaxQrLength && content.All(c => c is >= ' ' and <= '~');

    /// <summary>A CODE128 bar code with its content below it.</summary>
    /// <param name="data">From <see cref="Code128.Encode"/>.</param>
    /// <param name="dots">Height, 1 to 255.</param>
    /// <param name="moduleDots">2 to 6.</param>
    internal EscPosWriter Barcode(byte[] data, int dots, int moduleDots)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moduleDots, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(moduleDots, 6);
        return Put([Gs, 0x68, checked((byte)dots), Gs, 0x77, (byte)moduleDots, Gs, 0x48, 0x02, Gs, 0x66, 0x00, Gs, 0x6B, 0x49, checked((byte)data.Length)]).Put(data);
    }

    /// <param name="bandBytes">It goes out in bands of so many bytes at most, one command each, so that a small buffer can be waited for in between.</param>
    internal EscPosWriter Raster(Raster raster, int bandBytes = int.MaxValue)
    {
        var bits = raster.WithoutRealTimeCommands();
        var rows = Math.Clamp(bandBytes / raster.BytesPerRow, 1, raster.Height);
        for (var top = 0; top < raster.Height; top += rows)
        {
            var height = Math.Min(rows, raster.Height - top);
            Put([Gs, 0x76, 0x30, 0x00]).PutUInt16(raster.BytesPerRow).PutUInt16(height).Put(bits.AsSpan(top * raster.BytesPerRow, height * raster.BytesPerRow)).MayPause();
        }
        return this;
    }

    /// <summary>Between two commands, where nothing is half sent.</summary>
    internal EscPosWriter MayPause() { _pauses.Add(_bytes.WrittenCount); return this; }

    /// <summary>All that was written, in parts of at most so many bytes where there are places to pause.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Parts(int atMost)
    {
        var (all, parts, from, last) = (ToArray(), new List<ReadOnlyMemory<byte>>(), 0, 0);
        foreach (var pause in _pauses.Append(all.Length))
        {
            if (pause - from > atMost && last > from)
            {
                parts.Add(all.AsMemory(from, last - from));
                from = last;
            }
            last = pause;
        }
        parts.Add(all.AsMemory(from));
        return parts;
    }

    internal EscPosWriter Cut(Cutter cutter) => cutter switch
    {
        Cutter.None => this,
        Cutter.Partial => Put([Gs, 0x56, 0x01]),
        Cutter.Full => Put([Gs, 0x56, 0x00]),
        _ => throw new ArgumentOutOfRangeException(nameof(cutter), cutter, null),
    };

    /// <summary>DLE EOT: answered at once by one byte, even while the printer is off-line.</summary>
    /// <param name="query">1 to 4.</param>
    internal static byte[] StatusRequest(int query) => [Dle, 0x04, (byte)query];

    /// <summary>GS r 1: answered in turn, after all that was sent before it is on paper.</summary>
    internal static byte[] InOrderRequest() => [Gs, 0x72, 0x01];

    /// <summary>GS a: from now on four bytes come by themselves whenever something changes, and once at once.</summary>
    internal static byte[] AutomaticStatus() => [Gs, 0x61, 0xFF];

    private EscPosWriter Put(ReadOnlySpan<byte> bytes) { _bytes.Write(bytes); return this; }

    private EscPosWriter PutUInt16(int value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_bytes.GetSpan(2), checked((ushort)value));
        _bytes.Advance(2);
        return this;
    }
}
