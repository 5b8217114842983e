using System.Buffers;
using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Pads;

/// <summary>What a caller pad said; the data of one byte or none.</summary>
internal readonly record struct PadFrame(byte Address, byte Command, byte Data);

/// <summary>Frames of a 21-key caller pad: FF 68 LEN LEN 68 ADDR CMD DATA SUM 16.</summary>
/// <remarks>LEN, twice, counts from ADDR to the last of DATA; SUM is the low byte of the sum of those. Source: docs/devices.md, "Caller pads".</remarks>
internal static class Ff68Frames
{
    internal const int MaxBody = 32, MaxLength = HeadLength + MaxBody + 2;
    private const int HeadLength = 5;
    private static ReadOnlySpan<byte> Head => [0xFF, 0x68];

    internal static OperationStatus Read(ReadOnlySpan<byte> bytes, out PadFrame frame, out int consumed)
    {
        frame = default;
        consumed = FrameStart.NoiseBefore(bytes, Head);
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length < HeadLength) return OperationStatus.NeedMoreData;
        int length = bytes[2];
        if (length is < 2 or > MaxBody || bytes[3] != length || bytes[4] != 0x68) return Resync(out consumed);
        if (bytes.Length < HeadLength + length + 2) return OperationStatus.NeedMoreData;
        var body = bytes.Slice(HeadLength, length);
        if (FrameStart.Sum(body) != bytes[HeadLength + length] || bytes[HeadLength + length + 1] != 0x16) return Resync(out consumed);
        frame = new(body[0], body[1], length > 2 ? body[2] : (byte)0);
        consumed = HeadLength + length + 2;
        return OperationStatus.Done;
    }

    // One byte, not one frame: the true start may lie inside what looked like a frame.
    private static OperationStatus Resync(out int consumed)
    {
        consumed = 1;
        return OperationStatus.InvalidData;
    }
}
