using System.Buffers;
using System.Buffers.Binary;
using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Pads;

/// <summary>What an evaluation pad says.</summary>
internal enum RatingWord : byte { Here = 0x80, Asking = 0x81, Given = 0x82, NotGiven = 0x83 }

/// <param name="Level">Of Given: 1 to 5.</param>
/// <param name="Reasons">Of Given: bit 0 is reason 1.</param>
internal readonly record struct RatingFrame(RatingWord Word, byte Level, ushort Reasons);

/// <summary>Our own frames for an evaluation pad; no maker's were to be had: 5A LEN CMD data SUM, LEN from CMD to the last of the data, SUM of all before it.</summary>
/// <remarks>To the pad: 00 who is there, 01 SECONDS invite, 02 stop. From it: 80 here, 81 inviting, 82 LEVEL REASONS(2, low first) given, 83 not given.</remarks>
internal static class RatingFrames
{
    internal const int MaxLength = 8;
    private const byte Head = 0x5A;

    internal static byte[] WhoIsThere { get; } = Frame(0x00);
    internal static byte[] Stop { get; } = Frame(0x02);

    /// <param name="seconds">1 to 255.</param>
    internal static byte[] Invite(int seconds) => Frame(0x01, (byte)seconds);

    internal static OperationStatus Read(ReadOnlySpan<byte> bytes, out RatingFrame frame, out int consumed)
    {
        frame = default;
        consumed = bytes.IndexOf(Head) is var start and >= 0 ? start : bytes.Length;
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length < 3) return OperationStatus.NeedMoreData;
        var word = (RatingWord)bytes[2];
        var length = word switch
        {
            RatingWord.Here or RatingWord.Asking or RatingWord.NotGiven => 1,
            RatingWord.Given => 4,
            _ => 0,
        };
        if (length == 0 || bytes[1] != length) return Resync(out consumed);
        if (bytes.Length < length + 3) return OperationStatus.NeedMoreData;
        if (FrameStart.Sum(bytes[..(length + 2)]) != bytes[length + 2]) return Resync(out consumed);
        if (word is RatingWord.Given && bytes[3] is < 1 or > 5) return Resync(out consumed);
        frame = word is RatingWord.Given ? new(word, bytes[3], BinaryPrimitives.ReadUInt16LittleEndian(bytes[4..])) : new(word, 0, 0);
        consumed = length + 3;
        return OperationStatus.Done;
    }

    private static byte[] Frame(byte command, params ReadOnlySpan<byte> data)
    {
        byte[] frame = [Head, (byte)(1 + data.Length), command, .. data, 0];
        frame[^1] = FrameStart.Sum(frame.AsSpan(..^1));
        return frame;
    }

    // One byte, not one frame: the true start may lie inside what looked like a frame.
    private static OperationStatus Resync(out int consumed)
    {
        consumed = 1;
        return OperationStatus.InvalidData;
    }
}
