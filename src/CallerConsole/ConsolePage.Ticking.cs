using Microsoft.JSInterop;

namespace TidalHall.CallerConsole;

/// <summary>What runs beside the page: the keys, and a second hand for waits and countdowns.</summary>
public sealed partial class ConsolePage
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private Task _ticking = Task.CompletedTask;
    private IJSObjectReference? _keys;

    [Microsoft.AspNetCore.Components.Inject] private IJSRuntime Js { get; set; } = default!;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender || !RendererInfo.IsInteractive) return;
        _ticking = TickAsync();
        _keys = await Js.InvokeAsync<IJSObjectReference>("import", Leaving, "./_content/TidalHall.CallerConsole/console.js");
        await _keys.InvokeVoidAsync("listen", Leaving);
    }

    private async Task TickAsync()
    {
        using var timer = new PeriodicTimer(Second, Time);
        try
        {
            while (await timer.WaitForNextTickAsync(Leaving)) await InvokeAsync(() => { _tick = TickNow; StateHasChanged(); });
        }
        catch (OperationCanceledException) when (Leaving.IsCancellationRequested)
        {
            // The page was left.
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _ticking;
        try
        {
            if (_keys is not null)
            {
                await _keys.InvokeVoidAsync("silence");
                await _keys.DisposeAsync();
            }
        }
        catch (JSDisconnectedException)
        {
            // The browser went first, and its keys with it.
        }
    }
}
