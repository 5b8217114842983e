using Microsoft.Extensions.Time.Testing;
using TidalHall.DeviceAgents.Profiles;
using TidalHall.DeviceAgents.Simulators;
using TidalHall.DeviceAgents.Tests.Transports;
using TidalHall.DeviceAgents.Transports;

namespace TidalHall.DeviceAgents.Tests.Simulators;

/// <summary>A played device and the bare line to it: what goes over it is seen byte by byte. Its clock stands until it is moved.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
internal sealed class Wired : IAsyncDisposable
{
    /// <summary>So long it is listened whether something comes that should not: too short it would overlook, never accuse.</summary>
    private static readonly TimeSpan Listening = TimeSpan.FromMilliseconds(120);
    /// <summary>In it everything comes that should.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeTimeProvider _time = new();
    private readonly SerialLead? _lead;
    private readonly SerialTransport? _port;
    private readonly ITransport _transport;
    private ILine? _line;

    internal Wired(string profile, string over)
    {
        Played = PlayedDevice.Start(ProfileFile.Shipped(profile), 0, _time);
        if (over == "pty")
        {
            _lead = new(Played.Port, TimeProvider.System);
            _transport = _port = new(_lead.Port, new(), TimeProvider.System, Bench.Folder("locks"));
        }
        else _transport = new TcpTransport("127.0.0.1", Played.Port, TimeProvider.System);
    }

    internal PlayedDevice Played { get; }
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    internal async Task OpenAsync()
    {
        _line = await _transport.OpenAsync(Cancel);
        if (Played.Device is { } device) await Bench.UntilAsync(() => device.IsServed, Patience, "it has a line");
    }

    internal void Order(string words) => Assert.Equal($"{words}: so it is.", Played.Order(words));

    internal Task SendAsync(params byte[] bytes) => _line!.WriteAsync(bytes, Cancel);

    /// <summary>Exactly so many bytes.</summary>
    internal async Task<byte[]> HearAsync(int count)
    {
        var (heard, filled) = (new byte[count], 0);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        patience.CancelAfter(Patience);
        while (filled < count) filled += await _line!.ReadAsync(heard.AsMemory(filled), patience.Token);
        return heard;
    }

    internal async Task HearsNothingAsync() => Assert.Empty(await NextAsync());

    /// <summary>What comes while it is listened; none if nothing does.</summary>
    private async Task<byte[]> NextAsync()
    {
        var bytes = new byte[256];
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        listening.CancelAfter(Listening);
        try
        {
            return bytes[..await _line!.ReadAsync(bytes, listening.Token)];
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
            return [];
        }
    }

    /// <summary>The clock goes on by <paramref name="step"/> until something comes.</summary>
    internal async Task<byte[]> HearInAsync(TimeSpan step)
    {
        byte[] heard = [];
        for (var wait = 0; heard.Length == 0 && wait < 200; wait++)
        {
            _time.Advance(step);
            heard = await NextAsync();
        }
        return heard;
    }

    /// <summary>The line ends, or on a lead that stays: the device is there again for the next question.</summary>
    internal async Task LosesItsLineAsync(Func<Task> ask, byte[] answer)
    {
        if (_port is null)
        {
            await Assert.ThrowsAsync<LineException>(() => HearAsync(1));
            await _line!.DisposeAsync();
            await OpenAsync();
            await ask();
            Assert.Equal(answer, await HearAsync(answer.Length));
            return;
        }
        // Between the old line and the next a question is lost, as on a wire.
        byte[] heard = [];
        for (var wait = 0; heard.Length == 0 && wait < 200; wait++)
        {
            await ask();
            heard = await NextAsync();
        }
        Assert.Equal(answer, heard[..answer.Length]);
    }

    public async ValueTask DisposeAsync()
    {
        if (_line is not null) await _line.DisposeAsync();
        if (_port is not null) await _port.DisposeAsync();
        if (_lead is not null) await _lead.DisposeAsync();
        await Played.DisposeAsync();
    }
}
