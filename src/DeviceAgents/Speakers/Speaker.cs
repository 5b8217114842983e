using System.Buffers.Binary;
using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;

namespace TidalHall.DeviceAgents.Speakers;

/// <summary>Plays the hub's sounds. It is well as long as its player plays; one that fails is tried with a moment of silence until it does.</summary>
internal sealed class Speaker(DeviceId device, SpeakerFacts facts, FetchSound fetch, PlayWave play, TimeProvider time) : Driver(device), ISpeaker, IDisposable
{
    private static readonly TimeSpan Fetching = TimeSpan.FromSeconds(3), BetweenTrials = TimeSpan.FromSeconds(10);
    private static readonly byte[] Silence = SilentWave();
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    public override async Task RunAsync(CancellationToken cancel)
    {
        while (true)
        {
            if (Health.State is not DeviceState.Ready) await TryAsync(Silence, cancel);
            await Task.Delay(BetweenTrials, time, cancel);
        }
    }

    public async Task<SoundOutcome> PlayAsync(string sound, CancellationToken cancel)
    {
        if (await FetchAsync(sound, cancel) is not { } wav) return SoundOutcome.NotFetched;
        return await TryAsync(wav, cancel) ? SoundOutcome.Played : SoundOutcome.NotPlayed;
    }

    private async Task<ReadOnlyMemory<byte>?> FetchAsync(string sound, CancellationToken cancel)
    {
        using var within = new CancellationTokenSource(Fetching, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(within.Token, cancel);
        try
        {
            return await fetch(sound, either.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<bool> TryAsync(ReadOnlyMemory<byte> wav, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        using var within = new CancellationTokenSource(TimeSpan.FromSeconds(facts.MaxSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(within.Token, cancel);
        try
        {
            return Told(await play(wav, either.Token));
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return Told(false);
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    private bool Told(bool played)
    {
        if (played) Is(DeviceState.Ready);
        else Is(DeviceState.Faulty, DeviceFault.NoSound);
        return played;
    }

    /// <summary>A tenth of a second of 16 bit, one channel, 22,050 Hz; RIFF/WAVE, a header of 44 bytes.</summary>
    private static byte[] SilentWave()
    {
        const int rate = 22_050, samples = rate / 10 * 2;
        var file = new byte[44 + samples];
        "RIFF"u8.CopyTo(file);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(4), file.Length - 8);
        "WAVEfmt "u8.CopyTo(file.AsSpan(8));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(16), 16);
        file[20] = file[22] = 1;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(24), rate);
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(28), rate * 2);
        (file[32], file[34]) = (2, 16);
        "data"u8.CopyTo(file.AsSpan(36));
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(40), samples);
        return file;
    }

    public void Dispose() => _oneAtATime.Dispose();
}
