using System.Buffers.Binary;
using System.Collections.Concurrent;
using TidalHall.DeviceAgents.Speakers;

namespace TidalHall.DeviceAgents.Simulators;

/// <summary>A speaker nobody hears: takes as long as the sound does and remembers what it was given.</summary>
internal sealed class SimulatedSpeaker(TimeProvider time) : ISpeaker
{
    private readonly ConcurrentQueue<int> _played = new();

    /// <summary>The end of a sound never comes.</summary>
    public bool NeverEnds { get; set; }
    /// <summary>Bytes of each sound that was begun, the first first.</summary>
    public IReadOnlyList<int> Played => [.. _played];

    public async Task PlayAsync(ReadOnlyMemory<byte> wav, CancellationToken cancel)
    {
        _played.Enqueue(wav.Length);
        await Task.Delay(NeverEnds ? Timeout.InfiniteTimeSpan : Length(wav.Span), time, cancel);
    }

    /// <summary>By the header's bytes per second; 0 for what is no WAV.</summary>
    private static TimeSpan Length(ReadOnlySpan<byte> wav) =>
        wav.Length > 44 && wav.StartsWith("RIFF"u8) && BinaryPrimitives.ReadInt32LittleEndian(wav[28..]) is > 0 and var perSecond ? TimeSpan.FromSeconds((wav.Length - 44) / (double)perSecond) : TimeSpan.Zero;
}
