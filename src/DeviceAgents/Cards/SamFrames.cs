using System.Buffers;
using System.Buffers.Binary;
using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Cards;

/// <summary>An answer of a reader's SAM; its data are the bytes from <see cref="SamFrames.DataStart"/> on.</summary>
internal readonly record struct SamReply(SamStatus Status, int DataLength);

/// <summary>Frames of the SAM of second-generation ID card readers: AA AA AA 96 69, LEN LEN, CMD PARA or SW1 SW2 SW3, data, CHK.</summary>
/// <remarks>LEN, big-endian, counts what follows it, CHK among it. CHK: XOR of all after the preamble. Source: docs/devices.md, "ID card readers".</remarks>
internal static class SamFrames
{
    internal const int DataStart = 10;
    /// <summary>Text 256 and photo 1024 with their two lengths: the longest answer we ask for.</summary>
    internal const int MaxDataLength = 4 + 256 + 1024;
    internal const int MaxLength = DataStart + MaxDataLength + 1;
    private const int LengthEnd = 7;
    private static ReadOnlySpan<byte> Preamble => [0xAA, 0xAA, 0xAA, 0x96, 0x69];

    internal static byte[] Reset { get; } = Question(0x10, 0xFF);
    internal static byte[] AskStatus { get; } = Question(0x11, 0xFF);
    internal static byte[] Find { get; } = Question(0x20, 0x01);
    internal static byte[] Select { get; } = Question(0x20, 0x02);
    /// <summary>Text and photo; there is no way to ask for the text alone.</summary>
    internal static byte[] ReadCard { get; } = Question(0x30, 0x01);

    internal static OperationStatus Read(ReadOnlySpan<byte> bytes, out SamReply reply, out int consumed)
    {
        reply = default;
        consumed = FrameStart.NoiseBefore(bytes, Preamble);
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length < LengthEnd) return OperationStatus.NeedMoreData;
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[5..]);
        if (length is < 4 or > 4 + MaxDataLength) return Resync(out consumed);
        var end = LengthEnd + length;
        if (bytes.Length < end) return OperationStatus.NeedMoreData;
        if (FrameStart.Xor(bytes[5..(end - 1)]) != bytes[end - 1]) return Resync(out consumed);
        reply = new(Status(bytes[7], bytes[8], bytes[9]), length - 4);
        // XOR lets a length that lies pass when it spans the same bytes twice: an answer is only as long as its kind can be.
        if (!(reply.Status is SamStatus.Done ? reply.DataLength is 0 or MaxDataLength : reply.DataLength <= 4)) return Resync(out consumed);
        consumed = end;
        return OperationStatus.Done;
    }

    private static byte[] Question(byte command, byte parameter)
    {
        byte[] question = [.. Preamble, 0x00, 0x03, command, parameter, 0];
        question[^1] = FrameStart.Xor(question.AsSpan(5, 4));
        return question;
    }

    private static SamStatus Status(byte first, byte second, byte third) => third switch
    {
        0x9F when (first, second) is (0, 0) => SamStatus.Found,
        0x90 when (first, second) is (0, 0) => SamStatus.Done,
        0x80 => SamStatus.NoCard,
        0x10 or 0x11 or 0x21 or 0x24 => SamStatus.NotUnderstood,
        0x31 or 0x32 or 0x33 or 0x41 or 0x47 or 0x81 => SamStatus.CardFailed,
        0x40 => SamStatus.WrongCard,
        0x60 or 0x66 => SamStatus.NeedsService,
        0x91 => SamStatus.NoSuchItem,
        _ => SamStatus.Unlisted,
    };

    // One byte, not one frame: the true start may lie inside what looked like a frame.
    private static OperationStatus Resync(out int consumed)
    {
        consumed = 1;
        return OperationStatus.InvalidData;
    }
}
