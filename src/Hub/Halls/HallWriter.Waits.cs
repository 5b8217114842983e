using System.Collections.Concurrent;
using TidalHall.Core.Waiting;

namespace TidalHall.Hub.Halls;

/// <summary>Pictures of the hall for whoever looks ahead, and what he found: an input to the rules from then on.</summary>
internal sealed partial class HallWriter
{
    private readonly ConcurrentQueue<TaskCompletionSource<HallPicture?>> _pictures = new();
    private WaitOutlook? _waits, _found;

    /// <summary>Has a picture taken on the writer's thread, between two batches.</summary>
    public Task<HallPicture?> PictureAsync(CancellationToken cancel)
    {
        // The caller's continuation must not run on the writer's thread.
        var picture = new TaskCompletionSource<HallPicture?>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pictures.Enqueue(picture);
        LookNow();
        return picture.Task.WaitAsync(cancel);
    }

    /// <summary>What is told from now on.</summary>
    public void TellBy(WaitOutlook waits)
    {
        Volatile.Write(ref _found, waits);
        LookNow();
    }

    private void LookNow()
    {
        _look = true;
        _wake.Set();
    }

    private void LookAhead()
    {
        while (_pictures.TryDequeue(out var picture)) picture.TrySetResult(HallPicture.Of(_state, _time.Tick(_state.Tick), _time.Now));
        if (Interlocked.Exchange(ref _found, null) is not { } found) return;
        _waits = found;
        // No event, so no new sequence: the same hall, told by newer waits.
        _feed.Publish(View.With(found));
    }
}
