using System.Globalization;
using TidalHall.Core.Queueing;
using TidalHall.Ui.Surfaces;

namespace TidalHall.Hub.Live;

/// <summary>Draws one page whenever its hall changes, once for all who show it, for as long as somebody does.</summary>
internal sealed class DrawnPage(LiveAddress address, PageRenderer renderer, TimeProvider time, ILogger log)
{
    /// <summary>How often a page without news hears that it still holds, 4 s.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private readonly List<LiveViewer> _viewers = [];
    private readonly CancellationTokenSource _ending = new();
    private LiveFrame? _frame;
    private Task _drawing = Task.CompletedTask;

    public LiveAddress Address => address;
    public int Viewers { get { lock (_gate) return _viewers.Count; } }

    public void Start() => _drawing = Task.Run(() => Task.WhenAll(DrawAsync(), BeatAsync()));

    /// <param name="known">The sequence of the drawing the page has, or -1.</param>
    public void Join(LiveViewer viewer, long known)
    {
        lock (_gate)
        {
            if (!_viewers.Contains(viewer)) _viewers.Add(viewer);
            // A hall put back from a backup has not come so far yet: what the page has is not of it.
            viewer.Has(known, least: known <= address.Hall.View.Sequence ? known : -1);
            if (_frame is not null) viewer.Post(_frame.AsOf(address.Hall.Now));
        }
    }

    /// <returns>Whether nobody is left.</returns>
    public bool Leave(LiveViewer viewer)
    {
        lock (_gate)
        {
            _viewers.Remove(viewer);
            return _viewers.Count == 0;
        }
    }

    public async Task EndAsync()
    {
        await _ending.CancelAsync();
        await _drawing;
        _ending.Dispose();
    }

    private async Task DrawAsync()
    {
        // The hall's change comes in the culture of whoever made it; the page has its own.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = address.Culture;
        try
        {
            await using var views = address.Hall.WatchNewestAsync(_ending.Token).GetAsyncEnumerator(_ending.Token);
            var (news, rest, isOld) = (views.MoveNextAsync().AsTask(), Task.CompletedTask, false);
            object? pressing = null;
            while (true)
            {
                // While it rests it looks at what comes, for something that cannot wait.
                Task[] awaited = isOld ? [news, rest] : [news];
                if (await Task.WhenAny(awaited) == news)
                {
                    if (!await news) return;
                    (news, isOld) = (views.MoveNextAsync().AsTask(), true);
                }
                var presses = address.Page.Pressing(address.Hall, address.Key);
                if (!rest.IsCompleted && Equals(presses, pressing)) continue;
                await DrawOnceAsync();
                (rest, isOld, pressing) = (Task.Delay(address.Page.ShortestRedraw, time, _ending.Token), false, presses);
            }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // Nobody shows it any more.
        }
    }

    private async Task DrawOnceAsync()
    {
        try
        {
            var drawing = address.Page.Draw(address.Hall, address.Key, address.Culture);
            var html = drawing is null ? null : await renderer.DrawAsync(drawing);
            Publish(drawing?.View ?? address.Hall.View, html);
        }
        catch (Exception e)
        {
            // A page that cannot be drawn must not take its screens' connection along: they show the last one, and how old it is.
            Log.NotDrawn(log, e, address.Page.Kind, address.Key);
        }
    }

    private void Publish(HallView view, string? html)
    {
        lock (_gate)
        {
            // The same string, so that a viewer sees at a glance that it has it.
            if (_frame?.Html is { } same && same == html) html = same;
            _frame = new(view.Sequence, html, view.NotDurableSince is not null, address.Hall.Now);
            foreach (var viewer in _viewers) viewer.Post(_frame);
        }
    }

    private async Task BeatAsync()
    {
        using var beat = new PeriodicTimer(Heartbeat, time);
        try
        {
            while (await beat.WaitForNextTickAsync(_ending.Token))
                lock (_gate)
                {
                    if (_frame is null) continue;
                    _frame = _frame.AsOf(address.Hall.Now);
                    foreach (var viewer in _viewers) viewer.Post(_frame);
                }
        }
        catch (OperationCanceledException) when (_ending.IsCancellationRequested)
        {
            // As above.
        }
    }
}
