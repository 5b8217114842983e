namespace TidalHall.DeviceAgents.Speakers;

/// <summary>Plays sound in a hall.</summary>
internal interface ISpeaker
{
    /// <summary>Ends when the sound does; a watchdog above it ends one that never comes to its end.</summary>
    /// <param name="wav">A whole WAV file.</param>
    Task PlayAsync(ReadOnlyMemory<byte> wav, CancellationToken cancel);
}
