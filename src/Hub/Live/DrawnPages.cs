using TidalHall.Core.Doors;
using TidalHall.Core.Queueing;

namespace TidalHall.Hub.Live;

/// <summary>The pages that somebody shows now.</summary>
internal sealed class DrawnPages(PageRenderer renderer, TimeProvider time, ILogger<DrawnPages> log) : IFollowed, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly Dictionary<LiveAddress, DrawnPage> _pages = [];

    public IReadOnlyList<DrawnPage> All { get { lock (_gate) return [.. _pages.Values]; } }

    public bool IsFollowed(TicketCode ticket) => All.Any(p => p.Address.Page.Kind is "ticket" && p.Address.Key == ticket.ToString());

    /// <summary>Puts a viewer before a page, away from the one it showed before.</summary>
    public async Task WatchAsync(LiveViewer viewer, LiveAddress address, long known)
    {
        DrawnPage? ended = null;
        lock (_gate)
        {
            if (viewer.Page is { } before && before.Address != address) ended = Leave(viewer);
            if (!_pages.TryGetValue(address, out var page))
            {
                _pages[address] = page = new(address, renderer, time, log);
                page.Start();
            }
            viewer.Page = page;
            page.Join(viewer, known);
        }
        if (ended is not null) await ended.EndAsync();
    }

    public async Task LeaveAsync(LiveViewer viewer)
    {
        DrawnPage? ended;
        lock (_gate) ended = Leave(viewer);
        if (ended is not null) await ended.EndAsync();
        await viewer.StopAsync();
    }

    private DrawnPage? Leave(LiveViewer viewer)
    {
        if (viewer.Page is not { } page) return null;
        viewer.Page = null;
        if (!page.Leave(viewer)) return null;
        _pages.Remove(page.Address);
        return page;
    }

    public async ValueTask DisposeAsync()
    {
        DrawnPage[] left;
        lock (_gate)
        {
            left = [.. _pages.Values];
            _pages.Clear();
        }
        foreach (var page in left) await page.EndAsync();
    }
}
