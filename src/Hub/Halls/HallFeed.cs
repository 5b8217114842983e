using System.Runtime.CompilerServices;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Halls;

/// <summary>The newest view of a hall, for as many readers as come: what is published while one draws is one view to it.</summary>
internal sealed class HallFeed(HallView first)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private HallView _view = first;

    public HallView View => Volatile.Read(ref _view);

    public void Publish(HallView view)
    {
        TaskCompletionSource woken;
        lock (_lock)
        {
            _view = view;
            (woken, _next) = (_next, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }
        woken.SetResult();
    }

    public async IAsyncEnumerable<HallView> WatchAsync([EnumeratorCancellation] CancellationToken cancel)
    {
        HallView? seen = null;
        while (!cancel.IsCancellationRequested)
        {
            Task next;
            HallView view;
            lock (_lock) (view, next) = (_view, _next.Task);
            if (!ReferenceEquals(view, seen)) yield return seen = view;
            else await next.WaitAsync(cancel);
        }
    }

    public async Task<HallView> AtAsync(long sequence, CancellationToken cancel)
    {
        // Nearly always so: an answer comes after its view.
        if (View is { } newest && newest.Sequence >= sequence) return newest;
        await foreach (var view in WatchAsync(cancel))
            if (view.Sequence >= sequence) return view;
        throw new OperationCanceledException(cancel);
    }
}
