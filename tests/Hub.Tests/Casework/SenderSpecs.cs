using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TidalHall.Core.Doors;
using TidalHall.Hub.Notifying;
using TidalHall.Hub.Pickup;
using TidalHall.Hub.Tests.Hosting;

namespace TidalHall.Hub.Tests.Casework;

/// <summary>When a message goes out: not between the quiet hours, no faster than its channel's rate, and after a failure later and later, over restarts too.</summary>
public sealed class SenderSpecs : IAsyncLifetime
{
    // Eleven in the evening by the hall's clock.
    private static readonly DateTimeOffset Eleven = new(2026, 3, 2, 15, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Eleven);
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("outbox-").FullName, "messages.db");
    private RunningHub _hub = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _hub = await RunningHub.StartAsync(cancel: Cancel);

    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    /// <summary>Takes what comes and says when, by the clock of the test.</summary>
    private sealed class Way(string name, FakeTimeProvider time, bool keepsQuiet, TimeSpan gap = default, int fails = 0) : IChannel
    {
        private int _fails = fails;

        public string Name => name;
        public TimeSpan Gap => gap;
        public bool KeepsQuiet => keepsQuiet;
        public ConcurrentQueue<DateTimeOffset> Tries { get; } = [];

        public Task<Sending> SendAsync(OutMessage message, CancellationToken cancel)
        {
            Tries.Enqueue(time.GetUtcNow());
            return Task.FromResult<Sending>(_fails-- > 0 ? new Sending.Later("HTTP 500") : new Sending.Sent());
        }
    }

    private static OutMessage Message(string channel, long sequence) => new(Guid.CreateVersion7(), sequence, Eleven, channel, "accepted", [], new(Guid.NewGuid()), []);

    /// <summary>The sender at work until it is so, time going on in strides.</summary>
    private async Task RunAsync(MessageOutbox outbox, TimeSpan stride, Func<bool> until, params IChannel[] ways)
    {
        var sender = new Sender(_hub.Services.GetRequiredService<IHalls>(), outbox, _hub.Services.GetRequiredService<CodeFields>(), ways, Options.Create(new NotifyingOptions { FirstPauseSeconds = 60 }), _time, NullLogger<Sender>.Instance);
        await sender.StartAsync(Cancel);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!until() && await tick.WaitForNextTickAsync(Cancel)) _time.Advance(stride);
        await sender.StopAsync(Cancel);
        sender.Dispose();
    }

    [Fact]
    public async Task What_would_wake_somebody_waits_for_the_morning_and_what_wakes_nobody_goes_at_once()
    {
        using var outbox = new MessageOutbox(_file);
        outbox.CursorOr(0);
        outbox.Keep([Message("sms", 1), Message("local", 2)], 2);
        var (sms, local) = (new Way("sms", _time, keepsQuiet: true), new Way("local", _time, keepsQuiet: false));
        await RunAsync(outbox, TimeSpan.FromMinutes(5), () => !sms.Tries.IsEmpty, sms, local);
        var eight = Eleven.AddHours(9);
        Assert.True(Assert.Single(sms.Tries) >= eight, $"{sms.Tries.Single():O}");
        Assert.True(Assert.Single(local.Tries) < eight, $"{local.Tries.Single():O}");
    }

    [Fact]
    public async Task A_channel_sends_no_faster_than_its_rate()
    {
        using var outbox = new MessageOutbox(_file);
        outbox.CursorOr(0);
        outbox.Keep([.. Enumerable.Range(1, 5).Select(n => Message("sms", n))], 5);
        var gap = TimeSpan.FromSeconds(10);
        var sms = new Way("sms", _time, keepsQuiet: false, gap);
        await RunAsync(outbox, TimeSpan.FromSeconds(1), () => sms.Tries.Count == 5, sms);
        Assert.All(sms.Tries.Zip(sms.Tries.Skip(1)), pair => Assert.True(pair.Second - pair.First >= gap, $"{pair}"));
    }

    [Fact]
    public async Task Each_failure_doubles_the_pause_also_over_a_restart()
    {
        var sms = new Way("sms", _time, keepsQuiet: false, fails: 3);
        using (var outbox = new MessageOutbox(_file))
        {
            outbox.CursorOr(0);
            outbox.Keep([Message("sms", 1)], 1);
            await RunAsync(outbox, TimeSpan.FromSeconds(5), () => sms.Tries.Count == 2, sms);
        }
        using var again = new MessageOutbox(_file);
        await RunAsync(again, TimeSpan.FromSeconds(5), () => sms.Tries.Count == 4, sms);
        var tries = sms.Tries.ToArray();
        foreach (var (n, pause) in new[] { 60, 120, 240 }.Index()) Assert.True(tries[n + 1] - tries[n] >= TimeSpan.FromSeconds(pause), $"{n}: {tries[n + 1] - tries[n]}");
        Assert.Equal((MessageState.Sent, 4), (await again.NewestAsync(10, Cancel)).Select(m => (m.State, m.Tries)).Single());
    }
}
