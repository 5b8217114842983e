using TidalHall.DeviceAgents.Drivers;

namespace TidalHall.DeviceAgents.Speakers;

/// <summary>What came of a sound.</summary>
internal enum SoundOutcome
{
    /// <summary>To its end.</summary>
    Played,
    /// <summary>The hub did not give it.</summary>
    NotFetched,
    /// <summary>The player could not, or did not come to an end.</summary>
    NotPlayed,
}

/// <summary>Plays sound in a hall.</summary>
internal interface ISpeaker : IDriver
{
    /// <summary>Ends when the sound does, or after the longest the profile allows.</summary>
    /// <param name="sound">Where it is at the hub, "/voice/ab12.wav".</param>
    Task<SoundOutcome> PlayAsync(string sound, CancellationToken cancel);
}

/// <summary>Gets a sound from the hub; null where it has none or is away.</summary>
internal delegate Task<ReadOnlyMemory<byte>?> FetchSound(string sound, CancellationToken cancel);

/// <summary>Plays a whole WAV file to its end; false where it could not.</summary>
internal delegate Task<bool> PlayWave(ReadOnlyMemory<byte> wav, CancellationToken cancel);
