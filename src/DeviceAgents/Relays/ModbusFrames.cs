using System.Buffers;
using System.Buffers.Binary;

namespace TidalHall.DeviceAgents.Relays;

/// <summary>An answer of a Modbus-RTU board. <c>default</c>: no bits, no refusal.</summary>
/// <param name="Exception">0, or the code by which the board refuses.</param>
/// <param name="Bits">Of a read: bit 0 is the first asked for.</param>
internal readonly record struct ModbusReply(byte Exception, ulong Bits);

/// <summary>Modbus-RTU 01 (read coils), 02 (read inputs) and 05 (write a coil): BOARD CODE … CRC16, low byte first.</summary>
/// <remarks>A write is answered by itself, byte for byte, so an echo cannot be told by it. Source: Modbus application protocol 1.1b3, serial line 1.02.</remarks>
internal static class ModbusFrames
{
    internal const byte ReadCoils = 0x01, ReadInputs = 0x02, WriteCoil = 0x05;
    internal const ushort On = 0xFF00, Off = 0x0000;
    private const byte RefusalBit = 0x80;
    private const int WriteLength = 8, RefusalLength = 5;
    private static readonly ushort[] Table = MakeTable();

    /// <param name="start">Of the first, from 0.</param>
    /// <param name="count">1 to 64.</param>
    internal static byte[] Read(byte board, byte code, ushort start, int count) => Frame(board, code, start, (ushort)count);

    /// <param name="value"><see cref="On"/>, <see cref="Off"/>, or what a board's own timer takes.</param>
    internal static byte[] Write(byte board, ushort coil, ushort value) => Frame(board, WriteCoil, coil, value);

    /// <summary>The answer to a read of <paramref name="count"/> bits.</summary>
    internal static OperationStatus ReadBits(ReadOnlySpan<byte> bytes, byte board, byte code, int count, out ModbusReply reply, out int consumed)
    {
        var data = (count + 7) / 8;
        var status = ReadFrame(bytes, board, code, data + 5, out reply, out consumed);
        if (status is not OperationStatus.Done || reply.Exception != 0) return status;
        if (bytes[2] != data) return Resync(out consumed);
        ulong bits = 0;
        for (var i = data - 1; i >= 0; i--) bits = bits << 8 | bytes[3 + i];
        reply = new(0, count == 64 ? bits : bits & ((1UL << count) - 1));
        return OperationStatus.Done;
    }

    /// <summary>The answer to a write: the same frame, or a refusal.</summary>
    internal static OperationStatus ReadWritten(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> written, out ModbusReply reply, out int consumed)
    {
        var status = ReadFrame(bytes, written[0], WriteCoil, WriteLength, out reply, out consumed);
        if (status is not OperationStatus.Done || reply.Exception != 0) return status;
        return bytes[..WriteLength].SequenceEqual(written) ? OperationStatus.Done : Resync(out consumed);
    }

    internal static ushort Crc(ReadOnlySpan<byte> bytes)
    {
        ushort crc = 0xFFFF;
        foreach (var b in bytes) crc = (ushort)(crc >> 8 ^ Table[(crc ^ b) & 0xFF]);
        return crc;
    }

    private static OperationStatus ReadFrame(ReadOnlySpan<byte> bytes, byte board, byte code, int length, out ModbusReply reply, out int consumed)
    {
        reply = default;
        consumed = bytes.IndexOf(board) is var start and >= 0 ? start : bytes.Length;
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length > 1 && (bytes[1] & ~RefusalBit) != code) return Resync(out consumed);
        if (bytes.Length < RefusalLength) return OperationStatus.NeedMoreData;
        var isRefusal = bytes[1] != code;
        if (isRefusal) length = RefusalLength;
        if (bytes.Length < length) return OperationStatus.NeedMoreData;
        if (Crc(bytes[..(length - 2)]) != BinaryPrimitives.ReadUInt16LittleEndian(bytes[(length - 2)..])) return Resync(out consumed);
        if (isRefusal && bytes[2] == 0) return Resync(out consumed);
        if (isRefusal) reply = new(bytes[2], 0);
        consumed = length;
        return OperationStatus.Done;
    }

    private static byte[] Frame(byte board, byte code, ushort first, ushort second)
    {
        var frame = new byte[WriteLength];
        (frame[0], frame[1]) = (board, code);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(2), first);
        BinaryPrimitives.WriteUInt16BigEndian(frame.AsSpan(4), second);
        BinaryPrimitives.WriteUInt16LittleEndian(frame.AsSpan(6), Crc(frame.AsSpan(0, 6)));
        return frame;
    }

    private static ushort[] MakeTable()
    {
        var table = new ushort[256];
        for (var i = 0; i < 256; i++)
        {
            var crc = (ushort)i;
            for (var bit = 0; bit < 8; bit++) crc = (ushort)((crc & 1) != 0 ? crc >> 1 ^ 0xA001 : crc >> 1);
            table[i] = crc;
        }
        return table;
    }

    // One byte, not one frame: the true start may lie inside what looked like a frame.
    private static OperationStatus Resync(out int consumed)
    {
        consumed = 1;
        return OperationStatus.InvalidData;
    }
}
