namespace TidalHall.DeviceAgents.Drivers;

/// <summary>Finds where a frame may begin.</summary>
internal static class FrameStart
{
    /// <summary>How many bytes stand before the first possible beginning of <paramref name="head"/>: all of it, or as much as has come.</summary>
    internal static int NoiseBefore(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> head)
    {
        if (bytes.IndexOf(head) is var whole and >= 0) return whole;
        for (var noise = Math.Max(0, bytes.Length - head.Length + 1); noise < bytes.Length; noise++)
            if (head.StartsWith(bytes[noise..])) return noise;
        return bytes.Length;
    }

    internal static byte Xor(ReadOnlySpan<byte> bytes)
    {
        byte xor = 0;
        foreach (var b in bytes) xor ^= b;
        return xor;
    }

    /// <summary>The low byte of the sum.</summary>
    internal static byte Sum(ReadOnlySpan<byte> bytes)
    {
        byte sum = 0;
        foreach (var b in bytes) sum += b;
        return sum;
    }
}
