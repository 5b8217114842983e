namespace TidalHall.DeviceAgents.Speakers;

/// <summary>The sounds of one hub.</summary>
internal sealed class HubSounds(Uri hub) : IDisposable
{
    /// <summary>Over a minute of speech.</summary>
    private const int LargestSound = 8 * 1024 * 1024;
    private readonly HttpClient _http = new() { BaseAddress = hub, MaxResponseContentBufferSize = LargestSound };

    /// <summary>Null: this hub has no such sound, or is away.</summary>
    public async Task<ReadOnlyMemory<byte>?> FetchAsync(string sound, CancellationToken cancel)
    {
        // Of this hub alone: a job says what to play, never whom to ask.
        if (!sound.StartsWith("/voice/", StringComparison.Ordinal)) return null;
        try
        {
            return await _http.GetByteArrayAsync(new Uri(sound, UriKind.Relative), cancel);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose() => _http.Dispose();
}
