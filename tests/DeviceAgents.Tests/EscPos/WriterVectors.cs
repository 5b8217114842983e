using TidalHall.DeviceAgents.EscPos;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Tests.EscPos;

/// <summary>The bytes a printer gets, one by one.</summary>
public sealed class WriterVectors
{
    [Fact]
    public void A_job_begins_by_resetting_and_choosing_Chinese() => Is("1B 40 1B 74 00 1C 26", w => w.Begin());

    [Fact]
    public void Hanzi_go_out_as_GB18030_with_a_line_feed() => Is("C7 A9 31 0A", w => w.Line("签1"));

    [Fact]
    public void A_rare_character_takes_four_bytes() => Is("95 32 82 36 0A", w => w.Line(char.ConvertFromUtf32(0x20000)));

    [Fact]
    public void Nothing_in_a_text_commands_the_printer() => Is("41 20 42 0A", w => w.Line("A\u001b\n\u0010\u0004B\u0007"));

    [Fact]
    public void A_number_is_scaled_both_ways_and_Hanzi_too_where_GS_leaves_them_small()
    {
        Is("1D 21 44", w => w.Scale(5, HanziSize.Gs));
        Is("1D 21 11 1C 21 0C", w => w.Scale(2, HanziSize.GsAndFs));
        Is("1D 21 00 1C 21 00", w => w.Scale(1, HanziSize.GsAndFs));
    }

    [Fact]
    public void A_long_feed_is_several() => Is("1B 4A FF 1B 4A 2D", w => w.Feed(300));

    [Fact]
    public void A_code_is_model_2_with_correction_M() => Is(
        "1D 28 6B 04 00 31 41 32 00 1D 28 6B 03 00 31 43 06 1D 28 6B 03 00 31 45 31 1D 28 6B 05 00 31 50 30 41 42 1D 28 6B 03 00 31 51 30", w => w.Qr("AB", 6));

    [Fact]
    public void A_code_takes_printable_ASCII_alone()
    {
        Assert.Throws<ArgumentException>(() => new EscPosWriter().Qr("票", 6));
        Assert.Throws<ArgumentException>(() => new EscPosWriter().Qr("", 6));
        Assert.Throws<ArgumentException>(() => new EscPosWriter().Qr(new string('A', 257), 6));
    }

    [Fact]
    public void A_picture_never_holds_a_real_time_command() =>
        Is("1D 76 30 00 02 00 02 00 00 04 FF 00", w => w.Raster(new(2, 2, [0x10, 0x04, 0xFF, 0x10])));

    [Theory]
    [InlineData(Cutter.Partial, "1D 56 01")]
    [InlineData(Cutter.Full, "1D 56 00")]
    [InlineData(Cutter.None, "")]
    public void The_cutter_does_what_it_can(Cutter cutter, string bytes) => Is(bytes, w => w.Cut(cutter));

    private static void Is(string bytes, Func<EscPosWriter, EscPosWriter> write) =>
        Assert.Equal(bytes, Convert.ToHexString(write(new()).ToArray()).Chunk(2).Select(b => new string(b)).Aggregate("", (all, b) => all.Length == 0 ? b : $"{all} {b}"));
}
