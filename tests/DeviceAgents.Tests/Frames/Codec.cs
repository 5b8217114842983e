using System.Buffers;
using System.Globalization;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Relays;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Frames;

/// <summary>A codec's reading side with one frame it knows, for what is asked of all of them.</summary>
/// <param name="Frame">A whole frame.</param>
/// <param name="LengthAt">Where it tells its length; null: it does not.</param>
internal abstract record Codec(string Name, byte[] Frame, int? LengthAt)
{
    /// <summary>More than any frame of any codec.</summary>
    internal const int LongestFrame = 1400;

    private static readonly LockerFacts Cu16 = new() { Codec = LockerCodec.Cu16, Senses = true };
    private static readonly LockerFacts EightA = new() { Codec = LockerCodec.EightA, Board = 1, Locks = 24 };
    private static readonly LockerFacts Wkly = new() { Codec = LockerCodec.Wkly, Locks = 24 };
    private static readonly byte[] Written = Hex("01 05 02 00 00 07 8D B0");

    internal static IReadOnlyList<Codec> All { get; } =
    [
        new Of<SamReply>("Sam", Hex("AA AA AA 96 69 00 08 00 00 9F 00 00 00 00 97"), 6, SamFrames.Read),
        new Of<SamReply>("Sam, a card", SimulatedCardReader.Frame(0x90, SimulatedCardReader.Data(new("11010519491231002X", "张三"))), 5, SamFrames.Read),
        new Of<DoorMap>("Cu16", Hex("02 00 35 FF FF 00 00 03 38"), null, LockerFrames.Of(Cu16).ReadDoors),
        new Of<DoorMap>("Cu16, mixed", Hex("02 00 35 FB 7F 01 80 03 35"), null, LockerFrames.Of(Cu16).ReadDoors),
        new Of<DoorMap>("EightA, 24 ways", Hex("80 01 FF 7F FE 33 CC"), null, LockerFrames.Of(EightA).ReadDoors),
        new Of<DoorMap>("EightA, 8 ways in three groups", Hex("80 01 00 00 00 33 B2"), null, LockerFrames.Of(EightA with { Locks = 8 }).ReadDoors),
        new Of<byte>("EightA, one", Hex("80 01 01 11 91"), null, LockerFrames.Of(EightA).ReadForEcho),
        new Of<byte>("EightA, opened", Hex("8A 01 01 00 8A"), null, LockerFrames.Of(EightA).ReadOpened),
        new Of<DoorMap>("Wkly, 24 ways", Hex("57 4B 4C 59 22 00 84 00 18 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 00 B7"), 4, LockerFrames.Of(Wkly).ReadDoors),
        new Of<DoorMap>("Wkly, 4 ways", Hex("57 4B 4C 59 0E 00 84 00 04 00 01 01 00 87"), 4, LockerFrames.Of(Wkly with { Locks = 4 }).ReadDoors),
        new Of<byte>("Wkly, opened", Hex("57 4B 4C 59 0B 00 82 00 01 00 81"), 4, LockerFrames.Of(Wkly).ReadOpened),
        new Of<ModbusReply>("Modbus, coils", Hex("01 01 01 05 91 8B"), 2, (bytes, out reply, out consumed) => ModbusFrames.ReadBits(bytes, 1, 1, 8, out reply, out consumed)),
        new Of<ModbusReply>("Modbus, refused", Hex("01 81 02 C1 91"), null, (bytes, out reply, out consumed) => ModbusFrames.ReadBits(bytes, 1, 1, 8, out reply, out consumed)),
        new Of<ModbusReply>("Modbus, written", Written, null, (bytes, out reply, out consumed) => ModbusFrames.ReadWritten(bytes, Written, out reply, out consumed)),
        new Of<PadFrame>("Ff68", Hex("FF 68 03 03 68 01 01 05 07 16"), 2, Ff68Frames.Read),
        new Of<RatingFrame>("Rating", Hex("5A 04 82 05 03 01 E9"), 1, RatingFrames.Read),
    ];

    /// <summary>Read by the same rules, but of bytes that no check sum guards.</summary>
    internal static IReadOnlyList<Codec> Unframed { get; } =
    [
        new Of<byte>("Status, in real time", [0x12], null, StatusReplies.ReadRealTime),
        new Of<byte>("Status, in order", [0x00], null, StatusReplies.ReadInOrder),
        new Of<byte>("Status, automatic", [0x14, 0x00, 0x00, 0x0F], null, ReadBlock),
        new Of<byte>("Keys", [.. new byte[16], 1, 0, 30, 0, 1, 0, 0, 0], null, new KeyEvents().Read),
        new Of<int>("Lines", "ABC\r"u8.ToArray(), null, new TextLines().Read),
    ];

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];
    internal static Codec Named(string name) => All.Single(c => c.Name == name);
    internal static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));
    internal static string Hex(ReadOnlySpan<byte> bytes) => string.Join(' ', bytes.ToArray().Select(b => b.ToString("X2", CultureInfo.InvariantCulture)));

    private static OperationStatus ReadBlock(ReadOnlySpan<byte> bytes, out byte first, out int consumed)
    {
        first = bytes.IsEmpty ? (byte)0 : bytes[0];
        return StatusReplies.ReadBlock(bytes, out consumed);
    }

    /// <summary>What it reads of bytes that come in these pieces, as text.</summary>
    internal abstract IReadOnlyList<string> Read(params ReadOnlySpan<byte[]> pieces);

    /// <summary>Reads on until it wants more, without keeping anything.</summary>
    /// <returns>Bytes done with.</returns>
    internal abstract int Eat(ReadOnlySpan<byte> bytes, ref int frames);

    private sealed record Of<T>(string Name, byte[] Frame, int? LengthAt, FrameReader<T> Reader) : Codec(Name, Frame, LengthAt)
    {
        internal override IReadOnlyList<string> Read(params ReadOnlySpan<byte[]> pieces)
        {
            var (buffer, found) = (new List<byte>(), new List<string>());
            foreach (var piece in pieces)
            {
                buffer.AddRange(piece);
                while (buffer.Count > 0)
                {
                    var status = Reader(buffer.ToArray(), out var frame, out var consumed);
                    if (status is OperationStatus.NeedMoreData) break;
                    Assert.InRange(consumed, 1, buffer.Count);
                    if (status is OperationStatus.Done) found.Add($"{frame}");
                    buffer.RemoveRange(0, consumed);
                }
                Assert.InRange(buffer.Count, 0, LongestFrame);
            }
            return found;
        }

        internal override int Eat(ReadOnlySpan<byte> bytes, ref int frames)
        {
            var at = 0;
            while (at < bytes.Length)
            {
                var status = Reader(bytes[at..], out _, out var consumed);
                if (status is OperationStatus.NeedMoreData) return consumed == 0 && bytes.Length - at <= LongestFrame ? at : throw new InvalidOperationException($"{Name} grows at {at}.");
                if (consumed < 1 || consumed > bytes.Length - at) throw new InvalidOperationException($"{Name} is stuck at {at}.");
                if (status is OperationStatus.Done) frames++;
                at += consumed;
            }
            return at;
        }
    }
}
