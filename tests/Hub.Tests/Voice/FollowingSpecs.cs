using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging.Abstractions;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;
using TidalHall.Hub.Tests.Live;
using TidalHall.Hub.Voice;

namespace TidalHall.Hub.Tests.Voice;

public sealed class FollowingSpecs : IDisposable
{
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("following");

    public void Dispose() => _data.Delete(recursive: true);

    [Fact]
    public async Task A_call_that_is_on_disk_before_its_view_is_out_is_heard_with_that_view()
    {
        await using var host = await LiveHost.StartAsync(_data);
        await host.DoAsync(new OpenWindow(LiveHost.W1));
        var first = host.Hall.View;
        await host.TakeAsync();
        var behind = host.Hall.View;
        var called = (await host.DoAsync(new CallNext(LiveHost.W1))).Sequence;
        var spoken = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var log = new VoiceLog(Path.Combine(_data.FullName, "followed.log"), NullLogger.Instance);
        var voice = new HallVoice(new LateHall(host.Hall, first, behind), log, new SoundShelf((s, _) => Task.FromResult<Wave?>(Wave.Silence(8000, s.Length))),
            (_, id, _, _, _) => { spoken.TrySetResult(id); return Task.CompletedTask; }, TimeProvider.System, NullLogger.Instance);
        Assert.True(voice.Came("page", "zone-a"));
        voice.Able("page");
        using var stop = new CancellationTokenSource();

        var running = voice.RunAsync(stop.Token);

        Assert.Equal(called, await spoken.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        Assert.Empty(log.Entries);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>Its reader gets an older view first, while the journal is further on.</summary>
    private sealed class LateHall(IHall hall, HallView first, HallView behind) : IHall
    {
        public HallId Id => hall.Id;
        public DateTimeOffset Now => hall.Now;
        public HallView View => first;
        public Task<Answer> SendAsync(CommandEnvelope envelope, CancellationToken cancel = default) => hall.SendAsync(envelope, cancel);
        public Task<HallView> ViewAtAsync(long sequence, CancellationToken cancel = default) => hall.ViewAtAsync(sequence, cancel);
        public Task<IReadOnlyList<Recorded>> ReadJournalAsync(long after, int limit, CancellationToken cancel = default) => hall.ReadJournalAsync(after, limit, cancel);

        public async IAsyncEnumerable<HallView> WatchNewestAsync([EnumeratorCancellation] CancellationToken cancel = default)
        {
            yield return behind;
            await foreach (var view in hall.WatchNewestAsync(cancel)) yield return view;
        }
    }
}
