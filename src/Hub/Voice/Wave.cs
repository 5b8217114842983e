using System.Buffers.Binary;

namespace TidalHall.Hub.Voice;

/// <summary>Sound as samples: 16 bit, one channel.</summary>
/// <remarks>The file form is RIFF/WAVE with PCM, format tag 1: a header of 44 bytes, then the samples, little endian.</remarks>
internal sealed record Wave(int Rate, short[] Samples)
{
    /// <summary>−3 dB of full scale: loud, with room for the amplifier.</summary>
    public const double Peak = 0.7079;
    private const int Header = 44;

    public TimeSpan Length => TimeSpan.FromSeconds((double)Samples.Length / Rate);

    /// <summary>Reads what a synthesiser wrote to a pipe. It could not know the length it had to put in front, so what is there counts.</summary>
    /// <returns>Null for anything but PCM with 16 bits and one channel.</returns>
    public static Wave? Read(ReadOnlySpan<byte> file)
    {
        if (file.Length < 12 || !file[..4].SequenceEqual("RIFF"u8) || !file[8..12].SequenceEqual("WAVE"u8)) return null;
        var rate = 0;
        for (var at = 12; at + 8 <= file.Length;)
        {
            var name = file.Slice(at, 4);
            var claimed = BinaryPrimitives.ReadUInt32LittleEndian(file[(at + 4)..]);
            var body = file[(at + 8)..];
            if (claimed < body.Length) body = body[..(int)claimed];
            if (name.SequenceEqual("fmt "u8) && body.Length >= 16)
            {
                var (tag, channels, bits) = (BinaryPrimitives.ReadUInt16LittleEndian(body), BinaryPrimitives.ReadUInt16LittleEndian(body[2..]), BinaryPrimitives.ReadUInt16LittleEndian(body[14..]));
                if (tag != 1 || channels != 1 || bits != 16) return null;
                rate = BinaryPrimitives.ReadInt32LittleEndian(body[4..]);
            }
            if (name.SequenceEqual("data"u8)) return rate > 0 ? new(rate, SamplesOf(body)) : null;
            at += 8 + body.Length + (body.Length & 1);
        }
        return null;
    }

    public byte[] ToFile()
    {
        var file = new byte[Header + Samples.Length * 2];
        var to = file.AsSpan();
        "RIFF"u8.CopyTo(to);
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(to[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(to[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(to[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(to[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(to[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(to[28..], Rate * 2);
        BinaryPrimitives.WriteInt16LittleEndian(to[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(to[34..], 16);
        "data"u8.CopyTo(to[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(to[40..], Samples.Length * 2);
        for (var i = 0; i < Samples.Length; i++) BinaryPrimitives.WriteInt16LittleEndian(to[(Header + 2 * i)..], Samples[i]);
        return file;
    }

    /// <summary>The loudest sample at <see cref="Peak"/>; silence stays silence.</summary>
    public Wave Normalised()
    {
        var loudest = Samples.Length == 0 ? 0 : Samples.Max(s => Math.Abs((int)s));
        return loudest == 0 ? this : this with { Samples = [.. Samples.Select(s => (short)(s * Peak * short.MaxValue / loudest))] };
    }

    public static Wave Silence(int rate, TimeSpan length) => new(rate, new short[(int)(rate * length.TotalSeconds)]);

    /// <exception cref="ArgumentException">They differ in rate.</exception>
    public static Wave Join(IReadOnlyList<Wave> parts) => parts.Select(p => p.Rate).Distinct().Count() == 1
        ? new(parts[0].Rate, [.. parts.SelectMany(p => p.Samples)])
        : throw new ArgumentException("All parts need one sample rate.", nameof(parts));

    private static short[] SamplesOf(ReadOnlySpan<byte> body)
    {
        var samples = new short[body.Length / 2];
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadInt16LittleEndian(body[(2 * i)..]);
        return samples;
    }
}
