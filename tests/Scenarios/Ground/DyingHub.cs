using System.Diagnostics;
using Microsoft.Playwright;

namespace TidalHall.Scenarios.Ground;

/// <summary>Lets one page meet a hub that is up again, gives its document and dies at once: in each of its first loads somewhere else.</summary>
/// <remarks>Played between browser and hub, so that it dies at a chosen place and others of the hub's screens are not disturbed.</remarks>
internal sealed class DyingHub
{
    private readonly string[] _deaths;
    private readonly List<long> _loads = [];
    private bool _isDead;

    private DyingHub(string[] deaths) => _deaths = deaths;

    /// <summary>How often the page asked for its document.</summary>
    public int Loads => _loads.Count;
    /// <summary>From each load to the next.</summary>
    public IReadOnlyList<TimeSpan> Pauses => [.. _loads.Zip(_loads.Skip(1), Stopwatch.GetElapsedTime)];

    private string? Death => _loads.Count <= _deaths.Length ? _deaths[_loads.Count - 1] : null;

    /// <param name="deaths">For each load: the part of an address that is not answered any more, or "drawing": the connection ends before anything is drawn.</param>
    public static async Task<DyingHub> BeforeAsync(IPage page, params string[] deaths)
    {
        var hub = new DyingHub(deaths);
        await page.RouteAsync("**/*", hub.MeetAsync);
        await page.RouteWebSocketAsync(_ => true, hub.Meet);
        return hub;
    }

    private Task MeetAsync(IRoute route)
    {
        if (route.Request.IsNavigationRequest)
        {
            _loads.Add(Stopwatch.GetTimestamp());
            _isDead = false;
        }
        else if (Death is { } death && route.Request.Url.Contains(death, StringComparison.Ordinal)) _isDead = true;
        // It answers that it lives, and dies on the next thing it is asked.
        return _isDead && !route.Request.Url.Contains("/health/", StringComparison.Ordinal) ? route.AbortAsync("connectionrefused") : route.ContinueAsync();
    }

    private void Meet(IWebSocketRoute browser)
    {
        var (load, heard) = (_loads.Count, 0);
        browser.ConnectToServer().OnMessage(frame =>
        {
            // The first is the handshake.
            if (load == _loads.Count && Death is "drawing" && ++heard > 1)
            {
                _isDead = true;
                browser.CloseAsync();
            }
            // Circuits speak in bytes, live pages in text; each would take the other for noise.
            else if (browser.Url.Contains("/_blazor", StringComparison.Ordinal)) browser.Send(frame.Binary!);
            else browser.Send(frame.Text!);
        });
    }
}
