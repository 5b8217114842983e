using System.Buffers;
using System.Globalization;
using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Printing;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Printing;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>Whatever comes over a line ends in paper or in nothing: no exception, no hang. TIDALHALL_FUZZ_BYTES says how much, default 400000; that it does not grow: tests/Benchmarks -- escpos.</summary>
public sealed class FuzzSpecs
{
    private const int Chunk = 1000;
    private static readonly int Bytes = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_FUZZ_BYTES") ?? "400000", CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Random_and_mutated_bytes_are_read_and_drawn(int seed)
    {
        var random = new Random(seed);
        var (paper, drawn) = (new List<Ink>(), 0);
        var reader = new PaperReader(576, paper.Add);
        var seedBytes = new SheetLayout(new() { FourByteCharacters = true }).Set(Logo.Sheet);
        for (var read = 0; read < Bytes; read += Chunk)
        {
            reader.Read(Mutated(seedBytes, random));
            // Of many papers a few are drawn: that takes most of the time.
            if (read % (40 * Chunk) == 0) drawn += PaperDrawing.Png([.. paper.Take(60)], 576).Length;
            paper.Clear();
        }
        Assert.True(drawn > 0);
    }

    [Fact]
    public void Random_answers_are_read_to_their_end()
    {
        var random = new Random(3);
        var bytes = new byte[Bytes];
        random.NextBytes(bytes);
        for (var at = 0; at < bytes.Length;)
        {
            var status = StatusReplies.ReadInOrder(bytes.AsSpan(at), out _, out var consumed);
            if (status is OperationStatus.NeedMoreData) break;
            Assert.True(consumed > 0);
            at += consumed;
        }
    }

    private static byte[] Mutated(byte[] of, Random random)
    {
        var bytes = new byte[Chunk];
        if (random.Next(2) == 0) random.NextBytes(bytes);
        else
        {
            of.AsSpan(random.Next(of.Length - Chunk), Chunk).CopyTo(bytes);
            for (var i = 0; i < 20; i++) bytes[random.Next(Chunk)] = (byte)random.Next(256);
        }
        return bytes;
    }
}
