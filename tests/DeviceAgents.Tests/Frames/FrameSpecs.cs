namespace TidalHall.DeviceAgents.Tests.Frames;

/// <summary>What is asked of every codec's reading side.</summary>
public sealed class FrameSpecs
{
    public static TheoryData<string> Names => Codec.Names;

    [Theory, MemberData(nameof(Names))]
    public void A_frame_is_read_once_wherever_it_is_cut(string name)
    {
        var codec = Codec.Named(name);
        var whole = Assert.Single(codec.Read(codec.Frame));
        for (var cut = 1; cut < codec.Frame.Length; cut++) Assert.Equal([whole], codec.Read(codec.Frame[..cut], codec.Frame[cut..]));
        Assert.Equal([whole], codec.Read([.. codec.Frame.Select(b => new[] { b })]));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_frame_is_read_after_noise(string name)
    {
        var codec = Codec.Named(name);
        var whole = Assert.Single(codec.Read(codec.Frame));
        Assert.Equal([whole], codec.Read([0x00, 0x77, 0x13, 0xEE, 0x77, .. codec.Frame]));
        Assert.Equal([whole, whole], codec.Read([.. codec.Frame, 0x77, .. codec.Frame]));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_frame_is_read_after_a_false_start(string name)
    {
        var codec = Codec.Named(name);
        var whole = Assert.Single(codec.Read(codec.Frame));
        for (var begun = 1; begun < codec.Frame.Length; begun++)
            Assert.Contains(whole, codec.Read([.. codec.Frame[..begun], .. codec.Frame, .. Rest]));
    }

    [Theory, MemberData(nameof(Names))]
    public void With_one_bit_wrong_anywhere_nothing_is_read(string name)
    {
        var codec = Codec.Named(name);
        for (var bit = 0; bit < 8 * codec.Frame.Length; bit++)
        {
            var wrong = (byte[])codec.Frame.Clone();
            wrong[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.Empty(codec.Read(wrong));
        }
    }

    [Theory, MemberData(nameof(Names))]
    public void A_length_that_lies_swallows_no_frame_behind_it(string name)
    {
        var codec = Codec.Named(name);
        if (codec.LengthAt is not { } at) return;
        var whole = Assert.Single(codec.Read(codec.Frame));
        for (var length = 0; length < 256; length++)
        {
            var lie = (byte[])codec.Frame.Clone();
            if (lie[at] == length) continue;
            lie[at] = (byte)length;
            Assert.Equal([whole], codec.Read([.. lie, .. codec.Frame, .. Rest]));
        }
    }

    // Enough that nobody waits for more.
    private static byte[] Rest => [.. Enumerable.Repeat((byte)0x77, Codec.LongestFrame)];
}
