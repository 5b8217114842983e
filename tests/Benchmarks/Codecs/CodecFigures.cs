using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Lockers;
using TidalHall.DeviceAgents.Pads;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Relays;
using TidalHall.DeviceAgents.Simulators;

namespace TidalHall.Benchmarks.Codecs;

/// <summary>How fast the codecs of readers, lockers, relays and pads read: clean frames, and noise with broken frames in it.</summary>
internal static class CodecFigures
{
    private const int Rounds = 5, Piece = 64 * 1024;

    public static void Print(int bytes)
    {
        var cu16 = LockerFrames.Of(new() { Codec = LockerCodec.Cu16, Senses = true });
        var eightA = LockerFrames.Of(new() { Codec = LockerCodec.EightA, Board = 1, Locks = 24 });
        var wkly = LockerFrames.Of(new() { Codec = LockerCodec.Wkly, Locks = 24 });
        Console.WriteLine($"{"codec",-12} {"clean MB/s",11} {"broken MB/s",12} {"bytes eaten",12} {"frames found",13} {"allocated",10}");
        Print<SamReply>("card, SAM", SimulatedCardReader.Frame(0x90, SimulatedCardReader.Data(new("11010519491231002X", "张三"))), SamFrames.Read, bytes);
        Print<DoorMap>("Cu16", Hex("020035FFFF00000338"), cu16.ReadDoors, bytes);
        Print<DoorMap>("EightA", Hex("8001FF7FFE33CC"), eightA.ReadDoors, bytes);
        Print<DoorMap>("Wkly", Hex("574B4C592200840018000000000000000000000000000000000000000000000000B7"), wkly.ReadDoors, bytes);
        Print<ModbusReply>("Modbus-RTU", Hex("01010105918B"), (bytes, out reply, out consumed) => ModbusFrames.ReadBits(bytes, 1, ModbusFrames.ReadCoils, 8, out reply, out consumed), bytes);
        Print<PadFrame>("Ff68", Hex("FF680303680101050716"), Ff68Frames.Read, bytes);
        Print<RatingFrame>("rating", Hex("5A0482050301E9"), RatingFrames.Read, bytes);
        var lines = new TextLines();
        Print<int>("lines", "11010519491231002X,Zhang San\r\n"u8.ToArray(), lines.Read, bytes);
    }

    private static void Print<T>(string name, byte[] frame, FrameReader<T> read, int bytes)
    {
        var random = new Random(18);
        var clean = new byte[Piece / frame.Length * frame.Length];
        for (var at = 0; at < clean.Length; at += frame.Length) frame.CopyTo(clean, at);
        var broken = new byte[Piece];
        // Warm, so that what is measured is the codec.
        for (var i = 0; i < 50; i++)
            if (Eat(clean, read) != clean.Length / frame.Length) throw new InvalidOperationException($"{name} does not read its own frame.");
        var cleanRate = Enumerable.Range(0, Rounds).Max(_ => Rate(Enumerable.Repeat(clean, 100), read, out var _));
        var pieces = Enumerable.Range(0, (bytes + Piece - 1) / Piece).Select(_ => Break(broken, frame, random));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var brokenRate = Rate(pieces, read, out var found);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-12} {cleanRate,11:0} {brokenRate,12:0} {(bytes + Piece - 1) / Piece * Piece,12} {found,13} {allocated,10}"));
    }

    private static double Rate<T>(IEnumerable<byte[]> pieces, FrameReader<T> read, out long found)
    {
        var (eaten, ticks) = (0L, 0L);
        found = 0;
        foreach (var piece in pieces)
        {
            var before = Stopwatch.GetTimestamp();
            found += Eat(piece, read);
            ticks += Stopwatch.GetTimestamp() - before;
            eaten += piece.Length;
        }
        return eaten / 1e6 / Stopwatch.GetElapsedTime(0, ticks).TotalSeconds;
    }

    private static int Eat<T>(ReadOnlySpan<byte> bytes, FrameReader<T> read)
    {
        var found = 0;
        while (!bytes.IsEmpty)
        {
            var status = read(bytes, out _, out var consumed);
            if (status is OperationStatus.NeedMoreData) break;
            if (consumed < 1) throw new InvalidOperationException("A codec is stuck.");
            if (status is OperationStatus.Done) found++;
            bytes = bytes[consumed..];
        }
        return found;
    }

    private static byte[] Break(byte[] bytes, byte[] frame, Random random)
    {
        random.NextBytes(bytes);
        for (var at = random.Next(frame.Length); at + frame.Length < bytes.Length; at += frame.Length + random.Next(2 * frame.Length))
        {
            frame.CopyTo(bytes, at);
            if (random.Next(4) > 0) bytes[at + random.Next(frame.Length)] = (byte)random.Next(256);
        }
        return bytes;
    }

    private static byte[] Hex(string hex) => Convert.FromHexString(hex);
}
