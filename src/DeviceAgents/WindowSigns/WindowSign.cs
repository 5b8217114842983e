using TidalHall.Core.Devices;
using TidalHall.Core.Halls;
using TidalHall.DeviceAgents.Drivers;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.WindowSigns;

/// <summary>Drives a window sign. It answers nothing, so its state is unknown while its line can be opened, never well.</summary>
internal sealed class WindowSign(DeviceId device, WindowSignFacts facts, ITransport transport, TimeProvider time) : Driver(device), IWindowSign, IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private byte[]? _shown;

    public async Task<SignOutcome> ShowAsync(IReadOnlyList<string> forms, CancellationToken cancel)
    {
        if (SignFrames.Show(facts, forms) is not { } frame) return SignOutcome.CannotShow;
        _shown = frame;
        return await SendAsync(frame, cancel) ? SignOutcome.Sent : SignOutcome.Failed;
    }

    /// <summary>Sends again what should be seen: a sign back from a power cut is blank.</summary>
    public override async Task RunAsync(CancellationToken cancel)
    {
        using var refresh = new PeriodicTimer(TimeSpan.FromSeconds(facts.RefreshSeconds), time);
        while (await refresh.WaitForNextTickAsync(cancel))
            if (_shown is { } frame) await SendAsync(frame, cancel);
    }

    private async Task<bool> SendAsync(byte[] frame, CancellationToken cancel)
    {
        await _oneAtATime.WaitAsync(cancel);
        try
        {
            await using var line = await transport.OpenAsync(cancel);
            await line.LeavingAsync(cancel);
            await line.WriteAsync(frame, cancel);
            Is(DeviceState.Unknown);
            return true;
        }
        catch (LineException)
        {
            Is(DeviceState.Offline, DeviceFault.Unreachable);
            return false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();
}
