using System.Globalization;
using System.Text;
using TidalHall.DeviceAgents.Cards;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Tests.Frames;

/// <summary>Codecs eat whatever comes. TIDALHALL_FUZZ_BYTES says how much for each, default 200000; the long run is 10000000.</summary>
public sealed class FuzzSpecs(ITestOutputHelper output)
{
    private const int Piece = 4096;
    private static readonly int Bytes = int.Parse(Environment.GetEnvironmentVariable("TIDALHALL_FUZZ_BYTES") ?? "200000", CultureInfo.InvariantCulture);

    public static TheoryData<string> Names => [.. Fuzzed.Select(c => c.Name)];

    /// <summary>And what has no frame to be cut or check sum to be wrong: a printer's answers, keys as the system tells them.</summary>
    private static IEnumerable<Codec> Fuzzed => [.. Codec.All, .. Codec.Unframed];

    [Theory, MemberData(nameof(Names))]
    public void Random_and_mutated_bytes_make_no_codec_fail_hang_or_grow(string name)
    {
        var codec = Fuzzed.Single(c => c.Name == name);
        var random = new Random(name.Length);
        var buffer = new byte[Piece + Codec.LongestFrame];
        var (kept, eaten, frames) = (0, 0L, 0);
        // What is made once is made here.
        codec.Eat(codec.Frame, ref frames);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (; eaten < Bytes; eaten += Piece)
        {
            Fill(buffer.AsSpan(kept, Piece), codec.Frame, random);
            Eat(codec, buffer, ref kept, Piece, ref frames);
        }
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        output.WriteLine($"{name}: {eaten} bytes, {frames} frames among them");
    }

    [Fact]
    public void Cards_and_lines_of_random_text_are_no_cards()
    {
        var random = new Random(18);
        var (data, line) = (new byte[4 + 256 + 1024], new byte[600]);
        var lines = new TextLines();
        for (var eaten = 0; eaten < Bytes; eaten += data.Length + line.Length)
        {
            random.NextBytes(data);
            (data[0], data[1], data[2], data[3]) = (1, 0, 4, 0);
            Assert.NotEqual(CardPage.Resident, IdCardText.TryRead(data, new(2026, 11, 29), out _, out _));
            random.NextBytes(line);
            lines.Read(line, out var length, out var consumed);
            Assert.InRange(consumed, 1, line.Length);
            Assert.DoesNotContain(LineText.Read(line.AsSpan(0, length), TextCode.Gbk) ?? "", char.IsControl);
        }
    }

    private static void Eat(Codec codec, byte[] buffer, ref int kept, int more, ref int frames)
    {
        var filled = kept + more;
        var used = codec.Eat(buffer.AsSpan(0, filled), ref frames);
        buffer.AsSpan(used, filled - used).CopyTo(buffer);
        kept = filled - used;
    }

    /// <summary>Half noise, half the codec's own frame with something wrong, or nothing.</summary>
    private static void Fill(Span<byte> bytes, ReadOnlySpan<byte> frame, Random random)
    {
        random.NextBytes(bytes);
        for (var at = random.Next(frame.Length); at + frame.Length < bytes.Length; at += frame.Length + random.Next(2 * frame.Length))
        {
            frame.CopyTo(bytes[at..]);
            if (random.Next(4) > 0) bytes[at + random.Next(frame.Length)] = (byte)random.Next(256);
        }
    }
}
