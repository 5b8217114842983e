using System.Buffers;
using System.Buffers.Binary;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>Kerong KR-CU16: 02 ADDR CMD 03 SUM, answered by 02 ADDR 35 H1 H2 I1 I2 03 SUM.</summary>
/// <remarks>ADDR: board in the high, lock less one in the low half. H: 1 is locked; I: 1 is occupied. SUM: low byte of the sum of all before it.
/// Source: docs/devices.md, "Locker boards".</remarks>
internal sealed class Cu16Frames(LockerFacts facts) : LockerFrames(facts)
{
    private const byte Stx = 0x02, Etx = 0x03, AskCode = 0x30, OpenCode = 0x31, DoorsCode = 0x35;
    private const int Length = 9;

    // Some boards answer an order, some do not, one is reported stuck after it: the question that follows tells.
    internal override TimeSpan QuietAfterOpen => TimeSpan.FromMilliseconds(25);

    internal override byte[] Open(int locker) => Question(locker - 1, OpenCode);
    internal override byte[] AskDoors() => Question(0, AskCode);

    internal override OperationStatus ReadOpened(ReadOnlySpan<byte> bytes, out byte answer, out int consumed)
    {
        (answer, consumed) = (0, bytes.Length);
        return bytes.IsEmpty ? OperationStatus.NeedMoreData : OperationStatus.InvalidData;
    }

    internal override OperationStatus ReadDoors(ReadOnlySpan<byte> bytes, out DoorMap doors, out int consumed)
    {
        doors = default;
        consumed = bytes.IndexOf(Stx) is var start and >= 0 ? start : bytes.Length;
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length > 1 && bytes[1] != Facts.Board << 4) return Resync(out consumed);
        if (bytes.Length > 2 && bytes[2] != DoorsCode) return Resync(out consumed);
        if (bytes.Length < Length) return OperationStatus.NeedMoreData;
        if (bytes[7] != Etx || bytes[8] != FrameStart.Sum(bytes[..8])) return Resync(out consumed);
        var all = DoorMap.All(Facts.Locks);
        var open = OpenOf(BinaryPrimitives.ReadUInt16LittleEndian(bytes[3..]));
        doors = Facts.Senses ? new(Facts.Locks, all, open, all, BinaryPrimitives.ReadUInt16LittleEndian(bytes[5..]) & all) : new(Facts.Locks, all, open);
        consumed = Length;
        return OperationStatus.Done;
    }

    internal override OperationStatus ReadForEcho(ReadOnlySpan<byte> bytes, out byte answer, out int consumed)
    {
        answer = 0;
        return ReadDoors(bytes, out _, out consumed);
    }

    private byte[] Question(int locker, byte code)
    {
        byte[] frame = [Stx, (byte)(Facts.Board << 4 | locker), code, Etx, 0];
        frame[^1] = FrameStart.Sum(frame.AsSpan(..^1));
        return frame;
    }
}
