using System.Buffers.Binary;
using TidalHall.Core.Announcing;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

public sealed class WaveSpecs
{
    private static readonly Wave Some = new(22_050, [.. Enumerable.Range(0, 1000).Select(i => (short)(i * 13 % 9000 - 4500))]);

    [Fact]
    public void What_is_written_says_its_true_lengths_and_reads_back()
    {
        var file = Some.ToFile();
        Assert.Equal(file.Length - 8, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(4)));
        Assert.Equal(file.Length - 44, BinaryPrimitives.ReadInt32LittleEndian(file.AsSpan(40)));
        var read = Wave.Read(file)!;
        Assert.Equal(Some.Rate, read.Rate);
        Assert.Equal(Some.Samples, read.Samples);
    }

    [Fact]
    public void A_length_that_a_pipe_could_not_know_is_mended()
    {
        var file = Some.ToFile();
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(4), 0x7FFFF024);
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(40), 0x7FFFF000);
        Assert.Equal(Some.Samples, Wave.Read(file)!.Samples);
    }

    [Fact]
    public void A_file_cut_at_any_place_is_nothing_or_what_is_there()
    {
        var file = Some.ToFile();
        for (var cut = 0; cut < file.Length; cut++)
        {
            var read = Wave.Read(file.AsSpan(0, cut));
            if (cut < 44) Assert.Null(read);
            else Assert.Equal((cut - 44) / 2, read!.Samples.Length);
        }
    }

    [Fact]
    public void The_loudest_sample_is_brought_to_three_decibels_under_full()
    {
        var peak = Some.Normalised().Samples.Max(s => Math.Abs((int)s)) / (double)short.MaxValue;
        Assert.InRange(20 * Math.Log10(peak), -3.02, -2.98);
        Assert.Equal(new short[10], new Wave(8000, new short[10]).Normalised().Samples);
    }

    [Fact]
    public void The_chime_is_as_long_as_the_watchdog_believes_and_ends_in_silence()
    {
        var chime = Chime.Make(22_050);
        Assert.Equal(Utterance.Chime, chime.Length);
        Assert.InRange(chime.Samples[^200..].Max(s => Math.Abs((int)s)), 0, short.MaxValue / 20);
    }
}
