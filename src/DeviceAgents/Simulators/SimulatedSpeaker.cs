using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A player nobody hears: takes as long as the sound does and remembers what it was given.</summary>
internal sealed class SimulatedSpeaker(TimeProvider time)
{
    private readonly ConcurrentQueue<int> _played = new();

    /// <summary>The end of a sound never comes.</summary>
    public bool NeverEnds { get; set; }
    /// <summary>Its plug is out.</summary>
    public bool Fails { get; set; }
    /// <summary>Bytes of each sound that was begun, the first first.</summary>
    public IReadOnlyList<int> Played => [.. _played];

    public async Task<bool> PlayAsync(ReadOnlyMemory<byte> wav, CancellationToken cancel)
    {
        if (Fails) return false;
        _played.Enqueue(wav.Length);
        await Task.Delay(NeverEnds ? Timeout.InfiniteTimeSpan : Length(wav.Span), time, cancel);
        return true;
    }

    /// <summary>By the header's bytes per second; 0 for what is no WAV.</summary>
    private static TimeSpan Length(ReadOnlySpan<byte> wav) =>
        wav.Length > 44 && wav.StartsWith("RIFF"u8) && BinaryPrimitives.ReadInt32LittleEndian(wav[28..]) is > 0 and var perSecond ? TimeSpan.FromSeconds((wav.Length - 44) / (double)perSecond) : TimeSpan.Zero;
}
