using System.Buffers;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>"WKLY" boards: 57 4B 4C 59 LEN BOARD CMD data XOR, LEN the whole frame.</summary>
/// <remarks>82 opens one, 84 asks for all, answered by 84 00 COUNT and a byte a lock: 00 open, 01 closed, FF unknown. 85 comes unasked when
/// a door moves, and is passed over. Source: docs/devices.md, "Locker boards".</remarks>
internal sealed class WklyFrames(LockerFacts facts) : LockerFrames(facts)
{
    private const byte OpenCode = 0x82, DoorsCode = 0x84;
    private const byte IsOpen = 0x00, IsClosed = 0x01, IsUnknown = 0xFF;
    private const int BodyStart = 7, MinLength = 8, MaxLength = MinLength + 2 + DoorMap.MaxLocks;
    private static ReadOnlySpan<byte> Head => "WKLY"u8;

    // Told to answer by some, never to answer by others.
    internal override TimeSpan QuietAfterOpen => TimeSpan.FromMilliseconds(300);

    internal override byte[] Open(int locker) => Question(OpenCode, [(byte)locker]);
    internal override byte[] AskDoors() => Question(DoorsCode, []);

    internal override OperationStatus ReadOpened(ReadOnlySpan<byte> bytes, out byte answer, out int consumed)
    {
        answer = 0;
        var status = ReadFrame(bytes, out var body, out consumed);
        if (status is not OperationStatus.Done) return status;
        return IsOurs(bytes, OpenCode) && body > 0 ? OperationStatus.Done : Resync(out consumed);
    }

    internal override OperationStatus ReadDoors(ReadOnlySpan<byte> bytes, out DoorMap doors, out int consumed)
    {
        doors = default;
        var status = ReadFrame(bytes, out var body, out consumed);
        if (status is not OperationStatus.Done) return status;
        if (!IsOurs(bytes, DoorsCode) || body < 2 || bytes[BodyStart] != 0 || bytes[BodyStart + 1] != body - 2) return Resync(out consumed);
        var states = bytes.Slice(BodyStart + 2, body - 2);
        // XOR lets a begun frame and half of the next pass for one; their bytes are no states.
        if (states.ContainsAnyExcept(IsOpen, IsClosed, IsUnknown)) return Resync(out consumed);
        if (states.Length > Facts.Locks) states = states[..Facts.Locks];
        ulong known = 0, closed = 0;
        for (var i = 0; i < states.Length; i++)
        {
            if (states[i] is not IsUnknown) known |= 1UL << i;
            if (states[i] is IsClosed) closed |= 1UL << i;
        }
        doors = new(Facts.Locks, known, OpenOf(closed) & known);
        return OperationStatus.Done;
    }

    internal override OperationStatus ReadForEcho(ReadOnlySpan<byte> bytes, out byte answer, out int consumed)
    {
        answer = 0;
        return ReadDoors(bytes, out _, out consumed);
    }

    private bool IsOurs(ReadOnlySpan<byte> frame, byte code) => frame[5] == Facts.Board && frame[6] == code;

    /// <param name="body">Bytes of data in a whole frame.</param>
    private static OperationStatus ReadFrame(ReadOnlySpan<byte> bytes, out int body, out int consumed)
    {
        body = 0;
        consumed = FrameStart.NoiseBefore(bytes, Head);
        if (consumed > 0) return OperationStatus.InvalidData;
        if (bytes.Length <= Head.Length) return OperationStatus.NeedMoreData;
        int length = bytes[4];
        if (length is < MinLength or > MaxLength) return Resync(out consumed);
        if (bytes.Length < length) return OperationStatus.NeedMoreData;
        if (FrameStart.Xor(bytes[..(length - 1)]) != bytes[length - 1]) return Resync(out consumed);
        (body, consumed) = (length - MinLength, length);
        return OperationStatus.Done;
    }

    private byte[] Question(byte code, ReadOnlySpan<byte> data)
    {
        byte[] frame = [.. Head, (byte)(MinLength + data.Length), (byte)Facts.Board, code, .. data, 0];
        frame[^1] = FrameStart.Xor(frame.AsSpan(..^1));
        return frame;
    }
}
