using System.Buffers;

namespace TidalHall.DeviceAgents.EscPos;

/// <summary>Finds answers to DLE EOT (one byte), to GS r (one byte) and automatic status (four) among whatever else a printer sends.</summary>
/// <remarks>
/// DLE EOT: bits 0 and 7 clear, 1 and 4 set. GS r: bits 4 and 7 clear. An unasked-for automatic status block is four
/// bytes: bits 0, 1 and 7 clear and 4 set in the first, 4 and 7 clear in the rest; it is stepped over whole, because its
/// later bytes look like answers to GS r.
/// </remarks>
internal static class StatusReplies
{
    internal const int BlockLength = 4;

    /// <param name="reply">The answer, if Done.</param>
    /// <param name="consumed">Bytes done with, whatever the answer; drop them before the next call.</param>
    /// <returns>Done; NeedMoreData; or InvalidData: something else was passed over, call again with the rest.</returns>
    internal static OperationStatus ReadRealTime(ReadOnlySpan<byte> bytes, out byte reply, out int consumed) =>
        Read(bytes, mask: 0x93, fixedBits: 0x12, out reply, out consumed);

    /// <inheritdoc cref="ReadRealTime"/>
    internal static OperationStatus ReadInOrder(ReadOnlySpan<byte> bytes, out byte reply, out int consumed) =>
        Read(bytes, mask: 0x90, fixedBits: 0x00, out reply, out consumed);

    /// <summary>An automatic status block: the first <see cref="BlockLength"/> bytes, if Done.</summary>
    /// <inheritdoc cref="ReadRealTime"/>
    internal static OperationStatus ReadBlock(ReadOnlySpan<byte> bytes, out int consumed)
    {
        consumed = 0;
        if (bytes.IsEmpty) return OperationStatus.NeedMoreData;
        if (!IsBlockSoFar(bytes))
        {
            consumed = 1;
            return OperationStatus.InvalidData;
        }
        if (bytes.Length < BlockLength) return OperationStatus.NeedMoreData;
        consumed = BlockLength;
        return OperationStatus.Done;
    }

    private static OperationStatus Read(ReadOnlySpan<byte> bytes, byte mask, byte fixedBits, out byte reply, out int consumed)
    {
        (reply, consumed) = (0, 0);
        if (bytes.IsEmpty) return OperationStatus.NeedMoreData;
        if (ReadBlock(bytes, out consumed) is not OperationStatus.InvalidData and var block) return block is OperationStatus.Done ? OperationStatus.InvalidData : block;
        if ((bytes[0] & mask) != fixedBits) return OperationStatus.InvalidData;
        reply = bytes[0];
        return OperationStatus.Done;
    }

    private static bool IsBlockSoFar(ReadOnlySpan<byte> bytes)
    {
        if ((bytes[0] & 0x93) != 0x10) return false;
        foreach (var b in bytes[1..Math.Min(bytes.Length, BlockLength)])
            if ((b & 0x90) != 0) return false;
        return true;
    }
}
