using System.Buffers.Binary;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>How long a command is, also one that is only stepped over: one byte too few would print its rest as text.</summary>
internal static class CommandLengths
{
    private const byte Esc = 0x1B, Fs = 0x1C, Gs = 0x1D;
    /// <summary>What a printer could hold; a longer command is noise.</summary>
    private const int Longest = 1 << 20;

    /// <param name="bytes">From the command's first byte on, not empty.</param>
    /// <returns>1 or more, or null while the bytes that tell are not here.</returns>
    internal static int? Of(ReadOnlySpan<byte> bytes) => bytes[0] is not (Esc or Fs or Gs) ? 1 : bytes.Length == 1 ? null : (bytes[0], bytes[1]) switch
    {
        (Esc, 0x40 or 0x32) => 2,
        (Esc, 0x21 or 0x2D or 0x33 or 0x45 or 0x47 or 0x4A or 0x4D or 0x52 or 0x61 or 0x64 or 0x74 or 0x7B) => 3,
        (Esc, 0x24 or 0x5C) => 4,
        (Esc, 0x70) => 5,
        (Esc, 0x2A) => Sum(bytes, 5, b => BinaryPrimitives.ReadUInt16LittleEndian(b[3..]) * (b[2] >= 32 ? 3 : 1)),
        (Fs, 0x26 or 0x2E) => 2,
        (Fs, 0x21 or 0x2D or 0x43 or 0x57) => 3,
        (Fs, 0x53) => 4,
        (Gs, 0x56) => bytes.Length < 3 ? null : bytes[2] is 0x41 or 0x42 ? 4 : 3,
        (Gs, 0x21 or 0x42 or 0x48 or 0x49 or 0x61 or 0x66 or 0x68 or 0x72 or 0x77) => 3,
        (Gs, 0x24 or 0x4C or 0x50 or 0x57 or 0x5C) => 4,
        (Gs, 0x28) => Sum(bytes, 5, b => BinaryPrimitives.ReadUInt16LittleEndian(b[3..])),
        (Gs, 0x38) => Sum(bytes, 7, b => BinaryPrimitives.ReadUInt32LittleEndian(b[3..])),
        (Gs, 0x6B) => Barcode(bytes),
        (Gs, 0x76) => Sum(bytes, 8, b => (long)BinaryPrimitives.ReadUInt16LittleEndian(b[4..]) * BinaryPrimitives.ReadUInt16LittleEndian(b[6..])),
        _ => 1,
    };

    private static int? Sum(ReadOnlySpan<byte> bytes, int head, Func<ReadOnlySpan<byte>, long> rest) =>
        bytes.Length < head ? null : rest(bytes) is var length and <= Longest ? head + (int)length : 1;

    /// <summary>GS k m d… NUL up to m = 6, GS k m n d… above.</summary>
    private static int? Barcode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4) return null;
        if (bytes[2] > 6) return 4 + bytes[3];
        return bytes[3..].IndexOf((byte)0) is var end and >= 0 ? 4 + end : bytes.Length > 260 ? 1 : null;
    }
}
