using System.Buffers;
using System.Buffers.Binary;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>Parts a printer's bytes into runs of text and commands, also such as are only stepped over: one byte too few would print its rest as text.</summary>
/// <remarks>Lengths from the makers' published command lists; shares nothing with the writer.</remarks>
internal static class PrinterBytes
{
    private const byte Dle = 0x10, Esc = 0x1B, Fs = 0x1C, Gs = 0x1D;
    /// <summary>What a printer could hold; a longer command is noise.</summary>
    internal const int Longest = 1 << 20;
    /// <summary>Tab stops and old bar codes end with a NUL; beyond this many bytes they do not.</summary>
    private const int LongestList = 260;

    internal enum Kind { Text, Command, Unknown }

    /// <param name="length">Of what begins the bytes, 1 or more. If NeedMoreData: at least so many, or 0 where not even that is known.</param>
    /// <returns>Done, or NeedMoreData while it is not all here.</returns>
    internal static OperationStatus Next(ReadOnlySpan<byte> bytes, out int length, out Kind kind)
    {
        (length, kind) = (0, Kind.Text);
        if (bytes.IsEmpty) return OperationStatus.NeedMoreData;
        if (bytes[0] >= 0x20)
        {
            length = bytes.IndexOfAnyInRange((byte)0x00, (byte)0x1F) is var end and >= 0 ? end : bytes.Length;
            return OperationStatus.Done;
        }
        if (LengthOf(bytes) is not { } told) return OperationStatus.NeedMoreData;
        (length, kind) = told > 0 ? (told, Kind.Command) : (-told, Kind.Unknown);
        return length <= bytes.Length ? OperationStatus.Done : OperationStatus.NeedMoreData;
    }

    /// <summary>Null: not to be told yet. Negative: no command a printer knows, so many bytes of it.</summary>
    private static int? LengthOf(ReadOnlySpan<byte> bytes) => bytes[0] switch
    {
        Esc or Fs or Gs or Dle when bytes.Length == 1 => null,
        Esc => AfterEsc(bytes),
        Fs => AfterFs(bytes),
        Gs => AfterGs(bytes),
        Dle => bytes[1] switch { 0x04 or 0x05 => 3, 0x14 => 5, _ => -1 },
        // HT, LF, FF, CR, CAN; NUL fills.
        0x00 or 0x09 or 0x0A or 0x0C or 0x0D or 0x18 => 1,
        _ => -1,
    };

    private static int? AfterEsc(ReadOnlySpan<byte> bytes) => bytes[1] switch
    {
        // Page printing, 2, <, @, L, S, i, m, v.
        0x0C or 0x32 or 0x3C or 0x40 or 0x4C or 0x53 or 0x69 or 0x6D or 0x76 => 2,
        // SP ! % - 3 = ? A E G J K M R T U V a d e r t u {.
        0x20 or 0x21 or 0x25 or 0x2D or 0x33 or 0x3D or 0x3F or 0x41 or 0x45 or 0x47 or 0x4A or 0x4B or 0x4D or 0x52 or 0x54 or 0x55 or 0x56 or 0x61 or 0x64 or 0x65 or 0x72 or 0x74 or 0x75 or 0x7B => 3,
        // $ \ c, and B, the beeper of Chinese models.
        0x24 or 0x42 or 0x5C or 0x63 => 4,
        0x70 => 5,
        0x57 => 10,
        0x44 => List(bytes, 2),
        0x28 => Sum(bytes, 5, b => U16(b, 3)),
        0x2A => Sum(bytes, 5, b => U16(b, 3) * (b[2] >= 32 ? 3 : 1)),
        0x26 => Characters(bytes),
        _ => -2,
    };

    private static int? AfterFs(ReadOnlySpan<byte> bytes) => bytes[1] switch
    {
        0x26 or 0x2E => 2,
        0x21 or 0x2D or 0x43 or 0x57 => 3,
        // S, p, ?.
        0x53 or 0x70 or 0x3F => 4,
        0x32 => 4 + 72,
        0x28 => Sum(bytes, 5, b => U16(b, 3)),
        0x71 => Stored(bytes),
        _ => -2,
    };

    private static int? AfterGs(ReadOnlySpan<byte> bytes) => bytes[1] switch
    {
        // : begins and ends a macro, FF.
        0x3A or 0x0C => 2,
        // ! / B H I T a b c f h r w.
        0x21 or 0x2F or 0x42 or 0x48 or 0x49 or 0x54 or 0x61 or 0x62 or 0x63 or 0x66 or 0x68 or 0x72 or 0x77 => 3,
        // $ L P W \.
        0x24 or 0x4C or 0x50 or 0x57 or 0x5C => 4,
        0x5E => 5,
        0x67 => 6,
        0x56 => bytes.Length < 3 ? null : bytes[2] is 0x41 or 0x42 or 0x61 or 0x62 or 0x67 or 0x68 ? 4 : 3,
        0x28 => Sum(bytes, 5, b => U16(b, 3)),
        0x38 => Sum(bytes, 7, b => BinaryPrimitives.ReadUInt32LittleEndian(b[3..])),
        0x2A => Sum(bytes, 4, b => b[2] * b[3] * 8),
        0x6B => Barcode(bytes),
        0x76 => Sum(bytes, 8, b => (long)U16(b, 4) * U16(b, 6)),
        _ => -2,
    };

    private static int? Sum(ReadOnlySpan<byte> bytes, int head, Func<ReadOnlySpan<byte>, long> rest) =>
        bytes.Length < head ? null : rest(bytes) is var length and <= Longest ? head + (int)length : -1;

    private static long U16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    /// <summary>GS k m d… NUL up to m = 6, GS k m n d… above.</summary>
    private static int? Barcode(ReadOnlySpan<byte> bytes) => bytes.Length < 4 ? null : bytes[2] > 6 ? 4 + bytes[3] : List(bytes, 3);

    private static int? List(ReadOnlySpan<byte> bytes, int from)
    {
        var seen = bytes[from..Math.Min(bytes.Length, LongestList)];
        return seen.IndexOf((byte)0) is var end and >= 0 ? from + 1 + end : bytes.Length >= LongestList ? -1 : null;
    }

    /// <summary>ESC &amp; y c1 c2, then for each character its width and y bytes, 1 to 3, for each column.</summary>
    private static int? Characters(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 5) return null;
        if (bytes[2] is < 1 or > 3) return -2;
        var at = 5;
        for (int c = bytes[3]; c <= bytes[4]; c++)
        {
            if (at >= bytes.Length) return at + 1;
            at += 1 + bytes[2] * bytes[at];
        }
        return at;
    }

    /// <summary>FS q n, then for each picture its width and height in bytes, and its columns.</summary>
    private static int? Stored(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3) return null;
        var at = 3L;
        for (var picture = 0; picture < bytes[2]; picture++)
        {
            if (at + 4 > bytes.Length) return (int)at + 4;
            at += 4 + U16(bytes, (int)at) * U16(bytes, (int)at + 2) * 8;
            if (at > Longest) return -1;
        }
        return (int)at;
    }
}
