using System.Globalization;
using Microsoft.AspNetCore.Components;
using TidalHall.Core.Doors;
using TidalHall.Core.Halls;
using TidalHall.Core.Queueing;

namespace TidalHall.Ui.Surfaces;

/// <summary>What every interactive surface has: its hall, the newest view of it, its own culture.</summary>
/// <remarks>What comes while it draws is one redraw, and none comes sooner than <see cref="ShortestRedraw"/> after the last.</remarks>
public abstract class SurfaceBase : ComponentBase, IAsyncDisposable
{
    private readonly CancellationTokenSource _leaving = new();
    private Task _watching = Task.CompletedTask;

    // Kept: a source that was disposed gives its token to nobody.
    protected SurfaceBase() => Leaving = _leaving.Token;

    [Inject] protected IHalls Halls { get; set; } = default!;
    [Inject] protected TimeProvider Time { get; set; } = default!;
    /// <summary>"zh-CN" or "en", from the page's address or cookie.</summary>
    [CascadingParameter(Name = "Language")] public string Language { get; set; } = "zh-CN";
    /// <summary>Another hall than the default one, <c>?hall=ID</c>.</summary>
    [SupplyParameterFromQuery(Name = "hall")] public string? HallName { get; set; }

    protected IHall Hall { get; private set; } = default!;
    protected HallView View { get; private set; } = default!;
    protected CultureInfo Culture { get; private set; } = CultureInfo.GetCultureInfo("zh-CN");
    /// <summary>Ends when the page is left.</summary>
    protected CancellationToken Leaving { get; }
    protected virtual TimeSpan ShortestRedraw => TimeSpan.FromMilliseconds(250);

    protected override void OnInitialized()
    {
        Speak(Language);
        Hall = TextId.TryParse<HallId>(HallName, out var id) && Halls.Find(id) is { } named ? named : Halls.Default;
        View = Hall.View;
    }

    protected override void OnAfterRender(bool firstRender)
    {
        if (firstRender && RendererInfo.IsInteractive) _watching = WatchAsync();
    }

    /// <summary>Changes the page's language; it stays the page's own whoever pushes to it.</summary>
    protected void Speak(string language)
    {
        Language = language;
        Culture = CultureInfo.GetCultureInfo(language);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture;
    }

    /// <summary>A newer view is here; the page is drawn after it.</summary>
    protected virtual Task OnViewAsync() => Task.CompletedTask;

    private async Task WatchAsync()
    {
        try
        {
            await foreach (var view in Hall.WatchNewestAsync(Leaving))
            {
                await InvokeAsync(async () =>
                {
                    // A push comes in the publisher's culture.
                    CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Culture;
                    View = view;
                    await OnViewAsync();
                    StateHasChanged();
                });
                await Task.Delay(ShortestRedraw, Time, Leaving);
            }
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _watching;
        _leaving.Dispose();
        GC.SuppressFinalize(this);
    }
}
