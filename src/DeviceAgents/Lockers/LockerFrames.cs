using System.Buffers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Lockers;

/// <summary>The bytes of one family of locker boards. No frame that opens more than one door exists here: coils draw current, so doors open one at a time.</summary>
internal abstract class LockerFrames(LockerFacts facts)
{
    protected LockerFacts Facts => facts;

    internal static LockerFrames Of(LockerFacts facts) => facts.Codec switch
    {
        LockerCodec.Cu16 => new Cu16Frames(facts),
        LockerCodec.EightA => new EightAFrames(facts),
        LockerCodec.Wkly => new WklyFrames(facts),
        _ => throw new InvalidOperationException($"No codec {facts.Codec}."),
    };

    /// <param name="locker">1 to the board's locks.</param>
    internal abstract byte[] Open(int locker);

    /// <summary>After an order the line is left alone until the board has answered or so long: its word is not believed, but it may be in the middle of it.</summary>
    internal abstract TimeSpan QuietAfterOpen { get; }

    /// <summary>The answer to <see cref="Open"/>, whatever it says.</summary>
    internal abstract OperationStatus ReadOpened(ReadOnlySpan<byte> bytes, out byte answer, out int consumed);

    internal abstract byte[] AskDoors();

    /// <inheritdoc cref="Drivers.FrameReader{T}"/>
    internal abstract OperationStatus ReadDoors(ReadOnlySpan<byte> bytes, out DoorMap doors, out int consumed);

    /// <summary>A harmless question whose answer can never look like the question: by it an echo is told.</summary>
    internal virtual byte[] AskForEcho() => AskDoors();

    /// <summary>The answer to <see cref="AskForEcho"/>.</summary>
    internal abstract OperationStatus ReadForEcho(ReadOnlySpan<byte> bytes, out byte answer, out int consumed);

    /// <summary>Set bits as the family tells a closed door, turned by the wiring.</summary>
    protected ulong OpenOf(ulong closed) => (facts.Polarity is LockerPolarity.ClosedWhenLocked ? ~closed : closed) & DoorMap.All(facts.Locks);

    // One byte, not one frame: the true start may lie inside what looked like a frame.
    protected static OperationStatus Resync(out int consumed)
    {
        consumed = 1;
        return OperationStatus.InvalidData;
    }
}
