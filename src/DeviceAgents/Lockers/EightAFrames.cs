using System.Buffers;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>"8A" boards: 8A BOARD LOCK 11 XOR opens, 80 BOARD LOCK 33 XOR asks; LOCK 00 asks for all, answered by 80 BOARD S(n)…S(1) 33 XOR.</summary>
/// <remarks>Highest group first, bit 0 its lowest lock. What 1 means goes by the wiring. An order's answer may be the order byte for byte, so an
/// echo cannot be told by it. Nothing here tells what lies inside. Source: docs/devices.md, "Locker boards".</remarks>
internal sealed class EightAFrames(LockerFacts facts) : LockerFrames(facts)
{
    private const byte OpenHead = 0x8A, AskHead = 0x80, OpenMark = 0x11, AskMark = 0x33;
    private const int OneLength = 5, MaxGroups = 7;

    // The answer is told to come 500 ms after the order, when the coil is off again.
    internal override TimeSpan QuietAfterOpen => TimeSpan.FromMilliseconds(1500);

    internal override byte[] Open(int locker) => Question(OpenHead, locker, OpenMark);
    internal override byte[] AskDoors() => Question(AskHead, 0, AskMark);
    internal override byte[] AskForEcho() => Question(AskHead, 1, AskMark);

    internal override OperationStatus ReadOpened(ReadOnlySpan<byte> bytes, out byte answer, out int consumed) => ReadOne(bytes, OpenHead, out answer, out consumed);
    internal override OperationStatus ReadForEcho(ReadOnlySpan<byte> bytes, out byte answer, out int consumed) => ReadOne(bytes, AskHead, out answer, out consumed);

    /// <remarks>Sized by the frame: an 8-way board was seen to answer with three groups. Never fewer than the board's locks need.</remarks>
    internal override OperationStatus ReadDoors(ReadOnlySpan<byte> bytes, out DoorMap doors, out int consumed)
    {
        doors = default;
        consumed = bytes.IndexOf(AskHead) is var start and >= 0 ? start : bytes.Length;
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length > 1 && bytes[1] != Facts.Board) return Resync(out consumed);
        for (var groups = (Facts.Locks + 7) / 8; groups <= MaxGroups; groups++)
        {
            var length = groups + 4;
            if (bytes.Length < length) return OperationStatus.NeedMoreData;
            if (bytes[length - 2] != AskMark || bytes[length - 1] != FrameStart.Xor(bytes[..(length - 1)])) continue;
            ulong closed = 0;
            foreach (var group in bytes[2..(length - 2)]) closed = closed << 8 | group;
            doors = new(Facts.Locks, DoorMap.All(Facts.Locks), OpenOf(closed));
            consumed = length;
            return OperationStatus.Done;
        }
        return Resync(out consumed);
    }

    private OperationStatus ReadOne(ReadOnlySpan<byte> bytes, byte head, out byte answer, out int consumed)
    {
        answer = 0;
        consumed = bytes.IndexOf(head) is var start and >= 0 ? start : bytes.Length;
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length > 1 && bytes[1] != Facts.Board) return Resync(out consumed);
        if (bytes.Length < OneLength) return OperationStatus.NeedMoreData;
        if (bytes[3] is not (0x00 or 0x11) || bytes[4] != FrameStart.Xor(bytes[..4])) return Resync(out consumed);
        answer = bytes[3];
        consumed = OneLength;
        return OperationStatus.Done;
    }

    private byte[] Question(byte head, int locker, byte mark)
    {
        byte[] frame = [head, (byte)Facts.Board, (byte)locker, mark, 0];
        frame[^1] = FrameStart.Xor(frame.AsSpan(..^1));
        return frame;
    }
}
