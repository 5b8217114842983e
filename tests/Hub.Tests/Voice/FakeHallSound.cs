using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Announcing;
using TidalHall.Core.Halls;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

/// <summary>A zone's voice whose pages are the test: what is played comes out of <see cref="Played"/>, time stands until it is moved.</summary>
internal sealed class FakeHallSound : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _running;
    private readonly Channel<(string Connection, long Id, string Text)> _played = Channel.CreateUnbounded<(string, long, string)>();

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("voice-log");

    public FakeHallSound()
    {
        Log = new(Path.Combine(_folder.FullName, "voice.log"), NullLogger.Instance);
        Speakers = new(Time);
        Zone = new(SpokenCalls.Zone, DigitOne.Yao, Speakers, new SoundShelf((sentence, _) => Task.FromResult<Wave?>(CanSay ? Wave.Silence(8000, sentence.Length) : null)),
            (connection, id, _, text, _) => _played.Writer.WriteAsync((connection, id, text)).AsTask(), Log, Time.GetUtcNow, Time, NullLogger.Instance);
        _running = Zone.RunAsync(_stop.Token);
    }

    public AwaitedTime Time { get; } = new();
    public Speakers Speakers { get; }
    public ZoneVoice Zone { get; }
    public VoiceLog Log { get; }
    public bool CanSay { get; set; } = true;

    public FakeHallSound With(string page, bool? may = true)
    {
        Speakers.Came(page, new HashSet<ZoneId> { SpokenCalls.Zone });
        if (may is { } known) Speakers.MayPlay(page, known);
        Zone.Wake();
        return this;
    }

    public FakeHallSound WithSpeaker(string speaker)
    {
        Speakers.Carries(speaker, new HashSet<ZoneId> { SpokenCalls.Zone });
        Speakers.MayPlay(speaker, true);
        Zone.Wake();
        return this;
    }

    public async Task CallAsync(params SpokenCall[] calls)
    {
        foreach (var call in calls) await Zone.TellAsync(new ZoneNews.Called(call), TestContext.Current.CancellationToken);
    }

    public async Task<(string Connection, long Id, string Text)> PlayedAsync() => await _played.Reader.ReadAsync(TestContext.Current.CancellationToken);
    public bool PlaysMore => _played.Reader.TryPeek(out _);

    public async Task EndAsync(string page, long utterance)
    {
        Assert.Equal(SpokenCalls.Zone, Speakers.Stopped(page, utterance));
        await Zone.TellAsync(new ZoneNews.Ended(utterance), TestContext.Current.CancellationToken);
    }

    /// <summary>Moves time a second at a time, each when the zone waits for it, until so many calls have come to an end.</summary>
    /// <param name="seconds">At most.</param>
    public async Task<IReadOnlyList<VoiceEntry>> LoggedAsync(int count, int seconds = 0)
    {
        // A broken rule fails here, it does not hang.
        var begun = Stopwatch.GetTimestamp();
        for (var moved = 0; Log.Entries.Count < count;)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            Assert.True(Stopwatch.GetElapsedTime(begun) < TimeSpan.FromSeconds(30), $"{Log.Entries.Count} of {count} calls have come to an end in {moved} s.");
            if (moved < seconds && Time.IsAwaited)
            {
                moved++;
                Time.Advance(TimeSpan.FromSeconds(1));
            }
            await Task.Yield();
        }
        return Log.Entries;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        _stop.Dispose();
        Log.Dispose();
        _folder.Delete(recursive: true);
    }
}
